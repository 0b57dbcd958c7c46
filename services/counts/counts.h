// Counts: the use cases of a physical count. Who counts does not see the book, and the book is of the moment of counting,
// so work goes on meanwhile; who counted has no part in settling; settling takes two persons (count_executor.h).
//
// Failure: UNKNOWN_COUNT, COUNT_IS_OPEN, COUNT_STATE_WRONG, UNKNOWN_OFFICE, UNKNOWN_LOT, INVALID_FIELD,
// NAMED_PERSON_NEEDED, ABOUT_ONESELF, OUT_OF_SCOPE, NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/counts/v1/counts_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "services/counts/count_table.h"
#include "storage/store.h"

namespace blangko::counts {

using access::PageOf;
using access::PageRequest;

class Counts {
 public:
  // All must live longer.
  Counts(storage::Store& store, access::Pins& pins, const access::ProposalBook& proposals)
      : store_(store), pins_(pins), proposals_(proposals) {}

  absl::StatusOr<v1::Count> Open(const access::Act& act, const v1::OpenCountRequest& request);
  absl::StatusOr<v1::Count> Enter(const access::Act& act, const v1::EnterCountRequest& request);
  absl::StatusOr<v1::SettleCountResponse> Settle(const access::Act& act,
                                                 const v1::SettleCountRequest& request);
  absl::StatusOr<v1::Count> Cancel(const access::Act& act, const v1::CancelCountRequest& request);

  absl::StatusOr<v1::Count> Get(const access::Actor& actor, std::string_view count_id);
  absl::StatusOr<PageOf<v1::Count>> List(const access::Actor& actor, std::string_view office,
                                         const PageRequest& page);

 private:
  absl::StatusOr<v1::Count> Reread(const absl::StatusOr<v1::Count>& done);

  storage::Store& store_;
  access::Pins& pins_;
  const access::ProposalBook& proposals_;
};

}  // namespace blangko::counts
