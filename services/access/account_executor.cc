#include "services/access/account_executor.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/account_change.h"
#include "services/access/account_table.h"

namespace blangko::access {
namespace {

constexpr char kEverything[] = "*";

std::string StateName(uint32_t state) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return v1::Account::State_Name(static_cast<v1::Account::State>(state)).substr(kPrefix);
}

std::string ScopeName(const std::string& scope) { return scope.empty() ? kEverything : scope; }

// As the account is now, so that the change can be seen.
void AddPresent(const AccountRow& account, ShownFacts& facts) {
  facts.push_back(FactOf("role_now", RoleName(account.role())));
  facts.push_back(FactOf("scope_now", ScopeName(account.scope())));
  facts.push_back(FactOf("account_state_now", StateName(account.state())));
}

std::string DetailOf(const ProposedAccount& wanted) {
  std::string detail;
  if (wanted.role() != 0) absl::StrAppend(&detail, "role=", RoleName(wanted.role()), " ");
  if (wanted.has_scope()) absl::StrAppend(&detail, "scope=", wanted.scope(), " ");
  if (wanted.state() != 0) absl::StrAppend(&detail, "state=", StateName(wanted.state()), " ");
  if (!detail.empty()) detail.pop_back();
  return detail;
}

}  // namespace

absl::Status AccountExecutor::Check(storage::Snapshot& snapshot, const ProposalRow& proposal) {
  const std::string& name = proposal.act().account().name();
  if (KindOf(proposal) == v1::PROPOSAL_KIND_ADD_ACCOUNT) return CheckNameIsFree(snapshot, name);
  return GetAccount(snapshot, name).status();
}

absl::StatusOr<ShownFacts> AccountExecutor::Describe(storage::Snapshot& snapshot,
                                                     const ProposalRow& proposal) {
  const ProposedAccount& wanted = proposal.act().account();
  ShownFacts facts = {FactOf("account", wanted.name())};
  ASSIGN_OR_RETURN(const std::optional<AccountRow> known, FindAccount(snapshot, wanted.name()));
  if (known.has_value()) AddPresent(*known, facts);
  if (wanted.role() != 0) facts.push_back(FactOf("role", RoleName(wanted.role())));
  if (wanted.has_scope()) facts.push_back(FactOf("scope", ScopeName(wanted.scope())));
  if (wanted.state() != 0) facts.push_back(FactOf("account_state", StateName(wanted.state())));
  return facts;
}

absl::Status AccountExecutor::Execute(storage::Txn& txn, const Act& act, const ProposalRow& proposal) {
  const ProposedAccount& wanted = proposal.act().account();
  switch (KindOf(proposal)) {
    case v1::PROPOSAL_KIND_ADD_ACCOUNT:
      return MakeAccount(txn, act, wanted, proposal.secret_hash(), "").status();
    case v1::PROPOSAL_KIND_CHANGE_ACCOUNT:
      return ChangeAccount(txn, act, wanted, "CHANGE_ACCOUNT", DetailOf(wanted)).status();
    default: return GivePin(txn, act, wanted.name(), proposal.secret_hash(), "").status();
  }
}

}  // namespace blangko::access
