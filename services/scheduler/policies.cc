#include "services/scheduler/policies.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/account_table.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/dispatch_state.h"
#include "services/scheduler/policy_preview.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/policy_view.h"
#include "services/scheduler/validate_policy.h"

namespace blangko::scheduler {
namespace {

using access::NewProposal;
using rows::v1::Policy;

constexpr char kPropose[] = "scheduler.propose_policy";

absl::Status CheckReason(const v1::SetPolicyRequest& request) {
  std::vector<FieldViolation> bad;
  access::CheckReason("reason", request.reason(), bad);
  if (request.reason().empty()) bad.push_back({"reason", "", "why the order changes"});
  return BadFields(bad);
}

NewProposal ProposalOf(const v1::SetPolicyRequest& request) {
  Policy wanted = RowOf(request.policy());
  FillDefaults(wanted);  // the second person judges what will be stored
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_SET_POLICY,
                       .act = {},
                       .subject = absl::StrCat("policy:", wanted.office()),
                       .offices = {wanted.office()},
                       .reason = request.reason()};
  *proposal.act.mutable_policy() = std::move(wanted);
  return proposal;
}

}  // namespace

absl::StatusOr<v1::SetPolicyResponse> Policies::Set(const access::Act& act,
                                                    const v1::SetPolicyRequest& request) {
  RETURN_IF_ERROR(access::CheckRight(act.actor, access::Verb::kSetPolicy, access::Right::kTwo));
  RETURN_IF_ERROR(access::CheckScope(act.actor, request.policy().office()));
  ASSIGN_OR_RETURN(const bool two, storage::ViewFor<bool>(store_, [](storage::Snapshot& snapshot) {
                     return access::TwoPersonsInForce(snapshot);
                   }));
  if (two) return Propose(act, request);
  v1::SetPolicyResponse response;
  ASSIGN_OR_RETURN(const Policy policy, scheduler_.SetPolicy(act, RowOf(request.policy())));
  *response.mutable_policy() = ViewOf(policy);
  return response;
}

absl::StatusOr<v1::SetPolicyResponse> Policies::Propose(const access::Act& act,
                                                        const v1::SetPolicyRequest& request) {
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "A policy"}});
  RETURN_IF_ERROR(CheckReason(request));
  RETURN_IF_ERROR(pins_.Check(access::AccountOf(act.actor), request.pin(), act.now).status());
  const auto open = [&](storage::Txn& txn) -> absl::StatusOr<v1::SetPolicyResponse> {
    v1::SetPolicyResponse opened;
    ASSIGN_OR_RETURN(*opened.mutable_proposal(), book_.Open(txn, act, ProposalOf(request)));
    return opened;
  };
  ASSIGN_OR_RETURN(v1::SetPolicyResponse response,
                   storage::UpdateFor<v1::SetPolicyResponse>(store_, kPropose, [&](storage::Txn& txn) {
                     return access::Once<v1::SetPolicyResponse>(txn, act, kPropose,
                                                                [&] { return open(txn); });
                   }));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book_.Read(store_, response.proposal().proposal_id()));
  return response;
}

absl::StatusOr<std::vector<Policy>> Policies::List(const access::Act& act, std::string_view office,
                                                   uint64_t before, size_t limit) {
  RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  return storage::ViewFor<std::vector<Policy>>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<std::vector<Policy>> {
        ASSIGN_OR_RETURN(std::vector<Policy> own, OwnPolicies(snapshot, office));
        std::erase_if(own, [&](const Policy& one) { return before != 0 && one.version() >= before; });
        std::sort(own.begin(), own.end(),
                  [](const Policy& a, const Policy& b) { return a.version() > b.version(); });
        if (own.size() > limit) own.resize(limit);
        return own;
      });
}

absl::StatusOr<v1::DispatchState> Policies::State(const access::Act& act, std::string_view site) {
  RETURN_IF_ERROR(access::CheckScope(act.actor, site));
  return storage::ViewFor<v1::DispatchState>(
      store_, [&](storage::Snapshot& snapshot) { return StateOf(snapshot, site, act.now); });
}

absl::StatusOr<v1::PolicyPreview> Policies::Preview(const access::Act& act,
                                                    const v1::PreviewPolicyRequest& request) {
  const std::string& site = request.site().empty() ? request.policy().office() : request.site();
  RETURN_IF_ERROR(access::CheckScope(act.actor, site));
  return storage::ViewFor<v1::PolicyPreview>(store_, [&](storage::Snapshot& snapshot) {
    return PreviewIn(snapshot, RowOf(request.policy()), {site, request.blanks(), act.now});
  });
}

}  // namespace blangko::scheduler
