// ReplyNews: what a reply to a station says beside what its commit did. It is read after the commit, of now: whose cards
// the jobs are, which permitted work must stop, how doubts were decided. A transaction that grants carries no personal
// data.
//
// Failure: OUT_OF_SCOPE; storage errors. Threads: borrows one Snapshot.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// What the cards of these jobs show. A reply that is given again may be hours old: jobs that were ended meanwhile, or
// printed, are left out.
absl::Status AddPeople(storage::Snapshot& snapshot, google::protobuf::RepeatedPtrField<v1::Job>& jobs);

// The same of an exchange, and: stop requests for permitted work, why nothing may begin, and the cards that it asks about.
absl::Status AddNews(storage::Snapshot& snapshot, const access::Act& act,
                     const v1::ExchangeJobsRequest& request, v1::ExchangeJobsResponse& response);

}  // namespace blangko::scheduler
