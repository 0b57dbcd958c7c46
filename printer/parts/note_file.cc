#include "printer/parts/note_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/crc32c.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "printer/journal/bytes.h"

namespace blangko::printer {
namespace {

constexpr size_t kSumBytes = 4;

absl::Status NoteError(const std::string& path) {
  return absl::UnavailableError(absl::StrCat("station: cannot write ", path, ": ", std::strerror(errno)));
}

absl::Status SyncFolder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return NoteError(path);
  const bool synced = ::fsync(folder) == 0;
  ::close(folder);
  return synced ? absl::OkStatus() : NoteError(path);
}

}  // namespace

absl::StatusOr<bool> NoteFile::Load(google::protobuf::MessageLite& note) const {
  if (path_.empty() || !std::filesystem::exists(path_)) return false;
  std::ifstream file(path_, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open()) return absl::UnavailableError(absl::StrCat("station: cannot read ", path_));
  const bool whole = bytes.size() >= kSumBytes &&
                     ReadLittleEndian<uint32_t>(bytes) == Crc32c(std::string_view(bytes).substr(kSumBytes)) &&
                     note.ParseFromString(bytes.substr(kSumBytes));
  if (!whole) Log(LogLevel::kError, "station.note_damaged", {{"file", path_}});
  return whole;
}

absl::Status NoteFile::Save(const google::protobuf::MessageLite& note) const {
  if (path_.empty()) return absl::OkStatus();
  const std::string text = note.SerializeAsString();
  const std::string bytes = LittleEndian(Crc32c(text)) + text;
  const std::string draft = path_ + ".new";
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return NoteError(draft);
  const bool written = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  const bool durable = written && ::fdatasync(file) == 0;
  ::close(file);
  if (!durable || ::rename(draft.c_str(), path_.c_str()) != 0) return NoteError(path_);
  return SyncFolder(std::filesystem::path(path_).parent_path().string());
}

}  // namespace blangko::printer
