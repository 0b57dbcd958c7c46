// Planted bugs of rejected cards: each check is clean without the bug and fails with it.
#include <cstdlib>

#include "services/scheduler/reject_fixture.h"

namespace blangko::scheduler {
namespace {

class CardRejectPlantedTest : public RejectFixture {
 protected:
  ~CardRejectPlantedTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // INV-1: every blank that left the shelf is where its card is.
  bool ARejectedCardIsNoGoodOne() {
    EXPECT_EQ(Reject(TwoCards().first), "");
    return Blanks(rows::v1::ACCOUNT_CONSUMED) == 1 && Blanks(rows::v1::ACCOUNT_SPOILED_HELD) == 1;
  }
};

TEST_F(CardRejectPlantedTest, BlankIsClean) { EXPECT_TRUE(ARejectedCardIsNoGoodOne()); }
TEST_F(CardRejectPlantedTest, CatchesRejectedCardKeepsItsBlank) {
  Plant("rejected-card-keeps-its-blank");
  EXPECT_FALSE(ARejectedCardIsNoGoodOne());
}

}  // namespace
}  // namespace blangko::scheduler
