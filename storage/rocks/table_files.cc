#include "storage/rocks/table_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "rocksdb/convenience.h"
#include "rocksdb/file_checksum.h"
#include "storage/rocks/file_descriptor.h"
#include "storage/rocks/rocks_options.h"

namespace blangko::storage {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

absl::Status Damaged(const TableFile& file, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("table file ", file.number, ": ", what));
}

absl::Status VerifyBlocks(const TableFile& file, absl::FunctionRef<void(size_t bytes)> read) {
  const rocksdb::Status status =
      rocksdb::VerifySstFileChecksum(ReadOnlyOptions(), rocksdb::EnvOptions(), file.path);
  read(file.bytes);
  return status.ok() ? absl::OkStatus() : Damaged(file, status.ToString());
}

// Checksum of the whole file, as the database computed it when the file was written.
absl::StatusOr<std::string> ChecksumOf(const TableFile& file, absl::FunctionRef<void(size_t bytes)> read) {
  absl::StatusOr<FileDescriptor> opened = OpenFile(file.path, O_RDONLY);
  if (!opened.ok()) return Damaged(file, opened.status().message());
  const auto generator = rocksdb::GetFileChecksumGenCrc32cFactory()->CreateFileChecksumGenerator({});
  std::string bytes(kReadBytes, '\0');
  for (;;) {
    const ssize_t got = ::read(opened->get(), bytes.data(), bytes.size());
    if (got < 0) return Damaged(file, SystemError("read", file.path).message());
    if (got == 0) break;
    generator->Update(bytes.data(), static_cast<size_t>(got));
    read(static_cast<size_t>(got));
  }
  generator->Finalize();
  return generator->GetChecksum();
}

}  // namespace

std::vector<TableFile> TableFilesOf(rocksdb::DB& db) {
  std::vector<rocksdb::LiveFileMetaData> live;
  db.GetLiveFilesMetaData(&live);
  std::vector<TableFile> files;
  for (const auto& file : live) {
    const bool kept = file.file_checksum_func_name == rocksdb::kStandardDbFileChecksumFuncName;
    files.push_back({file.file_number, file.size, file.db_path + file.name, kept ? file.file_checksum : ""});
  }
  std::sort(files.begin(), files.end(),
            [](const TableFile& a, const TableFile& b) { return a.number > b.number; });
  return files;
}

absl::Status VerifyTableFile(const TableFile& file, absl::FunctionRef<void(size_t bytes)> read) {
  if (file.checksum.empty()) return VerifyBlocks(file, read);
  ASSIGN_OR_RETURN(const std::string checksum, ChecksumOf(file, read));
  return checksum == file.checksum ? absl::OkStatus() : Damaged(file, "its checksum does not fit");
}

absl::Status VerifyNewestFiles(rocksdb::DB& db, uint64_t limit) {
  uint64_t done = 0;
  for (const TableFile& file : TableFilesOf(db)) {
    if (done > 0 && done + file.bytes > limit) break;
    RETURN_IF_ERROR(VerifyTableFile(file, [&](size_t bytes) { done += bytes; }));
  }
  return absl::OkStatus();
}

}  // namespace blangko::storage
