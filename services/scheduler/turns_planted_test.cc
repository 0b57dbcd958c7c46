// Planted bug of lanes: the check is clean without the bug and fails with it.
#include <cstdlib>

#include "services/scheduler/turns_fixture.h"

namespace blangko::scheduler {
namespace {

class TurnsPlantedTest : public TurnsFixture {
 protected:
  ~TurnsPlantedTest() override { unsetenv("BLANGKO_PLANT"); }

  bool UrgentIsRefusedToAnOperator() {
    GivenRecords("a", 1);
    access::Act act = Staff();
    act.actor.role = access::Role::kOperator;
    return ReasonOf(Lane("a001", v1::LANE_URGENT, act).status()) == "NOT_ALLOWED";
  }
};

TEST_F(TurnsPlantedTest, UrgentIsClean) { EXPECT_TRUE(UrgentIsRefusedToAnOperator()); }
TEST_F(TurnsPlantedTest, CatchesUrgentWithoutRight) {
  setenv("BLANGKO_PLANT", "urgent-without-right", 1);
  EXPECT_FALSE(UrgentIsRefusedToAnOperator());
}

}  // namespace
}  // namespace blangko::scheduler
