// The cards of a BA pemusnahan, as they are drawn: what is stored of a paper has no names. They are looked up in the
// personal data when it is drawn, so that they are nowhere else, and are gone from the paper when they are erased.
//
// A long list is drawn in parts of kCardsOfAPart lines: the first is the report itself, the others are its annexes.
// Failure: INVALID_FIELD for a part that there is not; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/papers.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::papers {

// Parts of a paper; 1 for all papers but those with a long list.
absl::StatusOr<int32_t> PartsOf(storage::Snapshot& snapshot, const rows::v1::PaperFacts& facts);

// Puts the cards of a part (from 1; 0 = the first) into the facts. Who is no staff sees the names masked.
absl::Status FillCards(storage::Snapshot& snapshot, const access::Actor& actor, int32_t part,
                       rows::v1::PaperFacts& facts);

}  // namespace blangko::papers
