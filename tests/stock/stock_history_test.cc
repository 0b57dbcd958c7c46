#include "tests/stock/stock_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <vector>

namespace rc {

template <>
struct Arbitrary<blangko::stock::Step> {
  static Gen<blangko::stock::Step> arbitrary() {
    using blangko::stock::Step;
    // Few differences and small numbers: then most steps succeed, and those that fail do so for one reason.
    const auto few = gen::weightedElement<int>({{8, 0}, {2, 1}, {1, 2}});
    return gen::build<Step>(gen::set(&Step::doing, gen::inRange(0, blangko::stock::kDoings)),
                            gen::set(&Step::office, gen::inRange(0, 3)),
                            gen::set(&Step::other, gen::inRange(0, 4)),
                            gen::set(&Step::lot, gen::weightedElement<int>({{8, 0}, {8, 1}, {1, 2}})),
                            gen::set(&Step::count, gen::inRange(0, 12)), gen::set(&Step::rejected, few),
                            gen::set(&Step::missing, few), gen::set(&Step::surplus, few),
                            gen::set(&Step::choice, gen::inRange(0, 100)));
  }
};

}  // namespace rc

namespace blangko::stock {
namespace {

RC_GTEST_PROP(StockHistory, AgreesWithTheModelAtEveryStep, (const std::vector<Step>& steps, uint64_t seed)) {
  StockHistory history(seed);
  for (const Step& step : steps) RC_ASSERT(history.Do(step) == "");
}

TEST(StockHistory, LongHistoriesAgreeToo) {
  for (uint64_t seed = 1; seed <= 20; ++seed) EXPECT_EQ(RunRandomHistory(seed, 150), "");
}

// A history that never gets anywhere would agree with any model.
TEST(StockHistory, TheHistoriesTryWhatCanHappen) {
  std::set<std::string> seen;
  for (uint64_t seed = 1; seed <= 20; ++seed) seen.merge(SeenInHistory(seed, 150));
  EXPECT_THAT(seen, testing::IsSupersetOf({"take ok",
                                           "take DOCUMENT_REUSED",
                                           "take RECEIPT_DOES_NOT_ADD_UP",
                                           "take UNKNOWN_LOT",
                                           "take INVALID_FIELD",
                                           "open ok",
                                           "open ALREADY_EXISTS",
                                           "open OPENING_TOO_LATE",
                                           "open UNKNOWN_LOT",
                                           "send ok",
                                           "send DOCUMENT_REUSED",
                                           "send ACCOUNT_WOULD_BE_NEGATIVE",
                                           "send INVALID_FIELD",
                                           "arrive ok",
                                           "arrive SHIPMENT_NOT_IN_TRANSIT",
                                           "arrive RECEIPT_DOES_NOT_ADD_UP",
                                           "arrive INVALID_FIELD",
                                           "job ok",
                                           "job ACCOUNT_WOULD_BE_NEGATIVE",
                                           "job UNKNOWN_LOT"}));
}

}  // namespace
}  // namespace blangko::stock
