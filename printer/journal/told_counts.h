// The newest counts of a station's days, as the server is told of them: kept through rotations of the journal, so that
// a count that was made without a server is told when there is one again.
//
// Failure: none. Threads: pure.
#pragma once

#include <vector>

#include "blangko/station/v1/journal.pb.h"

namespace blangko::printer {

using station::v1::ToldCount;

inline constexpr size_t kToldCountsMax = 64;

// `entry` is a count that the ledger has taken; `counts` are oldest first.
void AddCount(const station::v1::Entry& entry, const station::v1::DayLedger& day,
              std::vector<ToldCount>& counts);

// Whether both say the same as far back as both go: a checkpoint of an earlier release kept none.
bool SameCounts(const std::vector<ToldCount>& some, const std::vector<ToldCount>& others);

}  // namespace blangko::printer
