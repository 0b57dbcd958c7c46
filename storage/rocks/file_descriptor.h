// FileDescriptor owns an open file; and the few calls on files that the store makes itself.
//
// Failure: UNAVAILABLE with the path and the system's words. Threads: as the calls of the system.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace blangko::storage {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  int get() const { return fd_; }

 private:
  int fd_;  // -1 = none
};

// open(2) with O_CLOEXEC added and files readable by the owner alone.
absl::StatusOr<FileDescriptor> OpenFile(const std::string& path, int flags);
// The same, but for reading alone where the disk can only be read: evidence is looked at there.
absl::StatusOr<FileDescriptor> OpenToLook(const std::string& path, int flags);
absl::Status SyncDirectory(const std::string& path);

// The system's last error for `what` on `path`.
absl::Status SystemError(const std::string& what, const std::string& path);

// Bytes that may still be written to the file system of `path`.
absl::StatusOr<uint64_t> FreeSpace(const std::string& path);

absl::StatusOr<uint64_t> TotalSpace(const std::string& path);

// Holds `path` locked until it is destroyed. FAILED_PRECONDITION when another process, or another opening in this
// one, holds it.
absl::StatusOr<FileDescriptor> LockFile(const std::string& path);

}  // namespace blangko::storage
