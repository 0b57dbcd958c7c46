#include "services/recovery/recovery.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_table.h"
#include "services/access/once.h"
#include "services/access/wire_time.h"
#include "services/printers/awaited_journals.h"
#include "services/refusal/refusal.h"
#include "storage/backup.h"

namespace blangko::recovery {
namespace {

constexpr char kBackup[] = "recovery.create_backup";
constexpr size_t kDirectoryMax = 1024;

absl::Status Validate(const v1::CreateBackupRequest& request) {
  const std::string& directory = request.directory();
  const bool plain = directory.find_first_of("\n\r") == std::string::npos &&
                     directory.find("/../") == std::string::npos && !directory.ends_with("/");
  if (directory.starts_with("/") && plain && directory.size() <= kDirectoryMax) return absl::OkStatus();
  return BadField("directory", directory.substr(0, kDirectoryMax), "an absolute path without .. on the node");
}

absl::Status RefuseBackup(const absl::Status& status, const std::string& directory) {
  if (absl::IsUnavailable(status) && !ReasonOf(status).empty()) return status;
  return Refuse(Reason::kBackupRefused,
                {{"directory", directory}, {"what", std::string(ToStd(status.message()))}});
}

v1::Backup ViewOf(const rows::v1::BackupManifest& manifest, const std::string& directory) {
  v1::Backup backup;
  backup.set_directory(directory);
  backup.set_store_id(manifest.store_id());
  backup.set_store_epoch(manifest.store_epoch());
  backup.set_revision(manifest.group());
  *backup.mutable_made_time() = access::ToWire(manifest.made_micros());
  for (const rows::v1::BackupFile& file : manifest.files()) {
    backup.set_bytes(backup.bytes() + static_cast<int64_t>(file.size()));
  }
  backup.set_files(manifest.files_size());
  return backup;
}

v1::AwaitedJournal ViewOf(const rows::v1::AwaitedJournal& journal) {
  v1::AwaitedJournal view;
  view.set_station_id(journal.station_id());
  *view.mutable_sites() = journal.sites();
  view.set_state(static_cast<v1::JournalState>(journal.state()));
  view.set_taken_seq(journal.taken_seq());
  if (journal.settled_micros() != 0) *view.mutable_settled_time() = access::ToWire(journal.settled_micros());
  view.set_settled_by(journal.settled_by());
  view.set_settled_second(journal.settled_second());
  return view;
}

v1::Restore ViewOf(const printers::AwaitedJournals& awaited) {
  const rows::v1::Restore& restore = *awaited.restore();
  v1::Restore view;
  view.set_store_epoch(restore.store_epoch());
  if (restore.backup_micros() != 0) *view.mutable_backup_time() = access::ToWire(restore.backup_micros());
  *view.mutable_restored_time() = access::ToWire(restore.restored_micros());
  view.set_by(restore.by());
  view.set_second(restore.second());
  view.set_reason(restore.reason());
  view.set_code(restore.code());
  for (const rows::v1::AwaitedJournal& journal : restore.journals()) *view.add_journals() = ViewOf(journal);
  for (const std::string& site : awaited.ClosedSites()) view.add_closed_sites(site);
  return view;
}

}  // namespace

absl::StatusOr<v1::Backup> Recovery::CreateBackup(const access::Act& act,
                                                  const v1::CreateBackupRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(Validate(request));
  const std::lock_guard lock(one_at_a_time_);
  v1::Backup none;
  absl::StatusOr<v1::Backup> known = Remember(act, none);
  if (!absl::IsNotFound(known.status()) || !ReasonOf(known.status()).empty()) return known;
  const auto manifest = storage::WriteBackup(store_, request.directory(), act.now);
  if (!manifest.ok()) return RefuseBackup(manifest.status(), request.directory());
  return Remember(act, ViewOf(*manifest, request.directory()));
}

// The answer of the first time. A backup without a directory is asked for and none is made: NOT_FOUND then.
absl::StatusOr<v1::Backup> Recovery::Remember(const access::Act& act, const v1::Backup& made) {
  return storage::UpdateFor<v1::Backup>(store_, kBackup, [&](storage::Txn& txn) {
    return access::Once<v1::Backup>(txn, act, kBackup, [&]() -> absl::StatusOr<v1::Backup> {
      if (made.directory().empty()) return absl::NotFoundError("not made yet");
      RETURN_IF_ERROR(access::LogAccess(txn, act, "store", "BACKUP",
                                        absl::StrCat("revision=", made.revision(), " bytes=", made.bytes())));
      return made;
    });
  });
}

absl::StatusOr<v1::GetRestoreResponse> Recovery::GetRestore(const access::Act& act) {
  return storage::ViewFor<v1::GetRestoreResponse>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::GetRestoreResponse> {
        v1::GetRestoreResponse response;
        ASSIGN_OR_RETURN(const auto awaited, printers::AwaitedJournals::Read(snapshot));
        if (act.actor.role != access::Role::kStation && awaited.restore().has_value())
          *response.mutable_restore() = ViewOf(awaited);
        return response;
      });
}

}  // namespace blangko::recovery
