#include "printer/journal/told_counts.h"

#include <algorithm>

namespace blangko::printer {

void AddCount(const station::v1::Entry& entry, const station::v1::DayLedger& day,
              std::vector<ToldCount>& counts) {
  ToldCount told;
  told.set_seq(entry.seq());
  told.set_time_micros(entry.time_micros());
  told.set_begin_micros(day.begin_micros());
  *told.mutable_count() = entry.day_count();
  counts.push_back(std::move(told));
  if (counts.size() > kToldCountsMax) counts.erase(counts.begin());
}

bool SameCounts(const std::vector<ToldCount>& some, const std::vector<ToldCount>& others) {
  const auto both = static_cast<std::ptrdiff_t>(std::min(some.size(), others.size()));
  return std::equal(
      some.end() - both, some.end(), others.end() - both,
      [](const ToldCount& a, const ToldCount& b) { return a.SerializeAsString() == b.SerializeAsString(); });
}

}  // namespace blangko::printer
