// A step of a case: what became of some of its quarantined blanks, as one movement of the ledger.
//
//   missing:  FOUND -> available   LOST -> lost (two persons)
//   rejected: GOOD -> available    SPOILED -> spoiled_held
//             RETURNED -> in_transit or sent_out, in a shipment of kind RETURN to who sent them
//   surplus:  ACCEPTED -> available (two persons); where it came from stays unexplained until a count
// Failure: INVALID_FIELD, CASE_HAS_FEWER, and those of a shipment (stock/leaving.h); then nothing is changed.
// Threads: pure; DoStep borrows one Txn.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/movements/case_table.h"
#include "services/stock/ports.h"

namespace blangko::movements {

bool TakesTwo(v1::Resolution resolution);

// CASE_HAS_FEWER when fewer blanks are open of that kind.
absl::Status CheckStep(const CaseRow& row, const rows::v1::CaseStep& step);

// Posts it, with one entry; the case is closed when it was the last one. `above` is told of a shipment that goes back.
absl::Status DoStep(storage::Txn& txn, const access::Act& act, CaseRow row, rows::v1::CaseStep step,
                    const stock::DomainsAbove& above = {});

}  // namespace blangko::movements
