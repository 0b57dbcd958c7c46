#include "storage/rocks/file_descriptor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace blangko::storage {

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

absl::Status SystemError(const std::string& what, const std::string& path) {
  return absl::UnavailableError(absl::StrCat(what, " ", path, ": ", std::generic_category().message(errno)));
}

absl::StatusOr<FileDescriptor> OpenFile(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (fd < 0) return SystemError("open", path);
  return FileDescriptor(fd);
}

absl::StatusOr<FileDescriptor> OpenToLook(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (fd < 0 && errno == EROFS) return OpenFile(path, O_RDONLY);
  if (fd < 0) return SystemError("open", path);
  return FileDescriptor(fd);
}

absl::Status SyncDirectory(const std::string& path) {
  ASSIGN_OR_RETURN(const FileDescriptor directory, OpenFile(path, O_RDONLY | O_DIRECTORY));
  if (fsync(directory.get()) != 0) return SystemError("sync", path);
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> FreeSpace(const std::string& path) {
  struct statvfs space {};
  if (statvfs(path.c_str(), &space) != 0) return SystemError("statvfs", path);
  return static_cast<uint64_t>(space.f_bavail) * space.f_frsize;
}

absl::StatusOr<uint64_t> TotalSpace(const std::string& path) {
  struct statvfs space {};
  if (statvfs(path.c_str(), &space) != 0) return SystemError("statvfs", path);
  return static_cast<uint64_t>(space.f_blocks) * space.f_frsize;
}

absl::StatusOr<FileDescriptor> LockFile(const std::string& path) {
  ASSIGN_OR_RETURN(FileDescriptor file, OpenToLook(path, O_RDWR | O_CREAT));
  if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno != EWOULDBLOCK) return SystemError("lock", path);
  return absl::FailedPreconditionError(absl::StrCat(path, " is locked by another process"));
}

}  // namespace blangko::storage
