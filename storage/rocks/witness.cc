#include "storage/rocks/witness.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/crc32c.h"
#include "base/status_macros.h"

namespace blangko::storage {
namespace {

constexpr size_t kSlotBytes = 4096;
constexpr std::string_view kMagic = "blkwit01";
constexpr size_t kNumberBytes = 8;
constexpr size_t kHashBytes = 32;
// Slot: magic, epoch, group, length of hash (0 or 32), hash, CRC-32C of all before as a number; the rest zero.
constexpr size_t kHeaderBytes = kMagic.size() + 3 * kNumberBytes;

void AppendNumber(std::string& bytes, uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
}

uint64_t ReadNumber(std::string_view bytes) {
  uint64_t value = 0;
  for (const char c : bytes.substr(0, kNumberBytes)) value = (value << 8) | static_cast<unsigned char>(c);
  return value;
}

std::string EncodeSlot(const CommitMark& mark) {
  std::string bytes(kMagic);
  AppendNumber(bytes, mark.store_epoch);
  AppendNumber(bytes, mark.group);
  AppendNumber(bytes, mark.hash.size());
  bytes += mark.hash;
  AppendNumber(bytes, Crc32c(bytes));
  bytes.resize(kSlotBytes, '\0');
  return bytes;
}

std::optional<CommitMark> DecodeSlot(std::string_view bytes) {
  if (bytes.size() < kSlotBytes || !bytes.starts_with(kMagic)) return std::nullopt;
  const uint64_t hash_bytes = ReadNumber(bytes.substr(kMagic.size() + 2 * kNumberBytes));
  if (hash_bytes != 0 && hash_bytes != kHashBytes) return std::nullopt;
  const std::string_view body = bytes.substr(0, kHeaderBytes + hash_bytes);
  if (ReadNumber(bytes.substr(body.size())) != Crc32c(body)) return std::nullopt;
  CommitMark mark;
  mark.store_epoch = ReadNumber(bytes.substr(kMagic.size()));
  mark.group = ReadNumber(bytes.substr(kMagic.size() + kNumberBytes));
  mark.hash = std::string(body.substr(kHeaderBytes));
  return mark;
}

absl::StatusOr<std::string> ReadSlot(const FileDescriptor& file, size_t slot) {
  std::string bytes(kSlotBytes, '\0');
  const ssize_t got = pread(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(slot * kSlotBytes));
  if (got < 0) return SystemError("read", "the commit witness");
  bytes.resize(static_cast<size_t>(got));
  return bytes;
}

}  // namespace

absl::StatusOr<Witness> Witness::Create(const std::string& path, const CommitMark& mark) {
  ASSIGN_OR_RETURN(FileDescriptor file, OpenFile(path, O_RDWR | O_CREAT | O_EXCL));
  if (ftruncate(file.get(), 2 * kSlotBytes) != 0) return SystemError("enlarge", path);
  Witness witness(std::move(file), mark, /*whole=*/true);
  RETURN_IF_ERROR(witness.WriteBoth());
  if (fsync(witness.file_.get()) != 0) return SystemError("sync", path);
  RETURN_IF_ERROR(SyncDirectory(std::filesystem::path(path).parent_path()));
  return witness;
}

absl::StatusOr<std::optional<Witness>> Witness::Open(const std::string& path) {
  if (!std::filesystem::exists(path)) return std::optional<Witness>();
  ASSIGN_OR_RETURN(FileDescriptor file, OpenToLook(path, O_RDWR));
  std::optional<CommitMark> newest;
  bool whole = true;
  for (const size_t slot : {size_t{0}, size_t{1}}) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadSlot(file, slot));
    std::optional<CommitMark> mark = DecodeSlot(bytes);
    whole = whole && mark.has_value();
    if (mark.has_value() && (!newest.has_value() || IsNewer(*mark, *newest))) newest = std::move(mark);
  }
  if (!newest.has_value())
    return absl::DataLossError(absl::StrCat("the commit witness ", path, " cannot be read"));
  return std::optional<Witness>(Witness(std::move(file), *std::move(newest), whole));
}

absl::Status Witness::Write(const CommitMark& mark, size_t slot) {
  const std::string bytes = EncodeSlot(mark);
  const auto offset = static_cast<off_t>(slot * kSlotBytes);
  if (pwrite(file_.get(), bytes.data(), bytes.size(), offset) == static_cast<ssize_t>(bytes.size()))
    return absl::OkStatus();
  return SystemError("write", "the commit witness");
}

absl::Status Witness::Record(const CommitMark& mark) {
  RETURN_IF_ERROR(Write(mark, mark.group % 2));
  newest_ = mark;
  told_up_to_ = mark.group;
  return absl::OkStatus();
}

absl::Status Witness::WriteBoth() {
  for (const size_t slot : {size_t{0}, size_t{1}}) RETURN_IF_ERROR(Write(newest_, slot));
  told_up_to_ = newest_.group;
  return Sync();
}

absl::Status Witness::Sync() {
  if (fdatasync(file_.get()) != 0) return SystemError("sync", "the commit witness");
  return absl::OkStatus();
}

}  // namespace blangko::storage
