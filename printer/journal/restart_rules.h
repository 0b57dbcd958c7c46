// What a station must write down when it starts again in the middle of cards. It never prints one of them again.
//
//   intent, no printer job    nothing about the card had left: tombstone, then NOT_PRINTED
//   printer job, no outcome   nobody knows: UNCERTAIN, which blocks the printer until a person clears it
//   the device said done      the card is out: PRINTED where its word is enough, else it goes on waiting for a look
//   tombstone, no outcome     the end of a giving-back that was cut off: RELEASED (or NOT_PRINTED)
// Failure: of the journal. Threads: one.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "printer/journal/journal.h"

namespace blangko::printer {

// In the order in which they must be appended. Pure.
std::vector<Entry> RestartEntries(const JournalState& state);

// Appends them, durably, and logs each.
absl::Status SettleAfterRestart(Journal& journal);

}  // namespace blangko::printer
