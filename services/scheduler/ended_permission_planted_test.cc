// Planted bugs about permissions that end beside their station, and cards that turn up after them.
#include <cstdlib>

#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {
namespace {

class EndedPermissionPlantedTest : public DoubtsFixture {
 protected:
  EndedPermissionPlantedTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }
  ~EndedPermissionPlantedTest() override { unsetenv("BLANGKO_PLANT"); }
  static void Plant(const char* name) { setenv("BLANGKO_PLANT", name, 1); }

  // What a living station has not begun is not for others to call spoiled: it would print it all the same.
  bool UnbegunCardsAreTheStations() {
    v1::ReportOutcomesRequest by_hand;
    by_hand.set_station_id(kStation);
    by_hand.set_station_cannot(true);
    v1::OutcomeReport& spoiled = *by_hand.add_outcomes() = ReportOf(Take(1).at(0), v1::OUTCOME_SPOILED);
    spoiled.set_reason("CACAT");
    const access::Act act = Sign(by_hand, Staff());
    return scheduler_.Report(act, by_hand)->results(0).error_reason() == "STATION_MAY_PRINT";
  }
  bool LivingStationsAreNotGivenUp() {
    const std::vector<v1::Job> jobs = Take(1);
    return TryVoid(GivenPerson("siti", access::v1::ROLE_SUPERVISOR), jobs) == "STATION_AT_WORK";
  }
  // Whoever has permission for nothing any more is told.
  bool EndedPermissionsAreTold() {
    const std::vector<v1::Job> jobs = Take(1);
    EXPECT_EQ(Void(GivenPerson("siti", access::v1::ROLE_SUPERVISOR), jobs), "1");
    EXPECT_EQ(Approve(GivenPerson("budi", access::v1::ROLE_CENTRE), "1"), "");
    v1::ExchangeJobsRequest exchange = ExchangeOf({}, 0);
    *exchange.add_held() = Ref(jobs[0]);
    const access::Act act = Sign(exchange);
    return scheduler_.Exchange(act, exchange)->held(0).ended();
  }
  bool LateDoubtsAreDecided() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    const access::Actor siti = GivenPerson("siti", access::v1::ROLE_SUPERVISOR);
    return Decide(siti, DecisionOf(job, v1::OUTCOME_CARD_MISSING)) == "1" &&
           Approve(GivenPerson("budi", access::v1::ROLE_CENTRE), "1").empty();
  }
};

TEST_F(EndedPermissionPlantedTest, UnbegunCardsAreClean) { EXPECT_TRUE(UnbegunCardsAreTheStations()); }
TEST_F(EndedPermissionPlantedTest, GivingUpIsClean) { EXPECT_TRUE(LivingStationsAreNotGivenUp()); }
TEST_F(EndedPermissionPlantedTest, EndedPermissionsAreClean) { EXPECT_TRUE(EndedPermissionsAreTold()); }
TEST_F(EndedPermissionPlantedTest, LateDecisionsAreClean) { EXPECT_TRUE(LateDoubtsAreDecided()); }

TEST_F(EndedPermissionPlantedTest, CatchesUnbegunCardReported) {
  Plant("unbegun-card-reported");
  EXPECT_FALSE(UnbegunCardsAreTheStations());
}
TEST_F(EndedPermissionPlantedTest, CatchesLivingStationGivenUp) {
  Plant("living-station-given-up");
  EXPECT_FALSE(LivingStationsAreNotGivenUp());
}
TEST_F(EndedPermissionPlantedTest, CatchesEndedPermissionUntold) {
  Plant("ended-permission-untold");
  EXPECT_FALSE(EndedPermissionsAreTold());
}
TEST_F(EndedPermissionPlantedTest, CatchesLateDoubtUndecidable) {
  Plant("late-doubt-undecidable");
  EXPECT_FALSE(LateDoubtsAreDecided());
}

}  // namespace
}  // namespace blangko::scheduler
