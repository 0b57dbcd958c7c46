#include "printer/journal/file_disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/segment_files.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr mode_t kOwnerOnly = 0600;
constexpr size_t kReadChunkBytes = 1 << 16;

absl::Status DiskError(std::string_view what, const std::string& path) {
  const std::string why = std::strerror(errno);
  return Told(absl::StatusCode::kUnavailable,
              absl::StrCat("disk tempat cetak: ", path, " tidak dapat dipakai (", ToAbsl(what), "): ", why),
              absl::StrCat("station disk: ", ToAbsl(what), " ", path, ": ", why));
}

absl::StatusOr<int> OpenFile(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (file < 0) return DiskError("cannot open", path);
  return file;
}

// The name of a new file is durable only when its directory is.
absl::Status SyncDirectory(const std::string& path) {
  const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return DiskError("cannot open", path);
  const int result = ::fsync(directory);
  ::close(directory);
  return result == 0 ? absl::OkStatus() : DiskError("cannot sync", path);
}

bool WriteAll(int file, std::string_view bytes, off_t offset) {
  while (!bytes.empty()) {
    const ssize_t written = offset < 0 ? ::write(file, bytes.data(), bytes.size())
                                       : ::pwrite(file, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
    if (offset >= 0) offset += written;
  }
  return true;
}

absl::StatusOr<std::string> ReadAll(int file, const std::string& path) {
  std::string bytes;
  std::string chunk(kReadChunkBytes, '\0');
  while (true) {
    const ssize_t got = ::pread(file, chunk.data(), chunk.size(), static_cast<off_t>(bytes.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return DiskError("cannot read", path);
    if (got == 0) return bytes;
    bytes.append(chunk, 0, static_cast<size_t>(got));
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<FileDisk>> FileDisk::Open(const std::string& directory) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(directory, error);
  if (error)
    return absl::UnavailableError(
        absl::StrCat("station disk: cannot make ", directory, ": ", error.message()));
  if (made) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  std::unique_ptr<FileDisk> disk(new FileDisk(directory));
  RETURN_IF_ERROR(disk->OpenFiles());
  return disk;
}

absl::Status FileDisk::OpenFiles() {
  ASSIGN_OR_RETURN(lock_, OpenFile(directory_ + "/lock", 0));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    return Told(absl::StatusCode::kFailedPrecondition,
                absl::StrCat("disk tempat cetak: ", directory_, " sedang dipakai proses lain"),
                absl::StrCat("station disk: ", directory_, " is used by another process"));
  }
  ASSIGN_OR_RETURN(slot_, OpenFile(directory_ + "/call.slot", 0));
  RETURN_IF_ERROR(TakeOldName());
  return SyncDirectory(directory_);
}

// Before it was kept in segments the journal was one file.
absl::Status FileDisk::TakeOldName() {
  const std::string old_name = directory_ + "/journal.log";
  if (!std::filesystem::exists(old_name)) return absl::OkStatus();
  if (std::filesystem::exists(SegmentPath(directory_, 1))) {
    return Told(
        absl::StatusCode::kFailedPrecondition,
        absl::StrCat(
            "disk tempat cetak: ", directory_,
            " berisi journal.log di samping segmennya: program lama sempat berjalan di sini; daftarkan ",
            "tempat cetak dari awal di direktori kosong"),
        absl::StrCat("station disk: ", directory_,
                     " holds a journal.log beside its segments: an older program ran ",
                     "here meanwhile; register the station anew in an empty directory"));
  }
  const bool done = ::rename(old_name.c_str(), SegmentPath(directory_, 1).c_str()) == 0;
  return done ? absl::OkStatus() : DiskError("cannot rename", old_name);
}

FileDisk::~FileDisk() {
  for (const int file : {journal_, slot_, lock_}) {
    if (file >= 0) ::close(file);
  }
}

absl::Status FileDisk::Fail(std::string_view what) {
  failed_ = DiskError(what, directory_);
  return failed_;
}

absl::StatusOr<std::vector<uint64_t>> FileDisk::Segments() { return ListSegmentFiles(directory_); }

absl::StatusOr<std::string> FileDisk::ReadSegment(uint64_t segment) {
  const std::string path = SegmentPath(directory_, segment);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return DiskError("cannot open", path);
  absl::StatusOr<std::string> bytes = ReadAll(file, path);
  ::close(file);
  return bytes;
}

absl::Status FileDisk::UseSegment(uint64_t segment) {
  RETURN_IF_ERROR(failed_);
  absl::StatusOr<int> file = OpenFile(SegmentPath(directory_, segment), O_APPEND);
  if (!file.ok()) return Fail("cannot begin a segment in");
  if (journal_ >= 0) ::close(journal_);
  journal_ = *file;
  return absl::OkStatus();
}

absl::Status FileDisk::RemoveSegment(uint64_t segment) {
  RETURN_IF_ERROR(failed_);
  const bool done = ::unlink(SegmentPath(directory_, segment).c_str()) == 0 || errno == ENOENT;
  return done ? absl::OkStatus() : Fail("cannot remove a segment in");
}

absl::Status FileDisk::SyncNames() {
  RETURN_IF_ERROR(failed_);
  failed_ = SyncDirectory(directory_);
  return failed_;
}

absl::Status FileDisk::AppendJournal(std::string_view bytes) {
  RETURN_IF_ERROR(failed_);
  return WriteAll(journal_, bytes, -1) ? absl::OkStatus() : Fail("cannot write the journal in");
}

absl::Status FileDisk::SyncJournal() {
  RETURN_IF_ERROR(failed_);
  return ::fdatasync(journal_) == 0 ? absl::OkStatus() : Fail("cannot sync the journal in");
}

absl::Status FileDisk::TruncateJournal(uint64_t size) {
  RETURN_IF_ERROR(failed_);
  const bool done = ::ftruncate(journal_, static_cast<off_t>(size)) == 0 && ::fsync(journal_) == 0;
  return done ? absl::OkStatus() : Fail("cannot cut the journal in");
}

absl::StatusOr<std::string> FileDisk::ReadSlot() { return ReadAll(slot_, directory_ + "/call.slot"); }

absl::Status FileDisk::WriteSlot(std::string_view bytes) {
  RETURN_IF_ERROR(failed_);
  const bool done = WriteAll(slot_, bytes, 0) && ::fdatasync(slot_) == 0;
  return done ? absl::OkStatus() : Fail("cannot write the slot in");
}

}  // namespace blangko::printer
