#include "services/node/accept_loss.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/status_macros.h"
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

absl::Status CheckGroups(const LossDecision& decision, const std::optional<storage::StoreDamage>& damage) {
  const std::string lost = damage.has_value() ? storage::LostGroups(*damage) : "";
  if (!lost.empty() && lost == decision.groups) return absl::OkStatus();
  const std::string what = damage.has_value() ? damage->what : "nothing is missing";
  return Refuse(Reason::kLossDiffers,
                {{"got", decision.groups}, {"want", lost.empty() ? "-" : lost}, {"what", what}});
}

// What is left must stand the full check: a loss in the middle is none that can be named.
absl::Status CheckWhatIsLeft(const LossDecision& decision, storage::Snapshot& rows) {
  ASSIGN_OR_RETURN(const std::vector<audit::Check> checks, audit::AuditStore(rows));
  for (const audit::Check& check : checks) {
    // A second card is a fact of the street, booked as it was: it says nothing against the store.
    if (check.violations > 0 && check.name != "cards")
      return Refuse(Reason::kLossDiffers, {{"got", decision.groups}, {"want", "-"}, {"what", check.first}});
  }
  return absl::OkStatus();
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
  storage::AcceptedLoss loss{.groups = decision.groups};
  access::Act act;
  {
    ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(decision.directory));
    RETURN_IF_ERROR(CheckGroups(decision, look.damage));
    RETURN_IF_ERROR(CheckWhatIsLeft(decision, *look.rows));
    ASSIGN_OR_RETURN(act, ActOfTwo(*look.rows, decision.persons, ask, now));
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
