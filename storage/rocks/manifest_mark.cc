#include "storage/rocks/manifest_mark.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "base/crc32c.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/file_descriptor.h"

namespace blangko::storage {
namespace {

constexpr uint64_t kTailBytes = uint64_t{64} << 10;
constexpr char kOpening[] = "opening";

std::string MarkPath(const std::string& directory) { return directory + "/manifest"; }

// The name of the manifest that is in use; "" when that cannot be read, which the database says itself.
std::string CurrentManifest(const std::string& directory) {
  std::string name;
  std::ifstream(DatabasePath(directory) + "/CURRENT") >> name;
  return name;
}

// CRC of the last bytes before `length`.
absl::StatusOr<uint32_t> TailOf(const FileDescriptor& file, uint64_t length) {
  std::string bytes(std::min(length, kTailBytes), '\0');
  const auto from = static_cast<off_t>(length - bytes.size());
  const ssize_t got = pread(file.get(), bytes.data(), bytes.size(), from);
  if (got != static_cast<ssize_t>(bytes.size())) return SystemError("read", "the manifest");
  return Crc32c(bytes);
}

// Whole or not at all, and durable.
absl::Status WriteMark(const std::string& directory, const std::string& text) {
  const std::string made = MarkPath(directory) + ".new";
  {
    ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(made, O_WRONLY | O_CREAT | O_TRUNC));
    if (write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        fdatasync(file.get()) != 0) {
      return SystemError("write", made);
    }
  }
  if (std::rename(made.c_str(), MarkPath(directory).c_str()) != 0) return SystemError("rename", made);
  return SyncDirectory(directory);
}

class ManifestWatch : public rocksdb::EventListener {
 public:
  explicit ManifestWatch(std::string directory) : directory_(std::move(directory)) {}
  void OnFlushCompleted(rocksdb::DB*, const rocksdb::FlushJobInfo&) override { Mark(); }
  void OnCompactionCompleted(rocksdb::DB*, const rocksdb::CompactionJobInfo&) override { Mark(); }

 private:
  void Mark() const {
    if (const absl::Status marked = MarkManifest(directory_); !marked.ok())
      DieOfDisk("mark of the manifest", ToStd(marked.message()));
  }

  const std::string directory_;
};

}  // namespace

absl::Status CheckManifest(const std::string& directory) {
  std::string name;
  uint64_t length = 0;
  uint32_t tail = 0;
  if (!(std::ifstream(MarkPath(directory)) >> name >> length >> tail)) return absl::OkStatus();
  const std::string current = CurrentManifest(directory);
  if (name != current) return absl::DataLossError(absl::StrCat("the manifest is ", current, ", not ", name));
  ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(DatabasePath(directory) + "/" + name, O_RDONLY));
  const absl::StatusOr<uint32_t> found = TailOf(file, length);
  if (found.ok() && *found == tail) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(name, " is not the manifest that was written, or was cut below ", length, " bytes"));
}

absl::Status MarkOpening(const std::string& directory) { return WriteMark(directory, kOpening); }

absl::Status MarkManifest(const std::string& directory) {
  static std::mutex one_at_a_time;  // flushes and compactions end on several threads
  const std::lock_guard lock(one_at_a_time);
  const std::string name = CurrentManifest(directory);
  ASSIGN_OR_RETURN(const FileDescriptor file, OpenFile(DatabasePath(directory) + "/" + name, O_RDONLY));
  const off_t length = lseek(file.get(), 0, SEEK_END);
  // What the mark speaks of must survive a power cut; the database may be in the middle of another write.
  if (length < 0 || fdatasync(file.get()) != 0) return SystemError("sync", name);
  ASSIGN_OR_RETURN(const uint32_t tail, TailOf(file, static_cast<uint64_t>(length)));
  return WriteMark(directory, absl::StrCat(name, " ", static_cast<uint64_t>(length), " ", tail));
}

std::shared_ptr<rocksdb::EventListener> NewManifestWatch(const std::string& directory) {
  return std::make_shared<ManifestWatch>(directory);
}

}  // namespace blangko::storage
