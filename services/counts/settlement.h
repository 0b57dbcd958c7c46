// Settlement: which movements make the book say what was counted.
//
// What lacks clears `unexplained` first, because more was booked than came, and is `lost` for the rest. What is too much
// was lost before, or came from nowhere: `lost` gives back first, then `unexplained` grows. That is design 6: only a count
// with two persons clears `unexplained`.
// The difference is that of the moment of counting, and is moved now: what happened since stays as it was booked.
// Failure: none; stock refuses what an account does not hold. Threads: pure.
#pragma once

#include <cstdint>
#include <vector>

#include "services/counts/count_table.h"
#include "services/stock/balances.h"
#include "services/stock/receipt.h"

namespace blangko::counts {

// Counted minus book; 0 = nothing differs.
int64_t UnusedDifference(const LineRow& line);
int64_t SpoiledDifference(const LineRow& line);
bool Differs(const LineRow& line);

// `now`: the balances of the lot as they stand.
stock::Movements SettlingMovements(const LineRow& line, const stock::Balances& now,
                                   std::string_view document);

}  // namespace blangko::counts
