#include "tests/stock/step.h"

#include <ostream>

namespace blangko::proof {
namespace {

constexpr std::array<int, kDoings.size()> kOften = {5, 1, 4, 4, 4, 3, 2, 1, 4, 3, 3, 5, 2, 2, 5, 1, 1, 1};

}  // namespace

int DoingOf(int number) {
  int left = number % kWeights;
  for (size_t i = 0; i < kOften.size(); ++i) {
    left -= kOften[i];
    if (left < 0) return static_cast<int>(i);
  }
  return static_cast<int>(Doing::kTake);
}

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << Pick(kDoings, step.doing) << "(office " << step.office << ", other " << step.other << ", lot "
             << step.lot << ", count " << step.count << ", -" << step.rejected << " -" << step.missing << " +"
             << step.surplus << ", choice " << step.choice << ")";
}

Step RandomStep(Rng& rng) {
  const auto below = [&](uint64_t bound) { return static_cast<int>(rng.Below(bound)); };
  const uint64_t differences = below(3) == 0 ? 3 : 1;
  Step step;
  step.doing = DoingOf(below(kWeights));
  step.office = below(4);
  step.other = below(6);
  step.lot = below(16) == 0 ? 2 : below(2);
  step.count = below(12);
  step.rejected = below(differences);
  step.missing = below(differences);
  step.surplus = below(differences);
  step.choice = below(1000);
  return step;
}

}  // namespace blangko::proof
