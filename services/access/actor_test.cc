#include "services/access/actor.h"

#include <gtest/gtest.h>

#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

TEST(Covers, GoesByWholePartsOfTheCode) {
  EXPECT_TRUE(Covers("14.05", "14.05"));
  EXPECT_TRUE(Covers("14.05", "14.05.07"));
  EXPECT_TRUE(Covers("14.05", "14.05-gudang"));
  EXPECT_FALSE(Covers("14.05", "14.051"));
  EXPECT_FALSE(Covers("14.05", "14.0"));
  EXPECT_FALSE(Covers("14.05", ""));
  EXPECT_TRUE(Covers("", "14.05"));
}

TEST(CheckScope, RefusalNamesTheActorAndNothingElse) {
  const Actor budi{"local:budi", Role::kOperator, "14.05"};
  EXPECT_TRUE(CheckScope(budi, "14.05.07").ok());
  const absl::Status refused = CheckScope(budi, "14.71");
  EXPECT_EQ(ReasonOf(refused), "OUT_OF_SCOPE");
  EXPECT_EQ(refused.message(), "This is outside the scope of local:budi.");
}

TEST(CheckStaff, AuditorsAndStationsChangeNothing) {
  for (const Role role : {Role::kOperator, Role::kSupervisor, Role::kAdministrator, Role::kSystem}) {
    EXPECT_TRUE(CheckStaff({"x", role, ""}).ok());
  }
  for (const Role role : {Role::kAuditor, Role::kStation}) {
    EXPECT_EQ(ReasonOf(CheckStaff({"x", role, ""})), "NOT_ALLOWED");
  }
}

TEST(SystemAct, HasFullScopeAndNoRequest) {
  const Act act = SystemAct("waker", absl::UnixEpoch());
  EXPECT_EQ(act.actor.identity, "system:waker");
  EXPECT_TRUE(CheckScope(act.actor, "92.01").ok());
  EXPECT_TRUE(act.request_id.empty());
}

}  // namespace
}  // namespace blangko::access
