// Planted bug of full counts: the check is clean without the bug and fails with it.
#include <cstdlib>

#include "services/scheduler/count_fixture.h"

namespace blangko::scheduler {
namespace {

class FullCountPlantedTest : public CountFixture {
 protected:
  ~FullCountPlantedTest() override { unsetenv("BLANGKO_PLANT"); }

  // INV-16: which of two doubts is blank, a count with one blank of them does not tell.
  bool OneBlankOfTwoShowsNothing() {
    const v1::Job job = GivenDoubt();
    GivenDoubt();
    return Decide(siti_, Counted(job, {{"L1", 9}})) == "COUNT_DIFFERS";
  }
};

TEST_F(FullCountPlantedTest, CountIsClean) { EXPECT_TRUE(OneBlankOfTwoShowsNothing()); }
TEST_F(FullCountPlantedTest, CatchesCountForgetsOtherDoubts) {
  setenv("BLANGKO_PLANT", "count-forgets-other-doubts", 1);
  EXPECT_FALSE(OneBlankOfTwoShowsNothing());
}

}  // namespace
}  // namespace blangko::scheduler
