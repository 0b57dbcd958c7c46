// Hold, release, cancel and move of one record inside a transaction: what the use cases, the imports and the waker
// share.
//
// Failure: FORBIDDEN_MOVE, REASON_NEEDED, CARD_IS_OUT; storage errors pass through. Threads: borrows one RecordDesk.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/records/record_desk.h"

namespace blangko::records {

struct HoldOrder {
  std::string reason;
  std::string note;  // no personal data
  int64_t until_micros = 0;
};

// Holds the record; one that a station may be printing keeps its state and carries a stop request with the hold instead.
absl::StatusOr<RecordRow> HoldRecord(RecordDesk& desk, const RecordRow& before, const HoldOrder& order);

// Ends the hold: into the line at its old place, or to NOT_READY when the gate is closed. `why` may be empty only where
// nobody has to look (hold_reason.h).
absl::StatusOr<RecordRow> ReleaseRecord(RecordDesk& desk, const RecordRow& before, std::string_view why);

// The same for a row that was changed besides, `after`.
absl::StatusOr<RecordRow> ReleaseChanged(RecordDesk& desk, const RecordRow& before, RecordRow after,
                                         std::string_view why);

// As HoldRecord, for ever. Not while a card of the record is out (cards_out.h): whoever has it settles it first.
absl::StatusOr<RecordRow> CancelRecord(RecordDesk& desk, const RecordRow& before, std::string_view reason);

// To the line of another site, at the same key; one that a station may be printing goes there when it comes back.
absl::StatusOr<RecordRow> MoveRecord(RecordDesk& desk, const RecordRow& before, std::string_view site,
                                     std::string_view reason);

}  // namespace blangko::records
