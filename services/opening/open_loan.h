// The row of a loan that was open when the store began: what is owed is lent and received already.
//
// Failure: none; the rows are written. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>

#include "blangko/opening/v1/opening.pb.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::opening {

// True when a loan of the same document between the same two is owed already.
absl::StatusOr<bool> IsOpenAlready(storage::Snapshot& snapshot, const v1::OpenLoan& loan);

// Answers the id of the loan, which is that of the request.
std::string PutOpenLoan(storage::Txn& txn, const access::Act& act, const v1::OpenLoan& loan, int64_t due_day);

}  // namespace blangko::opening
