// Planted bugs: each check is clean without the bug and fails with it. A check that cannot fail is a defect.
#include <cstdlib>

#include "services/access/access_fixture.h"
#include "services/access/rights.h"

namespace blangko::access {
namespace {

class PlantedAccessTest : public AccessFixture {
 protected:
  PlantedAccessTest() { GivenPerson("siti", v1::ROLE_SUPERVISOR); }
  ~PlantedAccessTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // Who guesses is locked out, even when the next guess would be right.
  bool GuessingLocks() {
    for (uint32_t i = 0; i < kFreeTries; ++i) Login("siti", kWrongPin);
    return Login("siti", kPin) == "LOGIN_LOCKED";
  }
  // A stolen token is worth a working day at most, and nothing after a block.
  bool TokensEnd() {
    const std::string token = Token("siti");
    clock_.Advance(kSessionLength);
    return Use(token) == "SESSION_ENDED";
  }
  // What the table of rights does not give is refused.
  bool RolesAreChecked() {
    return ReasonOf(CheckMethod({"account:siti", Role::kAuditor, "", true},
                                "blangko.desk.v1.HandOverRequest")) == "NOT_ALLOWED";
  }
};

TEST_F(PlantedAccessTest, CleanWithoutABug) {
  EXPECT_TRUE(GuessingLocks());
  EXPECT_TRUE(RolesAreChecked());
}
TEST_F(PlantedAccessTest, TokensAreClean) { EXPECT_TRUE(TokensEnd()); }

TEST_F(PlantedAccessTest, CatchesTriesNotCounted) {
  Plant("tries-not-counted");
  EXPECT_FALSE(GuessingLocks());
}
TEST_F(PlantedAccessTest, CatchesSessionForEver) {
  Plant("session-for-ever");
  EXPECT_FALSE(TokensEnd());
}
TEST_F(PlantedAccessTest, CatchesSkipRoleCheck) {
  Plant("skip-role-check");
  EXPECT_FALSE(RolesAreChecked());
}

}  // namespace
}  // namespace blangko::access
