#include "services/node/accept_loss.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/password_hash.h"
#include "base/status_macros.h"
#include "services/access/account_table.h"
#include "services/access/event_log.h"
#include "services/audit/audit.h"
#include "services/refusal/refusal.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "storage/store_look.h"

namespace blangko::node {
namespace {

std::string Spelled(const std::string& name) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(name));
}

absl::Status CheckNames(const LossDecision& decision) {
  if (Spelled(decision.by).empty()) return BadField("by", decision.by, "the name of who decides");
  if (Spelled(decision.second).empty())
    return BadField("and", decision.second, "the name of a second person");
  if (Spelled(decision.by) == Spelled(decision.second)) return Refuse(Reason::kSamePerson);
  return absl::OkStatus();
}

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

// The identity that goes into the log, when this person may be one of the two.
absl::StatusOr<std::string> Identify(storage::Snapshot& rows, const std::string& name, const AskPin& ask) {
  ASSIGN_OR_RETURN(const auto account, access::FindAccount(rows, Spelled(name)));
  ASSIGN_OR_RETURN(const bool two_known, access::TwoPersonsInForce(rows));
  if (!account.has_value() && two_known) return Refuse(Reason::kNotAllowed, {{"actor", name}});
  if (!account.has_value()) return absl::StrCat("local:", Spelled(name));
  if (!access::IsActive(*account)) return Refuse(Reason::kAccountBlocked, {{"account", account->name()}});
  const bool keeps = access::KeepsAccounts(static_cast<access::v1::Role>(account->role()));
  if (two_known && !keeps) return Refuse(Reason::kNotAllowed, {{"actor", name}});
  ASSIGN_OR_RETURN(const std::string pin, ask(account->name()));
  if (!IsPassword(account->pin_hash(), pin)) return Refuse(Reason::kLoginRefused);
  return access::IdentityOf(account->name());
}

absl::StatusOr<access::Act> ActOfBoth(storage::Snapshot& rows, const LossDecision& decision,
                                      const AskPin& ask, absl::Time now) {
  access::Act act;
  act.now = now;
  ASSIGN_OR_RETURN(act.actor.identity, Identify(rows, decision.by, ask));
  act.second.emplace();
  ASSIGN_OR_RETURN(act.second->identity, Identify(rows, decision.second, ask));
  return act;
}

absl::Status WriteDown(storage::Txn& txn, const access::Act& act, const storage::AcceptedLoss& loss) {
  ASSIGN_OR_RETURN(auto meta, storage::ReadMeta(txn));
  meta.set_store_epoch(loss.epoch);
  storage::PutRow(txn, storage::MetaKey(), meta);
  return access::LogAccess(txn, act, "store", "ACCEPT_LOSS",
                           absl::StrCat("commit groups ", loss.groups, "; epoch ", loss.epoch));
}

}  // namespace

absl::StatusOr<uint64_t> AcceptLoss(const LossDecision& decision, const AskPin& ask, absl::Time now) {
  RETURN_IF_ERROR(CheckNames(decision));
  storage::AcceptedLoss loss{.groups = decision.groups};
  access::Act act;
  {
    ASSIGN_OR_RETURN(const storage::StoreLook look, storage::LookAtStore(decision.directory));
    RETURN_IF_ERROR(CheckGroups(decision, look.damage));
    RETURN_IF_ERROR(CheckWhatIsLeft(decision, *look.rows));
    ASSIGN_OR_RETURN(act, ActOfBoth(*look.rows, decision, ask, now));
    loss.epoch = look.next_epoch;
  }
  ASSIGN_OR_RETURN(const auto store, storage::OpenAfterLoss(decision.directory, loss));
  RETURN_IF_ERROR(
      store->Update("store.accept_loss", [&](storage::Txn& txn) { return WriteDown(txn, act, loss); }));
  Log(LogLevel::kWarning, "store.loss_accepted",
      {{"groups", loss.groups},
       {"epoch", loss.epoch},
       {"by", act.actor.identity},
       {"and", act.second->identity}});
  return loss.epoch;
}

}  // namespace blangko::node
