// What became of a station's blanks in a day: counted in the morning, moved by every outcome, expected in the evening.
//
//   opening + received - printed - spoiled - doubtful - waiting for a look = what should lie there unprinted
//
// A blank is used when its card came out or its outcome is known; until then it counts as a blank, also in the printer.
// So what came out before the day's first count and is looked at after it changes nothing in the count.
// Failure: none; WrongInDay says in words why an entry cannot come next. Threads: pure.
#pragma once

#include <cstdint>
#include <string>

#include "blangko/station/v1/journal.pb.h"

namespace blangko::printer {

// Where a blank was counted before.
enum class BlankWas { kUncounted, kWaiting, kDoubtful };

// "" when the count may come next.
std::string WrongInDay(const station::v1::DayLedger& day, const station::v1::Entry& entry);
void TakeCount(const station::v1::Entry& entry, station::v1::DayLedger& day);
// A card came out and waits for a look.
void TakeWaiting(station::v1::DayLedger& day);
// `used_seq`: the entry by which the blank was used.
void TakeOutcome(const station::v1::CardOutcome& outcome, uint64_t used_seq, BlankWas was,
                 station::v1::DayLedger& day);

int64_t SpoiledOf(const station::v1::DayLedger& day);
// Spoiled cards that should have been put aside since the first count, whenever their blanks were used.
int64_t ExpectedSpoiled(const station::v1::DayLedger& day);
int64_t ExpectedBlanks(const station::v1::DayLedger& day);
// Whether a request of that id was counted already.
bool HasAct(const station::v1::DayLedger& day, const std::string& act);

}  // namespace blangko::printer
