#include "services/access/proposal_kind.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/account.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

struct Row {
  ProposalKind kind;
  std::string_view name;
  Verb verb;
};

constexpr Row kKinds[] = {
    {v1::PROPOSAL_KIND_ADD_ACCOUNT, "ADD_ACCOUNT", Verb::kAccounts},
    {v1::PROPOSAL_KIND_CHANGE_ACCOUNT, "CHANGE_ACCOUNT", Verb::kAccounts},
    {v1::PROPOSAL_KIND_SET_PIN, "SET_PIN", Verb::kAccounts},
    {v1::PROPOSAL_KIND_NOT_PRINTED, "NOT_PRINTED", Verb::kResolveNotPrinted},
    {v1::PROPOSAL_KIND_CARD_MISSING, "CARD_MISSING", Verb::kDeclareLost},
    {v1::PROPOSAL_KIND_VOID, "VOID", Verb::kVoidAttempt},
    {v1::PROPOSAL_KIND_SETTLE_COUNT, "SETTLE_COUNT", Verb::kAdjustStock},
    {v1::PROPOSAL_KIND_TRUST_OFFICE, "TRUST_OFFICE", Verb::kConfigure},
    {v1::PROPOSAL_KIND_RESOLVE_CASE, "RESOLVE_CASE", Verb::kAdjustStock},
    {v1::PROPOSAL_KIND_DECLARE_LOSS, "DECLARE_LOSS", Verb::kDeclareLost},
    {v1::PROPOSAL_KIND_WRITE_OFF_LOT, "WRITE_OFF_LOT", Verb::kAdjustStock},
    {v1::PROPOSAL_KIND_REVERSE_ENTRY, "REVERSE_ENTRY", Verb::kAdjustStock},
    {v1::PROPOSAL_KIND_FIND_LOST, "FIND_LOST", Verb::kDeclareLost},
    {v1::PROPOSAL_KIND_DESTROY_CARDS, "DESTROY_CARDS", Verb::kDestroy},
    {v1::PROPOSAL_KIND_SET_POLICY, "SET_POLICY", Verb::kSetPolicy},
};

const Row* Find(ProposalKind kind) {
  const auto* row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                 [kind](const Row& candidate) { return candidate.kind == kind; });
  return row == std::end(kKinds) ? nullptr : row;
}

absl::Status CheckPart(const Actor& actor, const ProposalRow& proposal, Right least) {
  const Row* row = Find(KindOf(proposal));
  if (!actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "A proposal"}});
  if (row == nullptr) return Refuse(Reason::kNotAllowed, {{"actor", actor.identity}});
  RETURN_IF_ERROR(CheckRight(actor, row->verb, least));
  for (const std::string& office : proposal.offices()) RETURN_IF_ERROR(CheckScope(actor, office));
  if (proposal.person().empty() || proposal.person() != AccountOf(actor)) return absl::OkStatus();
  return Refuse(Reason::kAboutOneself, {{"person", proposal.person()}});
}

}  // namespace

std::string_view NameOf(ProposalKind kind) {
  const Row* row = Find(kind);
  return row == nullptr ? std::string_view("UNKNOWN") : row->name;
}

ProposalKind KindOf(const ProposalRow& proposal) { return static_cast<ProposalKind>(proposal.kind()); }

absl::Status CheckMayPropose(const Actor& actor, const ProposalRow& proposal) {
  return CheckPart(actor, proposal, Right::kPropose);
}

absl::Status CheckMayDecide(const Actor& actor, const ProposalRow& proposal) {
  RETURN_IF_ERROR(CheckPart(actor, proposal, Right::kTwo));
  if (proposal.proposer() != AccountOf(actor) || Planted("same-person-approves")) return absl::OkStatus();
  return Refuse(Reason::kSamePerson,
                {{"person", proposal.proposer()}, {"proposal", absl::StrCat(proposal.number())}});
}

bool MaySee(const Actor& actor, const ProposalRow& proposal) {
  const std::string_view account = AccountOf(actor);
  if (!account.empty() && (account == proposal.proposer() || account == proposal.person())) return true;
  return std::all_of(proposal.offices().begin(), proposal.offices().end(),
                     [&](const std::string& office) { return Covers(actor.scope, office); });
}

}  // namespace blangko::access
