// Lots that need a newer printing application than a station has.
#include <gmock/gmock.h>

#include <cstdlib>

#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class ApplicationVersionTest : public SchedulerFixture {
 protected:
  ApplicationVersionTest() {
    GivenBlanks(kRegency, 2, "NEW", "KTP-2", {}, "8.2.1");
    GivenRecords("r", 2);
  }
  ~ApplicationVersionTest() override { unsetenv("BLANGKO_PLANT"); }

  void Tells(const std::string& version) {
    ChangeStation([&](printers::StationRow& station) { station.set_application_version(version); });
  }
  std::vector<std::string> WaitsFor(const std::string& id) {
    const auto answer = TryExplain(id);
    EXPECT_OK(answer);
    if (!answer.ok()) return {};
    return {answer->waits_for().begin(), answer->waits_for().end()};
  }
  absl::StatusOr<v1::ExplainRecordResponse> TryExplain(const std::string& id) {
    v1::ExplainRecordRequest request;
    request.set_record_id(id);
    return scheduler_.Explain(Staff(), request);
  }
};

TEST_F(ApplicationVersionTest, APullSaysWhichVersionIsNeeded) {
  Tells("8.2");
  const absl::Status refused = TryPull(5).status();
  EXPECT_EQ(ReasonOf(refused), "APPLICATION_TOO_OLD");
  EXPECT_THAT(std::string(refused.message()), HasSubstr("need version 8.2.1"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("has 8.2."));
  Tells("");
  EXPECT_EQ(ReasonOf(TryPull(5).status()), "APPLICATION_TOO_OLD");
  Tells("8.10");
  EXPECT_EQ(Pull(5).size(), 2u);
}

TEST_F(ApplicationVersionTest, TheNextLotThatFitsIsTaken) {
  GivenBlanks(kRegency, 1, "OLD", "KTP-2", {}, "8.0");
  GivenBlanks(kRegency, 1, "ANY");
  Tells("8.1");
  const std::vector<v1::Job> jobs = Pull(5);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].lot(), "OLD");
  EXPECT_EQ(jobs[1].lot(), "ANY");
}

TEST_F(ApplicationVersionTest, AStationThatTellsNoneTakesLotsWithoutAMinimum) {
  GivenBlanks(kRegency, 1, "ANY");
  const std::vector<v1::Job> jobs = Pull(5);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].lot(), "ANY");
}

TEST_F(ApplicationVersionTest, TheExplanationNamesIt) {
  Tells("8.2");
  EXPECT_THAT(WaitsFor("r001"), Contains("APPLICATION_TOO_OLD"));
  Tells("9");
  EXPECT_THAT(WaitsFor("r001"), Not(Contains("APPLICATION_TOO_OLD")));
}

TEST_F(ApplicationVersionTest, AMinimumThatIsIgnoredIsSeen) {
  Tells("8.2");
  setenv("BLANGKO_PLANT", "minimum-version-ignored", 1);
  EXPECT_EQ(Pull(5).size(), 2u);
}

}  // namespace
}  // namespace blangko::scheduler
