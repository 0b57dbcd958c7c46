#include "tests/bench/point.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>

namespace blangko::bench {

double Quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto wanted = static_cast<size_t>(share * static_cast<double>(values.size()));
  const auto at = values.begin() + static_cast<ptrdiff_t>(std::min(wanted, values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double Point::ServerMicros() const {
  const auto processors = static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN));
  return jobs > 0 ? 1e6 * cpu.server * processors * seconds / static_cast<double>(jobs) : 0;
}

Point PointOf(const Tally& tally, const CpuShares& cpu) {
  return {.jobs = tally.jobs,
          .seconds = tally.seconds,
          .p50_us = Quantile(tally.latencies_us, 0.5),
          .p99_us = Quantile(tally.latencies_us, 0.99),
          .cpu = cpu};
}

}  // namespace blangko::bench
