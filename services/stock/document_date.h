// The date of a document beside the day on which it is booked. The ledger is never backdated: what is booked late says so.
//
// Failure: INVALID_FIELD for a date that does not exist, is before 2000 or after today at the office; storage errors.
// Threads: borrows one Snapshot.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "blangko/common/v1/common.pb.h"
#include "services/access/actor.h"
#include "services/stock/receipt.h"
#include "storage/txn.h"

namespace blangko::stock {

// Days since 1970-01-01 of the document; 0 for one that names no date, or the day of booking.
absl::StatusOr<int64_t> DocumentDay(storage::Snapshot& snapshot, const access::Act& act,
                                    const std::string& office, const common::v1::Date* date);

// Refuses the date of a document by which blanks leave when it is before the first one by which the lot came to the office.
absl::Status CheckNotBeforeArrival(storage::Snapshot& snapshot, const access::Act& act,
                                   const std::string& office, const std::string& lot, int64_t document_day);

// The same movements, of a document of that day.
Movements Dated(Movements movements, int64_t document_day);

}  // namespace blangko::stock
