#include "storage/rocks/open_database.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/disk_space.h"
#include "storage/rocks/mark_row.h"
#include "storage/rocks/rocks_options.h"
#include "storage/rocks/rocks_snapshot.h"
#include "storage/rocks/rocks_status.h"

namespace blangko::storage {
namespace {

constexpr char kAdvice[] =
    "Nothing was changed on disk. Keep a copy of the directory, check the disk, and restore the newest backup into "
    "an empty directory; stations then bring back what they printed since.";

absl::Status MakeDirectory(const std::string& directory) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(directory, error);
  // Personal data lives here: nobody but the owner of the process may look.
  if (made && !error) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot make ", directory, ": ", error.message()));
}

absl::StatusOr<FileDescriptor> LockDirectory(const std::string& directory) {
  absl::StatusOr<FileDescriptor> lock = LockFile(directory + "/lock");
  if (!absl::IsFailedPrecondition(lock.status())) return lock;
  return absl::FailedPreconditionError(absl::StrCat("another process has opened the store in ", directory,
                                                    "; a directory serves one process"));
}

absl::Status CheckFloor(const std::string& directory, uint64_t floor) {
  ASSIGN_OR_RETURN(const uint64_t free, FreeSpace(directory));
  if (free >= floor) return absl::OkStatus();
  return DiskAlmostFull(directory, {free, floor});
}

absl::Status Lost(const std::string& directory, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("the store in ", directory, " is not whole: ", what, ". ", kAdvice));
}

bool HasDatabase(const std::string& database) { return std::filesystem::exists(database + "/CURRENT"); }

// The newest group, read without changing a file. A database that is damaged answers DATA_LOSS.
absl::StatusOr<CommitMark> LookAt(const std::string& directory, const std::string& database) {
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(ReadOnlyOptions(), database, &opened);
  const std::unique_ptr<rocksdb::DB> db(opened);
  if (!status.ok()) return Lost(directory, "the database does not open: " + status.ToString());
  RocksSnapshot rows(*db, nullptr);
  return ReadMark(rows);
}

// Nothing acknowledged may be missing. The database may be ahead: a group that was written but not yet recorded.
absl::Status Compare(const std::string& directory, const CommitMark& found, const CommitMark& acknowledged) {
  if (found.store_epoch != acknowledged.store_epoch) {
    return Lost(directory, absl::StrCat("the database is of epoch ", found.store_epoch,
                                        ", the commit witness of epoch ", acknowledged.store_epoch));
  }
  if (found.group < acknowledged.group) {
    return Lost(directory, absl::StrCat("the database ends with commit group ", found.group,
                                        ", but groups up to ", acknowledged.group, " were acknowledged: ",
                                        acknowledged.group - found.group, " are lost"));
  }
  const bool same = found.group == acknowledged.group && found.hash == acknowledged.hash;
  const bool next = found.group == acknowledged.group + 1 && found.previous_hash == acknowledged.hash;
  if (same || next || found.group > acknowledged.group + 1) return absl::OkStatus();
  return Lost(directory,
              absl::StrCat("commit group ", acknowledged.group, " is not the one that was acknowledged"));
}

// The witness of a directory that may be opened for writing. Made, before the database, where both are missing.
absl::StatusOr<Witness> CheckedWitness(const std::string& directory, const std::string& database) {
  const std::string path = directory + "/witness";
  absl::StatusOr<std::optional<Witness>> witness = Witness::Open(path);
  if (absl::IsDataLoss(witness.status())) return Lost(directory, witness.status().message());
  RETURN_IF_ERROR(witness.status());
  if (!HasDatabase(database)) {
    if (!witness->has_value()) return Witness::Create(path, CommitMark());
    if ((*witness)->newest().group == 0) return *std::move(*witness);
    return Lost(directory, absl::StrCat("the database is missing, but commit groups up to ",
                                        (*witness)->newest().group, " were acknowledged"));
  }
  if (!witness->has_value()) return Lost(directory, "the commit witness is missing");
  ASSIGN_OR_RETURN(const CommitMark found, LookAt(directory, database));
  RETURN_IF_ERROR(Compare(directory, found, (*witness)->newest()));
  return *std::move(*witness);
}

absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenForWriting(const std::string& database) {
  rocksdb::DB* opened = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(WritableOptions(), database, &opened)));
  return std::unique_ptr<rocksdb::DB>(opened);
}

}  // namespace

absl::StatusOr<OpenDatabase> OpenDirectory(const std::string& directory, uint64_t free_space_floor) {
  RETURN_IF_ERROR(MakeDirectory(directory));
  const std::string database = directory + "/db";
  ASSIGN_OR_RETURN(FileDescriptor lock, LockDirectory(directory));
  RETURN_IF_ERROR(CheckFloor(directory, free_space_floor));
  ASSIGN_OR_RETURN(Witness witness, CheckedWitness(directory, database));
  if (BLANGKO_FAILPOINT("rocks.before_open")) return absl::UnavailableError("failpoint");
  ASSIGN_OR_RETURN(std::unique_ptr<rocksdb::DB> db, OpenForWriting(database));
  RocksSnapshot rows(*db, nullptr);
  ASSIGN_OR_RETURN(CommitMark mark, ReadMark(rows));
  if (mark.group >
      witness.newest().group) {  // readers will see this group: from now on it may not be lost either
    RETURN_IF_ERROR(witness.Record(mark));
    RETURN_IF_ERROR(witness.Sync());
  }
  return OpenDatabase{std::move(lock), std::move(db), std::move(witness), std::move(mark)};
}

}  // namespace blangko::storage
