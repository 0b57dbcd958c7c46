// A debt of blanks between two offices: what is owed of it, who may repay it, and what each step of a shipment changes.
//
//   on the way --borrower receives--> owed --repaid >= lent--> settled
// A loan of which nothing was accepted is settled. What goes to an office outside this store counts as shipped, until the
// receipt document of that office says what it accepted; a loan may be owed again then.
// Failure: refusals as said at each. Threads: pure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "blangko/loans/v1/loans.pb.h"
#include "blangko/rows/v1/loans.pb.h"
#include "blangko/rows/v1/stock.pb.h"

namespace blangko::loans {

using LoanRow = rows::v1::Loan;

// Shipments that repay one loan.
inline constexpr int kRepaymentsMax = 100;

v1::Loan::State StateOf(const LoanRow& loan);
int64_t LentOf(const LoanRow& loan);    // with what turned up later
int64_t RepaidOf(const LoanRow& loan);  // the same
int64_t OwedOf(const LoanRow& loan);    // lent - repaid, never below 0
int64_t SpareOf(const LoanRow& loan);   // what a further repayment may bring, beside those on the way
// Owed after its due day, in days since 1970-01-01 of the borrower's calendar.
bool IsOverdue(const LoanRow& loan, int64_t today);

int64_t ShippedOf(const rows::v1::Shipment& shipment);
int64_t AcceptedOf(const rows::v1::Shipment& shipment);

// LOAN_WRONG_OFFICE unless it goes to the lender, from the borrower or an office above both.
absl::Status CheckOffices(const LoanRow& loan, const rows::v1::Shipment& shipment);
// LOAN_WRONG_TYPE for a lot of another blank type.
absl::Status CheckType(const LoanRow& loan, const rows::v1::Shipment& shipment,
                       const std::vector<rows::v1::Lot>& lots);
// LOAN_SETTLED while nothing is owed, MORE_THAN_OWED, INVALID_FIELD past the most repayments.
absl::Status CheckCount(const LoanRow& loan, int64_t count);

// Sets when it was settled, or that it is open again, from its counts.
void Settle(LoanRow& loan, int64_t now_micros);

}  // namespace blangko::loans
