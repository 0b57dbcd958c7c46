// Policies: the use cases about who is served first. Setting one takes two persons once the store has two administrators
// (access/account_table.h); before that the local operator, or the one administrator, sets it alone.
//
// Failure: refusals as the methods say; storage errors. Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/actor.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/scheduler/scheduler.h"
#include "storage/store.h"

namespace blangko::scheduler {

class Policies {
 public:
  // All outlive it.
  Policies(storage::Store& store, Scheduler& scheduler, access::Pins& pins, const access::ProposalBook& book)
      : store_(store), scheduler_(scheduler), pins_(pins), book_(book) {}

  // INVALID_FIELD, POLICY_INVALID; NAMED_PERSON_NEEDED, PIN_WRONG, PROPOSAL_WAITING where it takes two persons.
  absl::StatusOr<v1::SetPolicyResponse> Set(const access::Act& act, const v1::SetPolicyRequest& request);

  // Versions of exactly this office, newest first. `before`: only those below this version; 0 = from the newest.
  absl::StatusOr<std::vector<rows::v1::Policy>> List(const access::Act& act, std::string_view office,
                                                     uint64_t before, size_t limit);

  // What the next grant at a site goes by.
  absl::StatusOr<v1::DispatchState> State(const access::Act& act, std::string_view site);

  // What another policy would change on the live backlog; nothing is stored (policy_preview.h).
  absl::StatusOr<v1::PolicyPreview> Preview(const access::Act& act, const v1::PreviewPolicyRequest& request);

 private:
  absl::StatusOr<v1::SetPolicyResponse> Propose(const access::Act& act, const v1::SetPolicyRequest& request);

  storage::Store& store_;
  Scheduler& scheduler_;
  access::Pins& pins_;
  const access::ProposalBook& book_;
};

}  // namespace blangko::scheduler
