// Doubts: the use cases of people who decide what became of a card: a doubtful one, and those of a lost station.
//
// What takes two persons (doubt.h) becomes a proposal in the caller's commit; services/access/proposals.h does the rest.
// Failure: refusals of doubt.h, of services/access/proposal_book.h and of Scheduler::Resolve; storage errors.
// Threads: any.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/scheduler/scheduler.h"
#include "storage/store.h"

namespace blangko::scheduler {

class Doubts {
 public:
  Doubts(storage::Store& store, Scheduler& scheduler, access::Pins& pins, const access::ProposalBook& book)
      : store_(store), scheduler_(scheduler), pins_(pins), book_(book) {}

  // PRINTED and SPOILED at once, NOT_PRINTED and CARD_MISSING as a proposal.
  absl::StatusOr<v1::ResolveJobResponse> Resolve(const access::Act& act,
                                                 const v1::ResolveJobRequest& request);

  absl::StatusOr<v1::VoidAttemptsResponse> Void(const access::Act& act,
                                                const v1::VoidAttemptsRequest& request);

 private:
  absl::Status CheckPin(const access::Act& act, std::string_view pin);

  storage::Store& store_;
  Scheduler& scheduler_;
  access::Pins& pins_;
  const access::ProposalBook& book_;
};

}  // namespace blangko::scheduler
