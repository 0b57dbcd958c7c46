#include "services/node/accept_loss.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/account_table.h"
#include "services/audit/audit.h"
#include "services/printers/awaited_journals.h"
#include "services/refusal/refusal.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "storage/store_look.h"

namespace blangko::node {
namespace {

// A finding and what to do about it, in both languages.
struct Advice {
  std::string what, apa, advice, saran;
};

absl::Status Differs(const LossDecision& decision, const std::string& want, const Advice& advice) {
  return Refuse(Reason::kLossDiffers, {{"got", decision.groups},
                                       {"want", want},
                                       {"what", advice.what},
                                       {"apa", advice.apa},
                                       {"do", advice.advice},
                                       {"saran", advice.saran}});
}

absl::Status OnlyARestoreHelps(const LossDecision& decision, const std::string& what) {
  return Differs(
      decision, "-",
      {what, absl::StrCat("penyimpanan rusak (", what, ")"),
       "No loss can be accepted for that: restore the newest backup into an empty directory (blangkod store "
       "restore).",
       "Kehilangan tidak dapat diterima untuk itu: pulihkan cadangan terbaru ke direktori kosong (blangkod "
       "store restore)."});
}

absl::Status IsWhole(const LossDecision& decision) {
  return Differs(decision, "-",
                 {"nothing is missing, the store is whole", "tidak ada yang hilang, penyimpanan utuh",
                  "Start blangkod.", "Jalankan blangkod."});
}

// "12" for "12-12" and "12-" for "12-unknown" say the same.
bool Names(const std::string& typed, const std::string& lost) {
  const std::string first = lost.substr(0, lost.find('-'));
  const bool one = lost == absl::StrCat(first, "-", first);
  const bool open = lost.ends_with("-unknown");
  return typed == lost || (one && typed == first) || (open && typed == first + "-");
}

absl::Status CheckGroups(const LossDecision& decision, const storage::StoreDamage& damage) {
  const std::string lost = storage::LostGroups(damage);
  if (lost.empty()) return OnlyARestoreHelps(decision, damage.what);
  if (Names(decision.groups, lost)) return absl::OkStatus();
  return Differs(
      decision, lost,
      {absl::StrCat("missing is ", lost, " (", damage.what, ")"), absl::StrCat("yang hilang adalah ", lost),
       absl::StrCat("Only exactly that can be accepted: --lost ", lost, "."),
       absl::StrCat("Hanya persis itu yang dapat diterima: --lost ", lost, ".")});
}

// What is left must stand the full check: a loss in the middle is none that can be named.
absl::Status CheckWhatIsLeft(const LossDecision& decision, storage::Snapshot& rows) {
  const absl::StatusOr<std::vector<audit::Check>> checks = audit::AuditStore(rows);
  if (absl::IsDataLoss(checks.status()))
    return OnlyARestoreHelps(decision, std::string(ToStd(checks.status().message())));
  RETURN_IF_ERROR(checks.status());
  for (const audit::Check& check : *checks) {
    // A second card is a fact of the street, booked as it was: it says nothing against the store.
    if (check.violations > 0 && check.name != "cards") return OnlyARestoreHelps(decision, check.first);
  }
  return absl::OkStatus();
}

// The files are read as well: damage that no row shows is damage.
absl::Status CheckLoss(const LossDecision& decision, const storage::StoreLook& look) {
  if (look.damage.has_value()) RETURN_IF_ERROR(CheckGroups(decision, *look.damage));
  if (look.rows == nullptr) return OnlyARestoreHelps(decision, "there is no database");
  if (const absl::Status files = look.check_files(); !files.ok())
    return OnlyARestoreHelps(decision, std::string(ToStd(files.message())));
  RETURN_IF_ERROR(CheckWhatIsLeft(decision, *look.rows));
  return look.damage.has_value() ? absl::OkStatus() : IsWhole(decision);
}

// What the stations printed in the lost time is known to them alone.
absl::Status AwaitStations(storage::Txn& txn, const access::Act& act, const storage::AcceptedLoss& loss) {
  rows::v1::Restore restore;
  restore.set_store_epoch(loss.epoch);
  restore.set_restored_micros(absl::ToUnixMicros(act.now));
  restore.set_by(act.actor.identity);
  restore.set_second(act.second->identity);
  restore.set_reason(absl::StrCat("commit groups ", loss.groups, " lost"));
  SystemRng rng;
  return printers::BeginAwaiting(txn, restore, rng);
}

absl::StatusOr<AcceptedStore> WriteDown(storage::Txn& txn, const access::Act& act,
                                        const storage::AcceptedLoss& loss) {
  ASSIGN_OR_RETURN(auto meta, storage::ReadMeta(txn));
  meta.set_store_epoch(loss.epoch);
  storage::PutRow(txn, storage::MetaKey(), meta);
  RETURN_IF_ERROR(AwaitStations(txn, act, loss));
  RETURN_IF_ERROR(access::LogAccess(txn, act, "store", "ACCEPT_LOSS",
                                    absl::StrCat("commit groups ", loss.groups, "; epoch ", loss.epoch)));
  ASSIGN_OR_RETURN(const printers::AwaitedJournals awaited, printers::AwaitedJournals::Read(txn));
  return AcceptedStore{.epoch = loss.epoch, .stations = awaited.Awaited(), .code = awaited.restore()->code()};
}

}  // namespace

absl::StatusOr<AcceptedStore> AcceptLoss(const LossDecision& decision, const AskPin& ask, absl::Time now) {
  RETURN_IF_ERROR(CheckTwoNames(decision.persons));
  storage::AcceptedLoss loss;
  access::Act act;
  {
    ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(decision.directory));
    RETURN_IF_ERROR(CheckLoss(decision, look));
    ASSIGN_OR_RETURN(act, ActOfTwo(*look.rows, decision.persons, ask, now));
    loss.groups = storage::LostGroups(*look.damage);
    loss.epoch = look.next_epoch;
  }
  ASSIGN_OR_RETURN(const auto store, storage::OpenAfterLoss(decision.directory, loss));
  ASSIGN_OR_RETURN(AcceptedStore accepted,
                   storage::UpdateFor<AcceptedStore>(*store, "store.accept_loss", [&](storage::Txn& txn) {
                     return WriteDown(txn, act, loss);
                   }));
  Log(LogLevel::kWarning, "store.loss_accepted",
      {{"groups", loss.groups},
       {"epoch", loss.epoch},
       {"by", act.actor.identity},
       {"and", act.second->identity}});
  return accepted;
}

}  // namespace blangko::node
