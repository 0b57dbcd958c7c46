#include "services/node/two_persons.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/password_hash.h"
#include "base/status_macros.h"
#include "services/access/account_table.h"
#include "services/refusal/refusal.h"

namespace blangko::node {
namespace {

std::string Spelled(const std::string& name) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(name));
}

// The identity that goes into the log, when this person may be one of the two.
absl::StatusOr<std::string> Identify(storage::Snapshot& rows, const std::string& name, const AskPin& ask) {
  ASSIGN_OR_RETURN(const auto account, access::FindAccount(rows, Spelled(name)));
  ASSIGN_OR_RETURN(const bool two_known, access::TwoPersonsInForce(rows));
  if (!account.has_value() && two_known) return Refuse(Reason::kUnknownAccount, {{"account", name}});
  if (!account.has_value()) return absl::StrCat("local:", Spelled(name));
  if (!access::IsActive(*account)) return Refuse(Reason::kAccountBlocked, {{"account", account->name()}});
  const bool keeps = access::KeepsAccounts(static_cast<access::v1::Role>(account->role()));
  if (two_known && !keeps) return Refuse(Reason::kNotAllowed, {{"actor", name}});
  ASSIGN_OR_RETURN(const std::string pin, ask(account->name()));
  if (!IsPassword(account->pin_hash(), pin)) return Refuse(Reason::kLoginRefused);
  return access::IdentityOf(account->name());
}

}  // namespace

absl::Status CheckTwoNames(const TwoPersons& persons) {
  if (Spelled(persons.by).empty()) return BadField("by", persons.by, "the name of who decides");
  if (Spelled(persons.second).empty()) return BadField("and", persons.second, "the name of a second person");
  if (Spelled(persons.by) == Spelled(persons.second))
    return BadField("and", persons.second, "the name of another person");
  return absl::OkStatus();
}

absl::StatusOr<access::Act> ActOfTwo(storage::Snapshot& rows, const TwoPersons& persons, const AskPin& ask,
                                     absl::Time now) {
  access::Act act;
  act.now = now;
  ASSIGN_OR_RETURN(act.actor.identity, Identify(rows, persons.by, ask));
  act.second.emplace();
  ASSIGN_OR_RETURN(act.second->identity, Identify(rows, persons.second, ask));
  return act;
}

}  // namespace blangko::node
