// Items: one card, one suket, one loan of an opening, booked inside a caller's transaction.
//
// A card that was printed before makes its record PRINTED by an attempt of its own, which has no station and no lot: no
// blank of this store moves, and the record is in no line any more. It is handed over like any other card. The record must
// wait (NOT_READY, READY, HELD) and no other card of it may be out; one that is held because its holder died, or stands
// twice in the population data, is refused: its card is taken back (`blangko withdraw`).
// A suket is out for a card that is not printed yet; its number stands on the record afterwards.
// An item that is there already with the same content changes nothing.
// Failure: INVALID_FIELD, UNKNOWN_RECORD, OUT_OF_SCOPE, RECORD_NOT_FOR_OPENING, ALREADY_EXISTS; then nothing of that item is
// written. Storage errors. Threads: borrows one Txn.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "blangko/opening/v1/opening.pb.h"
#include "services/scheduler/record_edit.h"

namespace blangko::opening {

// What every item of one request shares.
struct Place {
  std::string office;
  int64_t today = 0;  // days since 1970-01-01 at the office
};

// True when it is new.
absl::StatusOr<bool> TakeCard(scheduler::Work& work, const Place& place, const v1::UncollectedCard& card);
absl::StatusOr<bool> TakeSuket(scheduler::Work& work, const Place& place, const v1::OutstandingSuket& suket);

}  // namespace blangko::opening
