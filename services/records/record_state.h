// The state table of a record (= order = job): every legal (state, event) with the state after it and what happens to
// its blank. It is the whole truth about moves; reliability rules are stated beside the rows in record_state.cc.
//
// No clock frees STARTED, OFFLINE or UNCERTAIN: a card may exist.
// Failure: FORBIDDEN_MOVE for a pair that is not in the table. Threads: pure.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/records.pb.h"

namespace blangko::records {

using State = rows::v1::RecordState;

enum class Event {
  kGateOpens,   // upstream cleared it, or the 17th birthday came
  kGateCloses,  // upstream took it back
  kHold,
  kRelease,        // end of a hold, gate open
  kReleaseClosed,  // end of a hold, gate closed
  kGrant,          // by PullJobs
  kReclaim,        // timer, supervisor or station gives an unstarted grant back
  kStart,          // by StartJobs
  kGrantAndStart,  // by ExchangeJobs, one commit
  kPrinted,
  kPrintedStale,  // PRINTED after a cancel request
  kSpoiled,
  kSpoiledTooOften,    // the spoil that reaches the policy's number: gagal berulang
  kReleasedByStation,  // RELEASED: no print intent in the journal, tombstone first
  kNotPrintedMachine,  // intent without job: no byte left
  kUncertain,
  kResolvedPrinted,
  kResolvedSpoiled,
  kResolvedSpoiledTooOften,
  kResolvedNotPrinted,   // two persons: the blank is still blank
  kResolvedCardMissing,  // two persons: the blank cannot be found
  kVoided,               // two persons: the station is lost, and what it held
  kHandOver,
  kRejected,  // at quality control or hand-over
  kRejectedTooOften,
  kCancel,
  kRecall,
  kPrintedOutside,  // by the ministry's application, as its list says: the blank is booked with it
  kPrintedBefore,   // before the store began, as a person says who has the card: no blank of this store
};

// What the move does to the blank of the attempt.
enum class BlankMove {
  kNone,
  kAvailableToReserved,
  kReservedToAvailable,
  kReservedToConsumed,
  kReservedToSpoiled,
  kReservedToUncertain,
  kReservedToLost,
  kUncertainToConsumed,
  kUncertainToSpoiled,
  kUncertainToAvailable,
  kUncertainToLost,
  kConsumedToSpoiled,
};

struct Move {
  State to;
  BlankMove blank;
};

// One row of the table.
struct Arrow {
  State from;
  Event event;
  Move move;
};

std::span<const Arrow> AllArrows();

// The move, or nothing if the table has no such arrow.
std::optional<Move> FindMove(State from, Event event);

// The same as a refusal that names the record, its state and the event.
absl::StatusOr<Move> Advance(std::string_view record_id, State from, Event event);

std::string_view NameOf(State state);  // "READY"
std::string_view NameOf(Event event);  // "GRANT"

// A station has, or may have, a right to print: STARTED, OFFLINE.
bool IsPermitted(State state);
// A card exists or may exist: STARTED, OFFLINE, UNCERTAIN, PRINTED, HANDED_OVER, PRINTED_STALE, RECALLED.
bool CardMayExist(State state);
// Counts as open for the rule "one open record per person".
bool IsOpen(State state);

}  // namespace blangko::records
