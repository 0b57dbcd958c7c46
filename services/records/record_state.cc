#include "services/records/record_state.h"

#include <algorithm>
#include <array>

#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

using rows::v1::RECORD_STATE_CANCELLED;
using rows::v1::RECORD_STATE_GRANTED;
using rows::v1::RECORD_STATE_HANDED_OVER;
using rows::v1::RECORD_STATE_HELD;
using rows::v1::RECORD_STATE_NOT_READY;
using rows::v1::RECORD_STATE_OFFLINE;
using rows::v1::RECORD_STATE_PRINTED;
using rows::v1::RECORD_STATE_PRINTED_STALE;
using rows::v1::RECORD_STATE_READY;
using rows::v1::RECORD_STATE_RECALLED;
using rows::v1::RECORD_STATE_STARTED;
using rows::v1::RECORD_STATE_UNCERTAIN;

constexpr State kNotReady = RECORD_STATE_NOT_READY;
constexpr State kReady = RECORD_STATE_READY;
constexpr State kHeld = RECORD_STATE_HELD;
constexpr State kGranted = RECORD_STATE_GRANTED;
constexpr State kStarted = RECORD_STATE_STARTED;
constexpr State kOffline = RECORD_STATE_OFFLINE;
constexpr State kUncertain = RECORD_STATE_UNCERTAIN;
constexpr State kPrinted = RECORD_STATE_PRINTED;
constexpr State kHandedOver = RECORD_STATE_HANDED_OVER;
constexpr State kRecalled = RECORD_STATE_RECALLED;
constexpr State kCancelled = RECORD_STATE_CANCELLED;
constexpr State kStale = RECORD_STATE_PRINTED_STALE;

constexpr Arrow kArrows[] = {
    // The gate is closed by the upstream status or by age.
    {kNotReady, Event::kGateOpens, {kReady, BlankMove::kNone}},
    {kNotReady, Event::kHold, {kHeld, BlankMove::kNone}},
    {kNotReady, Event::kCancel, {kCancelled, BlankMove::kNone}},

    {kReady, Event::kGateCloses, {kNotReady, BlankMove::kNone}},
    {kReady, Event::kHold, {kHeld, BlankMove::kNone}},
    {kReady, Event::kCancel, {kCancelled, BlankMove::kNone}},
    {kReady, Event::kGrant, {kGranted, BlankMove::kAvailableToReserved}},
    // Grant and permission in one commit, before the reply.
    {kReady, Event::kGrantAndStart, {kStarted, BlankMove::kAvailableToReserved}},

    {kHeld, Event::kRelease, {kReady, BlankMove::kNone}},
    {kHeld, Event::kReleaseClosed, {kNotReady, BlankMove::kNone}},
    {kHeld, Event::kCancel, {kCancelled, BlankMove::kNone}},
    // A card that nobody expected is the card: its blank was booked when it was reported.
    {kHeld, Event::kResolvedPrinted, {kPrinted, BlankMove::kNone}},

    // The ministry's application printed it: its list says so, and its blank is booked in the same commit.
    {kNotReady, Event::kPrintedOutside, {kPrinted, BlankMove::kNone}},
    {kReady, Event::kPrintedOutside, {kPrinted, BlankMove::kNone}},
    {kHeld, Event::kPrintedOutside, {kPrinted, BlankMove::kNone}},

    // The card was there before the store began: its blank was never in these books.
    {kNotReady, Event::kPrintedBefore, {kPrinted, BlankMove::kNone}},
    {kReady, Event::kPrintedBefore, {kPrinted, BlankMove::kNone}},
    {kHeld, Event::kPrintedBefore, {kPrinted, BlankMove::kNone}},

    // As is one of a request that was cancelled before: it is not handed over.
    {kCancelled, Event::kPrintedStale, {kStale, BlankMove::kNone}},

    // No right to print existed: a grant goes back at any time.
    {kGranted, Event::kReclaim, {kReady, BlankMove::kReservedToAvailable}},
    {kGranted, Event::kGateCloses, {kNotReady, BlankMove::kReservedToAvailable}},
    {kGranted, Event::kHold, {kHeld, BlankMove::kReservedToAvailable}},
    {kGranted, Event::kCancel, {kCancelled, BlankMove::kReservedToAvailable}},
    {kGranted, Event::kStart, {kStarted, BlankMove::kNone}},

    // Permitted: only a fact from the station, or a person, moves it. Hold and cancel are requests to the station.
    {kStarted, Event::kPrinted, {kPrinted, BlankMove::kReservedToConsumed}},
    {kStarted, Event::kPrintedStale, {kStale, BlankMove::kReservedToConsumed}},
    {kStarted, Event::kSpoiled, {kReady, BlankMove::kReservedToSpoiled}},
    {kStarted, Event::kSpoiledTooOften, {kHeld, BlankMove::kReservedToSpoiled}},
    {kStarted, Event::kReleasedByStation, {kReady, BlankMove::kReservedToAvailable}},
    {kStarted, Event::kNotPrintedMachine, {kReady, BlankMove::kReservedToAvailable}},
    {kStarted, Event::kUncertain, {kUncertain, BlankMove::kReservedToUncertain}},
    {kStarted, Event::kVoided, {kReady, BlankMove::kReservedToLost}},

    {kOffline, Event::kPrinted, {kPrinted, BlankMove::kReservedToConsumed}},
    {kOffline, Event::kPrintedStale, {kStale, BlankMove::kReservedToConsumed}},
    {kOffline, Event::kSpoiled, {kReady, BlankMove::kReservedToSpoiled}},
    {kOffline, Event::kSpoiledTooOften, {kHeld, BlankMove::kReservedToSpoiled}},
    {kOffline, Event::kReleasedByStation, {kReady, BlankMove::kReservedToAvailable}},
    {kOffline, Event::kNotPrintedMachine, {kReady, BlankMove::kReservedToAvailable}},
    {kOffline, Event::kUncertain, {kUncertain, BlankMove::kReservedToUncertain}},
    {kOffline, Event::kVoided, {kReady, BlankMove::kReservedToLost}},

    // Nobody knows whether a card came out: a person looks, nothing resolves it by itself.
    {kUncertain, Event::kResolvedPrinted, {kPrinted, BlankMove::kUncertainToConsumed}},
    {kUncertain, Event::kPrintedStale, {kStale, BlankMove::kUncertainToConsumed}},
    {kUncertain, Event::kResolvedSpoiled, {kReady, BlankMove::kUncertainToSpoiled}},
    {kUncertain, Event::kResolvedSpoiledTooOften, {kHeld, BlankMove::kUncertainToSpoiled}},
    // Another card may follow: two persons decide.
    {kUncertain, Event::kResolvedNotPrinted, {kReady, BlankMove::kUncertainToAvailable}},
    {kUncertain, Event::kResolvedCardMissing, {kReady, BlankMove::kUncertainToLost}},

    {kPrinted, Event::kHandOver, {kHandedOver, BlankMove::kNone}},
    {kPrinted, Event::kRejected, {kReady, BlankMove::kConsumedToSpoiled}},
    {kPrinted, Event::kRejectedTooOften, {kHeld, BlankMove::kConsumedToSpoiled}},
    {kPrinted, Event::kRecall, {kRecalled, BlankMove::kConsumedToSpoiled}},
    {kHandedOver, Event::kRecall, {kRecalled, BlankMove::kConsumedToSpoiled}},
};

constexpr std::array<std::string_view, 13> kStateNames = {
    "UNSPECIFIED", "NOT_READY", "READY",       "HELD",     "GRANTED",   "STARTED",       "OFFLINE",
    "UNCERTAIN",   "PRINTED",   "HANDED_OVER", "RECALLED", "CANCELLED", "PRINTED_STALE",
};

struct EventName {
  Event event;
  std::string_view name;
};

constexpr EventName kEventNames[] = {
    {Event::kGateOpens, "GATE_OPENS"},
    {Event::kGateCloses, "GATE_CLOSES"},
    {Event::kHold, "HOLD"},
    {Event::kRelease, "RELEASE"},
    {Event::kReleaseClosed, "RELEASE_CLOSED"},
    {Event::kGrant, "GRANT"},
    {Event::kReclaim, "RECLAIM"},
    {Event::kStart, "START"},
    {Event::kGrantAndStart, "GRANT_AND_START"},
    {Event::kPrinted, "PRINTED"},
    {Event::kPrintedStale, "PRINTED_STALE"},
    {Event::kSpoiled, "SPOILED"},
    {Event::kSpoiledTooOften, "SPOILED_TOO_OFTEN"},
    {Event::kReleasedByStation, "RELEASED_BY_STATION"},
    {Event::kNotPrintedMachine, "NOT_PRINTED_MACHINE"},
    {Event::kUncertain, "UNCERTAIN"},
    {Event::kResolvedPrinted, "RESOLVED_PRINTED"},
    {Event::kResolvedSpoiled, "RESOLVED_SPOILED"},
    {Event::kResolvedSpoiledTooOften, "RESOLVED_SPOILED_TOO_OFTEN"},
    {Event::kResolvedNotPrinted, "RESOLVED_NOT_PRINTED"},
    {Event::kResolvedCardMissing, "RESOLVED_CARD_MISSING"},
    {Event::kVoided, "VOIDED"},
    {Event::kHandOver, "HAND_OVER"},
    {Event::kRejected, "REJECTED"},
    {Event::kRejectedTooOften, "REJECTED_TOO_OFTEN"},
    {Event::kCancel, "CANCEL"},
    {Event::kRecall, "RECALL"},
    {Event::kPrintedOutside, "PRINTED_OUTSIDE"},
    {Event::kPrintedBefore, "PRINTED_BEFORE"},
};

bool IsOneOf(State state, std::initializer_list<State> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

}  // namespace

std::span<const Arrow> AllArrows() { return kArrows; }

std::optional<Move> FindMove(State from, Event event) {
  for (const Arrow& arrow : kArrows) {
    if (arrow.from == from && arrow.event == event) return arrow.move;
  }
  return std::nullopt;
}

absl::StatusOr<Move> Advance(std::string_view record_id, State from, Event event) {
  if (const std::optional<Move> move = FindMove(from, event)) return *move;
  return Refuse(Reason::kForbiddenMove, {{"record", std::string(record_id)},
                                         {"state", std::string(NameOf(from))},
                                         {"event", std::string(NameOf(event))}});
}

std::string_view NameOf(State state) {
  const auto index = static_cast<size_t>(state);
  return index < kStateNames.size() ? kStateNames[index] : kStateNames[0];
}

std::string_view NameOf(Event event) {
  for (const EventName& row : kEventNames) {
    if (row.event == event) return row.name;
  }
  return "UNKNOWN";
}

bool IsPermitted(State state) { return IsOneOf(state, {kStarted, kOffline}); }

bool CardMayExist(State state) {
  return IsOneOf(state, {kStarted, kOffline, kUncertain, kPrinted, kHandedOver, kStale, kRecalled});
}

bool IsOpen(State state) {
  return IsOneOf(state, {kNotReady, kReady, kHeld, kGranted, kStarted, kOffline, kUncertain});
}

}  // namespace blangko::records
