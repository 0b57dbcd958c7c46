// What became of a station's blanks in a day: counted in the morning, moved by every outcome, expected in the evening.
//
//   opening + received + returned - printed - spoiled - doubtful - missing - waiting for a look = what should lie
//   there unprinted
//
// What moves after the day's end moves its expectation on: the next first count is compared with it.
// A blank is used when its card came out or its outcome is known; until then it counts as a blank, also in the printer.
// So what came out before the day's first count and is looked at after it changes nothing in the count.
// Failure: none; WrongInDay says in words why an entry cannot come next. Threads: pure.
#pragma once

#include <cstdint>
#include <string>

#include "blangko/station/v1/journal.pb.h"

namespace blangko::printer {

// Where a blank was counted before.
enum class BlankWas { kUncounted, kWaiting, kDoubtful, kPrinted, kSpoiled, kMissing };

// How and by which entry a blank had been used.
struct BlankUse {
  uint64_t seq = 0;
  BlankWas was = BlankWas::kUncounted;
  std::string cause = {};  // of kSpoiled
};

// "" when the count may come next.
std::string WrongInDay(const station::v1::DayLedger& day, const station::v1::Entry& entry);
void TakeCount(const station::v1::Entry& entry, station::v1::DayLedger& day);
// A card came out and waits for a look.
void TakeWaiting(station::v1::DayLedger& day);
void TakeOutcome(const station::v1::CardOutcome& outcome, const BlankUse& use, station::v1::DayLedger& day);
// A doubt ended at the server, `decision` being the outcome that it told.
void TakeDecision(const station::v1::DecidedElsewhere& told, const BlankUse& use,
                  station::v1::DayLedger& day);

int64_t SpoiledOf(const station::v1::DayLedger& day);
// Spoiled cards that should have been put aside since the first count, whenever their blanks were used.
int64_t ExpectedSpoiled(const station::v1::DayLedger& day);
int64_t ExpectedBlanks(const station::v1::DayLedger& day);
// What the next first count should find: what the end found, and what moved since.
int64_t ExpectedOpening(const station::v1::DayLedger& day);

// What was counted under that id before: nothing, the same, or something else.
enum class ActKnown { kNew, kSame, kOther };
ActKnown FindAct(const station::v1::DayLedger& day, const station::v1::Entry& entry);

}  // namespace blangko::printer
