// Destructions: the lists of cards that are destroyed together, from the first card to the proposal.
//
// A list is open while cards come onto it, one by one. It closes with two persons, and only when it is whole: what was
// counted in the pile is what is on it, every line is held, and the paper is filled in. The approval seals it; what it
// moves is booked from then on in bounded steps (posting.h), the first in the commit of the approval, so a list of a few
// cards is destroyed at once and one of 28,000 a little later.
//
// Failure: UNKNOWN_DESTRUCTION, DESTRUCTION_STATE_WRONG, DESTRUCTION_INCOMPLETE, DESTRUCTION_CHANGED, PILE_DIFFERS,
// CARD_NOT_HELD, CARD_LISTED, CARD_DESTROYED, ACCOUNT_WOULD_BE_NEGATIVE, UNKNOWN_OFFICE, INVALID_FIELD,
// NAMED_PERSON_NEEDED, OUT_OF_SCOPE, NOT_ALLOWED; storage errors. Threads: any.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/destruction/v1/destruction_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "services/access/pins.h"
#include "services/access/proposal_book.h"
#include "storage/store.h"

namespace blangko::destruction {

using access::PageOf;
using access::PageRequest;

class Destructions {
 public:
  // All must live longer.
  Destructions(storage::Store& store, access::Pins& pins, const access::ProposalBook& proposals)
      : store_(store), pins_(pins), proposals_(proposals) {}

  absl::StatusOr<v1::Destruction> Open(const access::Act& act, const v1::OpenDestructionRequest& request);
  absl::StatusOr<v1::Destruction> Add(const access::Act& act, const v1::AddCardsRequest& request);
  absl::StatusOr<v1::Destruction> AddCounted(const access::Act& act,
                                             const v1::AddCountedCardsRequest& request);
  absl::StatusOr<v1::Destruction> Remove(const access::Act& act, const v1::RemoveCardsRequest& request);
  absl::StatusOr<v1::Destruction> Describe(const access::Act& act,
                                           const v1::DescribeDestructionRequest& request);
  absl::StatusOr<v1::Destruction> CountPile(const access::Act& act, const v1::CountPileRequest& request);
  absl::StatusOr<v1::ProposeDestructionResponse> Propose(const access::Act& act,
                                                         const v1::ProposeDestructionRequest& request);
  absl::StatusOr<v1::Destruction> Cancel(const access::Act& act, const v1::CancelDestructionRequest& request);

  absl::StatusOr<v1::Destruction> Get(const access::Actor& actor, std::string_view id);
  absl::StatusOr<PageOf<v1::Destruction>> List(const access::Actor& actor, std::string_view office,
                                               const PageRequest& page);
  absl::StatusOr<PageOf<v1::DestructionLine>> Lines(const access::Actor& actor, std::string_view id,
                                                    const PageRequest& page);

  // Books the next step of each sealed list; how many there were.
  absl::StatusOr<size_t> PostDue(absl::Time now, size_t limit);

 private:
  absl::StatusOr<v1::Destruction> Reread(const absl::StatusOr<v1::Destruction>& done);

  storage::Store& store_;
  access::Pins& pins_;
  const access::ProposalBook& proposals_;
};

}  // namespace blangko::destruction
