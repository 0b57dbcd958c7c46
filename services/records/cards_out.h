// Cards that are out: of an attempt that is PRINTED or UNCERTAIN, while the record still waits for its card. Read from
// the attempts, whatever the record is held for.
//
// Failure: storage errors. Threads: pure, or borrows one Snapshot.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/txn.h"

namespace blangko::records {

bool IsOut(const rows::v1::Attempt& attempt);

// The attempts whose cards are out, oldest first: "1, 3". Empty when there are none, and for a record that has its card.
std::string CardsOut(const rows::v1::Record& record);

// Attempts whose cards are out, or may be, where there is more than one, or one in doubt: "1, 3". Empty when one good card
// is all there is.
std::string CardsNotSettled(const rows::v1::Record& record);

// As CardsOut; where there are none, the attempt of which an open incident says a card.
absl::StatusOr<std::string> CardsToSettle(storage::Snapshot& snapshot, const rows::v1::Record& record);

}  // namespace blangko::records
