#include "services/records/record_state.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>

#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

constexpr int kLastState = static_cast<int>(rows::v1::RECORD_STATE_PRINTED_STALE);
constexpr int kLastEvent = static_cast<int>(Event::kPrintedBefore);

struct Want {
  std::string to;
  BlankMove blank;
};

// The moves as the protocol of permission and fencing states them, written out once more by hand.
std::map<std::pair<std::string, std::string>, Want> WantedTable() {
  using B = BlankMove;
  std::map<std::pair<std::string, std::string>, Want> table = {
      {{"NOT_READY", "GATE_OPENS"}, {"READY", B::kNone}},
      {{"NOT_READY", "HOLD"}, {"HELD", B::kNone}},
      {{"NOT_READY", "CANCEL"}, {"CANCELLED", B::kNone}},
      {{"NOT_READY", "PRINTED_OUTSIDE"}, {"PRINTED", B::kNone}},
      {{"READY", "PRINTED_OUTSIDE"}, {"PRINTED", B::kNone}},
      {{"HELD", "PRINTED_OUTSIDE"}, {"PRINTED", B::kNone}},
      {{"NOT_READY", "PRINTED_BEFORE"}, {"PRINTED", B::kNone}},
      {{"READY", "PRINTED_BEFORE"}, {"PRINTED", B::kNone}},
      {{"HELD", "PRINTED_BEFORE"}, {"PRINTED", B::kNone}},
      {{"READY", "GATE_CLOSES"}, {"NOT_READY", B::kNone}},
      {{"READY", "HOLD"}, {"HELD", B::kNone}},
      {{"READY", "CANCEL"}, {"CANCELLED", B::kNone}},
      {{"READY", "GRANT"}, {"GRANTED", B::kAvailableToReserved}},
      {{"READY", "GRANT_AND_START"}, {"STARTED", B::kAvailableToReserved}},
      {{"HELD", "RELEASE"}, {"READY", B::kNone}},
      {{"HELD", "RELEASE_CLOSED"}, {"NOT_READY", B::kNone}},
      {{"HELD", "CANCEL"}, {"CANCELLED", B::kNone}},
      {{"HELD", "RESOLVED_PRINTED"}, {"PRINTED", B::kNone}},
      {{"CANCELLED", "PRINTED_STALE"}, {"PRINTED_STALE", B::kNone}},
      {{"GRANTED", "RECLAIM"}, {"READY", B::kReservedToAvailable}},
      {{"GRANTED", "GATE_CLOSES"}, {"NOT_READY", B::kReservedToAvailable}},
      {{"GRANTED", "HOLD"}, {"HELD", B::kReservedToAvailable}},
      {{"GRANTED", "CANCEL"}, {"CANCELLED", B::kReservedToAvailable}},
      {{"GRANTED", "START"}, {"STARTED", B::kNone}},
      {{"UNCERTAIN", "RESOLVED_PRINTED"}, {"PRINTED", B::kUncertainToConsumed}},
      {{"UNCERTAIN", "PRINTED_STALE"}, {"PRINTED_STALE", B::kUncertainToConsumed}},
      {{"UNCERTAIN", "RESOLVED_SPOILED"}, {"READY", B::kUncertainToSpoiled}},
      {{"UNCERTAIN", "RESOLVED_SPOILED_TOO_OFTEN"}, {"HELD", B::kUncertainToSpoiled}},
      {{"UNCERTAIN", "RESOLVED_NOT_PRINTED"}, {"READY", B::kUncertainToAvailable}},
      {{"UNCERTAIN", "RESOLVED_CARD_MISSING"}, {"READY", B::kUncertainToLost}},
      {{"PRINTED", "HAND_OVER"}, {"HANDED_OVER", B::kNone}},
      {{"PRINTED", "REJECTED"}, {"READY", B::kConsumedToSpoiled}},
      {{"PRINTED", "REJECTED_TOO_OFTEN"}, {"HELD", B::kConsumedToSpoiled}},
      {{"PRINTED", "RECALL"}, {"RECALLED", B::kConsumedToSpoiled}},
      {{"HANDED_OVER", "RECALL"}, {"RECALLED", B::kConsumedToSpoiled}},
  };
  for (const char* permitted : {"STARTED", "OFFLINE"}) {
    table[{permitted, "PRINTED"}] = {"PRINTED", B::kReservedToConsumed};
    table[{permitted, "PRINTED_STALE"}] = {"PRINTED_STALE", B::kReservedToConsumed};
    table[{permitted, "SPOILED"}] = {"READY", B::kReservedToSpoiled};
    table[{permitted, "SPOILED_TOO_OFTEN"}] = {"HELD", B::kReservedToSpoiled};
    table[{permitted, "RELEASED_BY_STATION"}] = {"READY", B::kReservedToAvailable};
    table[{permitted, "NOT_PRINTED_MACHINE"}] = {"READY", B::kReservedToAvailable};
    table[{permitted, "UNCERTAIN"}] = {"UNCERTAIN", B::kReservedToUncertain};
    table[{permitted, "VOIDED"}] = {"READY", B::kReservedToLost};
  }
  return table;
}

TEST(RecordState, EveryPairIsAsTheProtocolStatesIt) {
  const auto wanted = WantedTable();
  for (int s = 0; s <= kLastState; ++s) {
    for (int e = 0; e <= kLastEvent; ++e) {
      const auto from = static_cast<State>(s);
      const auto event = static_cast<Event>(e);
      const auto want = wanted.find({std::string(NameOf(from)), std::string(NameOf(event))});
      const std::string pair = std::string(NameOf(from)) + " + " + std::string(NameOf(event));
      const auto got = FindMove(from, event);
      ASSERT_EQ(got.has_value(), want != wanted.end()) << pair;
      if (!got.has_value()) continue;
      EXPECT_EQ(NameOf(got->to), want->second.to) << pair;
      EXPECT_EQ(got->blank, want->second.blank) << pair;
    }
  }
  EXPECT_EQ(AllArrows().size(), wanted.size());
}

TEST(RecordState, NoPairStandsTwiceInTheTable) {
  std::set<std::pair<State, Event>> seen;
  for (const Arrow& arrow : AllArrows()) EXPECT_TRUE(seen.insert({arrow.from, arrow.event}).second);
}

// A reserved blank belongs to exactly the states in which a station has or may get a right to it.
TEST(RecordState, TheBlankFollowsTheState) {
  const auto holds = [](State state) -> std::string {
    if (state == rows::v1::RECORD_STATE_GRANTED || IsPermitted(state)) return "reserved";
    if (state == rows::v1::RECORD_STATE_UNCERTAIN) return "uncertain";
    const bool card = CardMayExist(state) && state != rows::v1::RECORD_STATE_RECALLED;
    return card ? "consumed" : "none";
  };
  for (const Arrow& arrow : AllArrows()) {
    // The blank of a card that nobody expected was booked when it was reported.
    const bool booked_before =
        (arrow.from == rows::v1::RECORD_STATE_HELD && arrow.event == Event::kResolvedPrinted) ||
        (arrow.from == rows::v1::RECORD_STATE_CANCELLED && arrow.event == Event::kPrintedStale);
    const bool booked_beside =
        arrow.event == Event::kPrintedOutside;  // by the comparison, in the same commit
    const bool never_here = arrow.event == Event::kPrintedBefore;
    const bool stays =
        booked_before || booked_beside || never_here || holds(arrow.from) == holds(arrow.move.to);
    EXPECT_EQ(arrow.move.blank == BlankMove::kNone, stays)
        << NameOf(arrow.from) << " + " << NameOf(arrow.event) << " -> " << NameOf(arrow.move.to);
  }
}

TEST(RecordState, RefusalNamesRecordStateAndEvent) {
  const absl::Status refused = Advance("R-1", rows::v1::RECORD_STATE_STARTED, Event::kCancel).status();
  EXPECT_EQ(ReasonOf(refused), "FORBIDDEN_MOVE");
  EXPECT_EQ(refused.message(), "Record R-1 is being printed, so it cannot be cancelled now.");
}

TEST(RecordState, EveryNameIsItsOwn) {
  std::set<std::string_view> names;
  for (int e = 0; e <= kLastEvent; ++e) EXPECT_TRUE(names.insert(NameOf(static_cast<Event>(e))).second) << e;
  EXPECT_FALSE(names.contains("UNKNOWN"));
}

TEST(RecordState, ClosedStatesAreNotOpen) {
  for (const State state :
       {rows::v1::RECORD_STATE_PRINTED, rows::v1::RECORD_STATE_HANDED_OVER, rows::v1::RECORD_STATE_RECALLED,
        rows::v1::RECORD_STATE_CANCELLED, rows::v1::RECORD_STATE_PRINTED_STALE}) {
    EXPECT_FALSE(IsOpen(state)) << NameOf(state);
  }
  EXPECT_TRUE(IsOpen(rows::v1::RECORD_STATE_UNCERTAIN));
}

}  // namespace
}  // namespace blangko::records
