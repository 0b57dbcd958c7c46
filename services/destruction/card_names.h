// A card by what is known of it: chip, job, or number in a register of the office that keeps it.
//
// Failure: CARD_NOT_HELD, CARD_DESTROYED; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/destruction/v1/destruction_service.pb.h"
#include "services/stock/card_register.h"
#include "storage/txn.h"

namespace blangko::destruction {

// "chip 04A1…", "record R-1, attempt 2", "number 17 of the spoiled cards": for refusals.
std::string NameOf(const v1::CardName& name);

// The card that the office holds.
absl::StatusOr<stock::CardRow> HeldCard(storage::Snapshot& snapshot, const std::string& office,
                                        const v1::CardName& name);

}  // namespace blangko::destruction
