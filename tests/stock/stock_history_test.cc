// Random movements, valid and invalid, against the model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <iostream>
#include <vector>

#include "tests/stock/campaign.h"

namespace rc {

template <>
struct Arbitrary<blangko::proof::Step> {
  static Gen<blangko::proof::Step> arbitrary() {
    using blangko::proof::Step;
    // Few differences and small numbers: then most steps succeed, and those that fail do so for one reason.
    const auto few = gen::weightedElement<int>({{8, 0}, {2, 1}, {1, 2}});
    const auto doing = gen::map(gen::inRange(0, blangko::proof::kWeights), blangko::proof::DoingOf);
    return gen::build<Step>(gen::set(&Step::doing, doing), gen::set(&Step::office, gen::inRange(0, 4)),
                            gen::set(&Step::other, gen::inRange(0, 6)),
                            gen::set(&Step::lot, gen::weightedElement<int>({{8, 0}, {8, 1}, {1, 2}})),
                            gen::set(&Step::count, gen::inRange(0, 12)), gen::set(&Step::rejected, few),
                            gen::set(&Step::missing, few), gen::set(&Step::surplus, few),
                            gen::set(&Step::choice, gen::inRange(0, 1000)));
  }
};

}  // namespace rc

namespace blangko::proof {
namespace {

constexpr int64_t kShortForm = 20'000;  // movements; ./dev proof makes 100,000
constexpr int64_t kLeastOfEach = 20;    // of each command, done and refused

RC_GTEST_PROP(StockHistory, AgreesWithTheModelAtEveryStep, (const std::vector<Step>& steps, uint64_t seed)) {
  Tally tally;
  History history(seed, tally);
  for (const Step& step : steps) {
    const std::string apart = history.Do(step);
    if (!apart.empty()) RC_FAIL(apart);
  }
  RC_ASSERT(history.CheckAll() == "");
}

// A history that never gets anywhere would agree with any model: what was done is counted.
TEST(StockHistory, LongHistoriesAgreeAndTryWhatCanHappen) {
  const CampaignResult result = RunCampaign(kShortForm, 1);
  std::cout << Show(result);
  EXPECT_EQ(result.apart, "");
  EXPECT_GE(result.tally.steps, kShortForm);
  EXPECT_EQ(TriedTooSeldom(result.tally, kLeastOfEach), "");
}

}  // namespace
}  // namespace blangko::proof
