#include "services/node/restore.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_table.h"
#include "services/printers/awaited_journals.h"
#include "services/refusal/refusal.h"
#include "storage/backup.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "storage/store_look.h"
#include "storage/store_place.h"

namespace blangko::node {
namespace {

// A restore into the backup itself would change it.
absl::Status CheckOutside(const RestoreDecision& decision) {
  std::error_code none;
  const auto backup = std::filesystem::weakly_canonical(decision.backup, none);
  const auto directory = std::filesystem::weakly_canonical(decision.directory, none);
  const auto [end, unused] = std::mismatch(backup.begin(), backup.end(), directory.begin(), directory.end());
  if (end != backup.end()) return absl::OkStatus();
  return RefuseBackup(decision.backup, absl::FailedPreconditionError(
                                           "the directory lies inside the backup; choose another one"));
}

// The act of both, and the epoch that begins.
absl::StatusOr<std::pair<access::Act, uint64_t>> AskBoth(const RestoreDecision& decision,
                                                         const std::string& copy, const AskPin& ask,
                                                         absl::Time now) {
  ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(copy));
  if (look.damage.has_value()) return RefuseBackup(decision.backup, absl::DataLossError(look.damage->what));
  ASSIGN_OR_RETURN(access::Act act, ActOfTwo(*look.rows, decision.persons, ask, now));
  return std::pair(std::move(act), look.next_epoch);
}

rows::v1::Restore RowOf(const rows::v1::BackupManifest& manifest, const access::Act& act, uint64_t epoch,
                        const std::string& reason) {
  rows::v1::Restore row;
  row.set_store_epoch(epoch);
  row.set_backup_micros(manifest.made_micros());
  row.set_backup_group(manifest.group());
  row.set_restored_micros(absl::ToUnixMicros(act.now));
  row.set_by(act.actor.identity);
  row.set_second(act.second->identity);
  row.set_reason(reason);
  return row;
}

absl::StatusOr<std::vector<std::string>> WriteDown(storage::Txn& txn, const access::Act& act,
                                                   const rows::v1::Restore& row) {
  ASSIGN_OR_RETURN(auto meta, storage::ReadMeta(txn));
  meta.set_store_epoch(row.store_epoch());
  storage::PutRow(txn, storage::MetaKey(), meta);
  RETURN_IF_ERROR(printers::BeginAwaiting(txn, row));
  RETURN_IF_ERROR(access::LogAccess(txn, act, "store", "RESTORE",
                                    absl::StrCat("backup of commit group ", row.backup_group(), "; epoch ",
                                                 row.store_epoch(), "; ", row.reason())));
  ASSIGN_OR_RETURN(const printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(txn));
  std::vector<std::string> stations;
  for (const auto& journal : awaited.restore()->journals()) stations.push_back(journal.station_id());
  return stations;
}

// Makes the copy a store of the next epoch, and closes it again.
absl::StatusOr<Restored> BeginEpoch(const RestoreDecision& decision, const std::string& copy,
                                    const rows::v1::BackupManifest& manifest, const AskPin& ask,
                                    absl::Time now) {
  ASSIGN_OR_RETURN(const auto asked, AskBoth(decision, copy, ask, now));
  const auto& [act, epoch] = asked;
  const rows::v1::Restore row = RowOf(manifest, act, epoch, decision.reason);
  ASSIGN_OR_RETURN(const auto store, storage::OpenAfterLoss(copy, {.groups = "", .epoch = epoch}));
  Restored restored{.epoch = row.store_epoch(),
                    .backup_time = absl::FromUnixMicros(manifest.made_micros()),
                    .stations = {}};
  ASSIGN_OR_RETURN(restored.stations,
                   storage::UpdateFor<std::vector<std::string>>(
                       *store, "store.restore", [&](storage::Txn& txn) { return WriteDown(txn, act, row); }));
  Log(LogLevel::kWarning, "store.restored",
      {{"backup_group", row.backup_group()},
       {"epoch", row.store_epoch()},
       {"by", row.by()},
       {"and", row.second()}});
  return restored;
}

}  // namespace

absl::Status RefuseBackup(const std::string& directory, const absl::Status& wrong) {
  return Refuse(Reason::kBackupRefused,
                {{"directory", directory}, {"what", std::string(ToStd(wrong.message()))}});
}

absl::StatusOr<Restored> Restore(const RestoreDecision& decision, const AskPin& ask, absl::Time now) {
  RETURN_IF_ERROR(CheckTwoNames(decision.persons));
  if (decision.reason.empty()) return BadField("reason", "", "what happened to the store");
  RETURN_IF_ERROR(CheckOutside(decision));
  const auto place = storage::StorePlace::Take(decision.directory);
  if (!place.ok()) return RefuseBackup(decision.backup, place.status());
  const std::string copy = (*place)->making();
  const auto manifest = storage::CopyBackup(decision.backup, copy);
  if (!manifest.ok()) return RefuseBackup(decision.backup, manifest.status());
  ASSIGN_OR_RETURN(Restored restored, BeginEpoch(decision, copy, *manifest, ask, now));
  RETURN_IF_ERROR((*place)->Finish());
  return restored;
}

}  // namespace blangko::node
