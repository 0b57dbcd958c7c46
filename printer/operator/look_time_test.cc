// The server is told when a card came out, not when somebody looked at it: how fast a printer is follows from it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "printer/agent/fake_station.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::AllOf;
using testing::Each;
using testing::Ge;
using testing::Le;

class LookTimeTest : public testing::Test {
 protected:
  LookTimeTest() {
    station_.server.trusts_driver = false;
    station_.device.looks_needed = 31;  // seconds
    station_.GivenRecords(3);
  }
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  // Three cards come out one after the other; somebody looks at all of them two hours later.
  void PrintThenLook() {
    ASSERT_OK(station_.Open());
    ASSERT_OK(station_.RunUntil([&] { return state().waiting().size() == 3; }));
    station_.clock.Advance(absl::Hours(2));
    ASSERT_OK(station_.LookAtWaiting());
    ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  }
  // Seconds between the cards, as the server was told.
  std::vector<int64_t> Gaps() {
    std::vector<int64_t> gaps;
    for (const std::string record : {"r1", "r2"}) {
      const std::string next = record == "r1" ? "r2" : "r3";
      gaps.push_back(TimeOf(next) - TimeOf(record));
    }
    return gaps;
  }
  int64_t TimeOf(const std::string& record) {
    return station_.server.told.at({record, 1}).device_time().seconds();
  }
  const JournalState& state() { return station_.journal().state(); }

  FakeStation station_{7};
};

TEST_F(LookTimeTest, TheServerHearsWhenTheCardsCameOut) {
  PrintThenLook();
  EXPECT_THAT(Gaps(), Each(AllOf(Ge(29), Le(32))));
}

TEST_F(LookTimeTest, TheTimeOfTheLookIsToldOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "look-dates-the-card", 1);
  PrintThenLook();
  EXPECT_THAT(Gaps(), Each(0)) << "the check above sees it";
}

}  // namespace
}  // namespace blangko::printer
