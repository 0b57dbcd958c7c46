#include "storage/rocks/open_database.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "storage/backup.h"
#include "storage/disk_space.h"
#include "storage/rocks/directory_look.h"
#include "storage/rocks/manifest_mark.h"
#include "storage/rocks/mark_row.h"
#include "storage/rocks/rocks_options.h"
#include "storage/rocks/rocks_snapshot.h"
#include "storage/rocks/rocks_status.h"
#include "storage/rocks/scrub.h"
#include "storage/rocks/store_place.h"
#include "storage/rocks/table_files.h"
#include "storage/store_damage.h"
#include "storage/store_format.h"

namespace blangko::storage {
namespace {

// Read at every opening, the newest files first; what is older is for the scrub (scrub.h).
constexpr uint64_t kVerifiedAtOpening = uint64_t{512} << 20;

// The log is written into table files at the opening, and is at most 64 MiB.
constexpr uint64_t kRoomToOpen = uint64_t{128} << 20;

absl::Status CheckRoom(const std::string& directory, uint64_t floor) {
  floor = std::min(floor, kRoomToOpen);
  ASSIGN_OR_RETURN(const uint64_t free, FreeSpace(directory));
  if (free >= floor) return absl::OkStatus();
  return DiskAlmostFull(directory, {free, floor});
}

// Neither a backup, whose stations would not be awaited, nor half of a restored one.
absl::Status CheckIsStore(const std::string& directory) {
  if (std::filesystem::exists(directory + "/" + kBackupManifest) && !Planted("backup-served")) {
    return absl::FailedPreconditionError(
        absl::StrCat(directory, " is a backup, not a store: make it one with `blangkod store restore --from ",
                     directory, "`; the journals of its stations are awaited then"));
  }
  return CheckRestoreEnded(directory);
}

absl::Status CheckLoss(const std::string& directory, const DirectoryLook& look,
                       const std::optional<AcceptedLoss>& accepted) {
  const std::string lost = look.damage.has_value() ? LostGroups(*look.damage) : "";
  if (!accepted.has_value() && look.damage.has_value()) return StoreIsDamaged(directory, *look.damage);
  if (!accepted.has_value()) return absl::OkStatus();
  const bool nothing_lost = accepted->groups.empty() && !look.damage.has_value();
  if (nothing_lost || (!lost.empty() && lost == accepted->groups)) return absl::OkStatus();
  const std::string found = lost.empty() ? "no loss that can be named" : absl::StrCat("the loss of ", lost);
  return absl::FailedPreconditionError(
      absl::StrCat("the loss of ", accepted->groups, " was accepted, but there is ", found));
}

// What is in the files and rows themselves: the newest files byte by byte, and what the caller knows of rows.
absl::Status CheckContents(const std::string& directory, const DirectoryLook& look,
                           const OpeningRules& rules) {
  if (look.db == nullptr || Planted("damage-served")) return absl::OkStatus();
  // After the scrub found damage, everything is read again.
  const bool suspect = std::filesystem::exists(DamagedPath(directory));
  // A loss that was accepted may come from an older copy with a manifest of its own.
  absl::Status found = rules.accepted_loss.has_value() ? absl::OkStatus() : CheckManifest(directory);
  if (found.ok())
    found = VerifyNewestFiles(*look.db, suspect ? std::numeric_limits<uint64_t>::max() : kVerifiedAtOpening);
  RocksSnapshot rows(*look.db, nullptr);
  if (found.ok() && rules.check_rows) found = rules.check_rows(rows);
  if (found.ok() && suspect) std::filesystem::remove(DamagedPath(directory));
  if (!absl::IsDataLoss(found)) return found;
  return StoreIsDamaged(directory,
                        {.what = "the database is damaged", .detail = std::string(found.message())});
}

// First of all: what a newer release wrote may look like damage, and no loss of it may be accepted here.
absl::Status CheckFormatOf(const std::string& directory, const DirectoryLook& look) {
  if (look.db == nullptr) return absl::OkStatus();
  RocksSnapshot rows(*look.db, nullptr);
  return CheckFormat(directory, rows);
}

// Where both witness and database are missing the witness is made first. One that cannot be read is kept aside.
absl::StatusOr<Witness> TakeWitness(const std::string& directory, DirectoryLook look,
                                    const std::optional<AcceptedLoss>& accepted) {
  if (look.witness.has_value()) return *std::move(look.witness);
  const std::string path = WitnessPath(directory);
  std::error_code none;
  std::filesystem::rename(path, path + ".unreadable", none);
  CommitMark mark = look.found.value_or(CommitMark());
  if (accepted.has_value())
    mark.store_epoch = accepted->epoch;  // until the first group it is missing, not whole
  return Witness::Create(path, mark);
}

// After an accepted loss the numbers go on past every group that somebody may have been told of.
CommitMark GoOnAfterLoss(CommitMark mark, uint64_t told_up_to, const AcceptedLoss& accepted) {
  mark.store_epoch = accepted.epoch;
  mark.group = std::max(mark.group, told_up_to);
  return mark;
}

// The watch begins with the database open: a flush while it opens is covered by the mark after it.
absl::StatusOr<std::unique_ptr<rocksdb::DB>> OpenForWriting(const std::string& directory) {
  RETURN_IF_ERROR(MarkOpening(directory));
  rocksdb::Options options = WritableOptions();
  options.listeners.push_back(NewManifestWatch(directory));
  rocksdb::DB* opened = nullptr;
  RETURN_IF_ERROR(FromRocks(rocksdb::DB::Open(options, DatabasePath(directory), &opened)));
  std::unique_ptr<rocksdb::DB> db(opened);
  RETURN_IF_ERROR(MarkManifest(directory));
  return db;
}

}  // namespace

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

absl::StatusOr<OpenDatabase> OpenDirectory(const std::string& directory, const OpeningRules& rules) {
  RETURN_IF_ERROR(MakeDirectory(directory));
  ASSIGN_OR_RETURN(FileDescriptor lock, LockDirectory(directory));
  RETURN_IF_ERROR(CheckIsStore(directory));
  RETURN_IF_ERROR(CheckRoom(directory, rules.free_space_floor));
  ASSIGN_OR_RETURN(DirectoryLook look, LookInto(directory));
  RETURN_IF_ERROR(CheckFormatOf(directory, look));
  RETURN_IF_ERROR(CheckLoss(directory, look, rules.accepted_loss));
  RETURN_IF_ERROR(CheckContents(directory, look, rules));
  look.db.reset();
  ASSIGN_OR_RETURN(Witness witness, TakeWitness(directory, std::move(look), rules.accepted_loss));
  const uint64_t told_up_to = witness.told_up_to();
  if (!witness.whole()) RETURN_IF_ERROR(witness.WriteBoth());
  if (BLANGKO_FAILPOINT("rocks.before_open")) return absl::UnavailableError("failpoint");
  ASSIGN_OR_RETURN(std::unique_ptr<rocksdb::DB> db, OpenForWriting(directory));
  RocksSnapshot rows(*db, nullptr);
  ASSIGN_OR_RETURN(CommitMark mark, ReadMark(rows));
  if (rules.accepted_loss.has_value()) {
    mark = GoOnAfterLoss(std::move(mark), told_up_to, *rules.accepted_loss);
  } else if (IsNewer(mark, witness.newest())) {
    // Readers will see this group: from now on it may not be lost either.
    RETURN_IF_ERROR(witness.Record(mark));
    RETURN_IF_ERROR(witness.Sync());
  }
  return OpenDatabase{std::move(lock), std::move(db), std::move(witness), std::move(mark)};
}

}  // namespace blangko::storage
