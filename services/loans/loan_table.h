// Rows of loans inside a caller's transaction, and how they look in the API.
//
// Invariant: kOpenLoan names exactly the loans that are not settled, by borrower.
// Failure: UNKNOWN_LOAN; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/access/actor.h"
#include "services/loans/loan.h"
#include "storage/txn.h"

namespace blangko::loans {

absl::StatusOr<LoanRow> GetLoan(storage::Snapshot& snapshot, std::string_view loan_id);
// UNKNOWN_LOAN also for one whose lender and borrower are both outside the actor's area.
absl::StatusOr<LoanRow> FindLoan(storage::Snapshot& snapshot, const access::Actor& actor,
                                 std::string_view loan_id);
void PutLoan(storage::Txn& txn, const LoanRow& loan);

// Oldest first (ids are made in the order of time), after the id `after` if it is given.
absl::Status VisitLoans(storage::Snapshot& snapshot, std::string_view after,
                        absl::FunctionRef<bool(const LoanRow&)> visit);
// Those that are not settled, by borrower and oldest first; of one borrower, or of all ("").
absl::StatusOr<std::vector<LoanRow>> OpenLoans(storage::Snapshot& snapshot, std::string_view borrower,
                                               size_t limit);

// With what is overdue today where the borrower is.
absl::StatusOr<v1::Loan> ToApi(storage::Snapshot& snapshot, const LoanRow& loan, absl::Time now);
absl::StatusOr<bool> IsOverdueAt(storage::Snapshot& snapshot, const LoanRow& loan, absl::Time now);

}  // namespace blangko::loans
