#include "services/access/rights.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

Actor NamedAs(Role role) { return {"account:siti", role, "", true}; }

bool May(const Actor& actor, const std::string& method) {
  return CheckMethod(actor, "blangko." + method + "Request").ok();
}

TEST(Rights, AnAdministratorHasTheBestOfAllColumnsOfPersons) {
  EXPECT_EQ(RightOf(NamedAs(Role::kAdministrator), Verb::kVoidAttempt), Right::kTwo);
  EXPECT_EQ(RightOf(NamedAs(Role::kAdministrator), Verb::kHandOver), Right::kAlone);
  EXPECT_EQ(RightOf(NamedAs(Role::kAdministrator), Verb::kTakeWork), Right::kNone);
}

TEST(Rights, TheCentreMarksNoCardPrintedAndTheAuditorChangesNothing) {
  for (const char* method : {"scheduler.v1.ReportOutcomes", "scheduler.v1.ResolveJob", "desk.v1.HandOver"}) {
    EXPECT_FALSE(May(NamedAs(Role::kCentre), method)) << method;
  }
  for (const MethodRight& row : AllMethodRights()) {
    const bool may = May(NamedAs(Role::kAuditor), std::string(row.method));
    EXPECT_EQ(may, row.least <= Right::kRead || row.verb == Verb::kOwnAccount) << row.method;
  }
}

TEST(Rights, TheLocalOperatorDoesAllThatOnePersonMay) {
  const Actor local{"local:budi", Role::kAdministrator, ""};
  for (const MethodRight& row : AllMethodRights()) EXPECT_TRUE(May(local, std::string(row.method)));
}

TEST(Rights, TheLocalOperatorWithALesserRoleHasItsRights) {
  const Actor local{"local:budi", Role::kOperator, ""};
  EXPECT_TRUE(May(local, "desk.v1.HandOver"));
  EXPECT_FALSE(May(local, "stock.v1.DispatchShipment"));
}

TEST(Rights, AMethodWithoutARowIsForThoseWhomTheDataLayerChecks) {
  for (const Role role :
       {Role::kOperator, Role::kSupervisor, Role::kAuditor, Role::kProvince, Role::kCentre}) {
    EXPECT_EQ(ReasonOf(CheckMethod(NamedAs(role), "blangko.x.v1.NewRequest")), "NOT_ALLOWED");
  }
  EXPECT_TRUE(May(NamedAs(Role::kAdministrator), "x.v1.New"));
  EXPECT_TRUE(May({"station:a", Role::kStation, ""}, "x.v1.New"));
}

TEST(Rights, NoMethodStandsTwice) {
  std::set<std::string_view> seen;
  for (const MethodRight& row : AllMethodRights()) EXPECT_TRUE(seen.insert(row.method).second) << row.method;
}

}  // namespace
}  // namespace blangko::access
