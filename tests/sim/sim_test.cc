// A few seeds of the simulation, twice the same, and the planted bugs that it must find.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/hash.h"
#include "tests/sim/simulation.h"

namespace blangko::sim {
namespace {

constexpr int64_t kOps = 1500;

class SimTest : public testing::Test {
 protected:
  SimTest() { InitCrypto(); }
  ~SimTest() override { unsetenv("BLANGKO_PLANT"); }

  // The violation that some seed finds; empty if none does.
  static std::string FindWith(const char* planted) {
    setenv("BLANGKO_PLANT", planted, 1);
    for (uint64_t seed = 1; seed <= 20; ++seed) {
      const SimResult result = RunSeed(seed, kOps);
      if (!result.violation.empty()) return result.violation;
    }
    return "";
  }
};

TEST_F(SimTest, SeedsHoldTheInvariants) {
  int64_t cards = 0;
  int faults = 0;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const SimResult result = RunSeed(seed, kOps);
    EXPECT_EQ(result.violation, "") << "seed " << seed;
    cards += result.cards;
    faults += result.crashes + result.lost_replies + result.repeats;
  }
  EXPECT_GT(cards, 300);  // it did something
  EXPECT_GT(faults, 100);
}

TEST_F(SimTest, TheSameSeedIsTheSameRun) {
  const SimResult first = RunSeed(7, kOps);
  const SimResult again = RunSeed(7, kOps);
  EXPECT_EQ(first.digest, again.digest);
  EXPECT_EQ(first.cards, again.cards);
  EXPECT_NE(first.digest, RunSeed(8, kOps).digest);
}

TEST_F(SimTest, FindsNoFenceCheck) { EXPECT_NE(FindWith("no-fence-check"), ""); }
TEST_F(SimTest, FindsReclaimFreesStarted) { EXPECT_NE(FindWith("reclaim-frees-started"), ""); }
TEST_F(SimTest, FindsDropLateResult) { EXPECT_NE(FindWith("drop-late-result"), ""); }
TEST_F(SimTest, FindsTailRequeueAfterSpoil) { EXPECT_NE(FindWith("tail-requeue-after-spoil"), ""); }
TEST_F(SimTest, FindsSkipScopeCheck) { EXPECT_NE(FindWith("skip-scope-check"), ""); }
TEST_F(SimTest, FindsGrantWithoutBlank) { EXPECT_NE(FindWith("grant-without-blank"), ""); }

}  // namespace
}  // namespace blangko::sim
