// Rows of cases of differences inside a caller's transaction, and how they look in the API.
//
// Invariant: kOpenCase names exactly the cases of which a blank is still quarantined.
// Failure: UNKNOWN_CASE; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/movements/v1/movements.pb.h"
#include "blangko/rows/v1/movements.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::movements {

using CaseRow = rows::v1::DifferenceCase;

absl::StatusOr<CaseRow> GetCase(storage::Snapshot& snapshot, std::string_view case_id);
// UNKNOWN_CASE also for one whose receiver and sender are both outside the actor's area.
absl::StatusOr<CaseRow> FindCase(storage::Snapshot& snapshot, const access::Actor& actor,
                                 std::string_view case_id);
void PutCase(storage::Txn& txn, const CaseRow& row);
// Oldest first (ids are made in the order of time), after the id `after` if it is given.
absl::Status VisitCases(storage::Snapshot& snapshot, bool ended, std::string_view after,
                        absl::FunctionRef<bool(const CaseRow&)> visit);

// Blanks of a line that are still quarantined.
int64_t OpenOf(const rows::v1::DifferenceLine& line);

// "CASE_LOST": the code whose words people read (services/refusal/words.h).
std::string ResolutionWord(v1::Resolution resolution);

v1::DifferenceCase ToApi(const CaseRow& row, absl::Time now);

}  // namespace blangko::movements
