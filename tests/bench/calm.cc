#include "tests/bench/calm.h"

#include "tests/bench/cpu_meter.h"
#include "tests/support/wait.h"

namespace blangko::bench {
namespace {

constexpr double kBusyMax = 0.1;
constexpr absl::Duration kLook = absl::Milliseconds(100);
constexpr int kLooksMax = 10;

}  // namespace

void WaitForCalm() {
  for (int look = 0; look < kLooksMax; ++look) {
    const CpuMeter meter(0);
    support::LetPass(kLook);
    if (meter.Read().others < kBusyMax) return;
  }
}

}  // namespace blangko::bench
