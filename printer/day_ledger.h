// What became of a station's blanks in a day: counted in the morning, moved by every outcome, expected in the evening.
//
//   opening + received - printed - spoiled - doubtful - waiting for a look = what should lie there unprinted
//
// A card belongs to the day in which its print intent was written: its blank left the drawer then. So what came out
// yesterday and is looked at today changes nothing in today's count.
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
void TakeWaiting(uint64_t intent_seq, station::v1::DayLedger& day);
void TakeOutcome(const station::v1::CardOutcome& outcome, uint64_t intent_seq, BlankWas was,
                 station::v1::DayLedger& day);

int64_t SpoiledOf(const station::v1::DayLedger& day);
int64_t ExpectedBlanks(const station::v1::DayLedger& day);
// Whether a request of that id was counted already.
bool HasAct(const station::v1::DayLedger& day, const std::string& act);

}  // namespace blangko::printer
