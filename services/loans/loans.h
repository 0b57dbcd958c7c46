// Loans: the use cases of debts between offices, and of offices that shipments passed over. Loans begin and end with
// shipments (loan_book.h); nothing here moves a blank.
//
// Failure: UNKNOWN_LOAN, NO_NOTICE, NAMED_PERSON_NEEDED, OUT_OF_SCOPE, NOT_ALLOWED, INVALID_FIELD; storage errors.
// Threads: any.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/loans/v1/loans_service.pb.h"
#include "services/access/actor.h"
#include "services/access/page.h"
#include "storage/store.h"

namespace blangko::loans {

using access::PageOf;
using access::PageRequest;

// What waits for a person.
struct Waiting {
  int64_t overdue_loans = 0;
  int64_t unseen_notices = 0;
};

class Loans {
 public:
  explicit Loans(storage::Store& store) : store_(store) {}

  // Oldest first; `office` is a prefix of lender or borrower.
  absl::StatusOr<PageOf<v1::Loan>> ListLoans(const access::Act& act, const v1::ListLoansRequest& request,
                                             const PageRequest& page);
  absl::StatusOr<v1::Loan> GetLoan(const access::Act& act, std::string_view loan_id);
  // By office and oldest first.
  absl::StatusOr<PageOf<v1::ShipmentNotice>> ListNotices(const access::Act& act,
                                                         const v1::ListNoticesRequest& request,
                                                         const PageRequest& page);
  // By a named person. Who said so first stays; the same again changes nothing.
  absl::StatusOr<v1::AcknowledgeNoticeResponse> Acknowledge(const access::Act& act,
                                                            const v1::AcknowledgeNoticeRequest& request);

  // For alarms: over the whole store.
  absl::StatusOr<Waiting> CountWaiting(absl::Time now);

 private:
  storage::Store& store_;
};

}  // namespace blangko::loans
