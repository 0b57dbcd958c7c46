// What staff and citizens are told: explanations and lists.
#include "services/scheduler/explain.h"

#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ExplainTest : public SchedulerFixture {
 protected:
  v1::ExplainRecordResponse Explain(const std::string& id) {
    v1::ExplainRecordRequest request;
    request.set_record_id(id);
    auto answer = scheduler_.Explain(Staff(), request);
    EXPECT_OK(answer);
    return answer.value_or(v1::ExplainRecordResponse());
  }
  std::vector<std::string> List(const v1::ListJobsRequest& request, size_t page) {
    std::vector<std::string> ids;
    std::string after;
    do {
      auto listed = scheduler_.ListJobs(Staff(), request, page, after);
      EXPECT_OK(listed);
      if (!listed.ok()) break;
      for (const v1::JobSummary& job : listed->jobs) ids.push_back(job.record_id());
      after = listed->last;
    } while (!after.empty());
    return ids;
  }
};

TEST_F(ExplainTest, AheadIsRankPlusTheClassesServedFirst) {
  GivenBlanks(kRegency, 100);
  GivenRecords("first", 7);
  GivenRecords("lost", 3, {.first_card = false});
  const v1::ExplainRecordResponse answer = Explain("lost003");
  EXPECT_EQ(answer.rank(), 2);
  EXPECT_EQ(answer.ahead(), 9);
  EXPECT_EQ(answer.gate(), "OPEN");
  EXPECT_EQ(answer.class_name(), "Penggantian");
  EXPECT_THAT(answer.waits_for(), testing::IsEmpty());
  EXPECT_THAT(answer.sentence_id(), StartsWith("Belum perlu datang. Siap cetak, 9 orang"));
  EXPECT_THAT(answer.sentence_en(), HasSubstr("9 people are printed first"));
  EXPECT_EQ(Explain("first001").ahead(), 0);
}

// The place that is told is the place that is granted.
TEST_F(ExplainTest, WhoHasNobodyAheadIsServedNext) {
  GivenBlanks(kRegency, 100);
  GivenRecords("lost", 3, {.first_card = false});
  GivenRecords("first", 3, {.recorded_day = 40});
  for (const std::string id : {"first001", "first002", "first003", "lost001", "lost002", "lost003"}) {
    EXPECT_EQ(Explain(id).ahead(), 0) << id;
    EXPECT_THAT(Ids(Pull(1)), ElementsAre(id));
  }
}

TEST_F(ExplainTest, ItSaysWhatIsMissing) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 3);
  EXPECT_THAT(Explain("r003").waits_for(), ElementsAre("BLANKS"));
  EXPECT_THAT(Explain("r003").sentence_id(), HasSubstr("tinggal 2 keping"));
  EXPECT_THAT(Explain("r002").waits_for(), testing::IsEmpty());
  ChangePrinter([](auto& printer) { printer.add_reasons("media-jam"); });
  EXPECT_THAT(Explain("r002").waits_for(), ElementsAre("PRINTER"));
}

TEST_F(ExplainTest, AHoldIsNotExplainedToTheCitizen) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 1);
  GivenWatch("r001", "DIED");
  EXPECT_EQ(Start(Pull(1).at(0)), "ON_WATCH_LIST");
  const v1::ExplainRecordResponse answer = Explain("r001");
  EXPECT_EQ(answer.gate(), "HOLD");
  EXPECT_EQ(answer.rank(), -1);
  EXPECT_EQ(answer.sentence_id(), "Ada data yang perlu diperiksa, silakan datang ke Dinas.");
  EXPECT_THAT(answer.sentence_en(), Not(HasSubstr("DIED")));
}

TEST_F(ExplainTest, APrintedCardIsToBeCollectedAtItsPlace) {
  GivenBlanks(kRegency, 2);
  GivenRecords("r", 1);
  Report(Take(1).at(0), v1::OUTCOME_PRINTED);
  EXPECT_THAT(Explain("r001").sentence_id(), StartsWith("Silakan ambil di Disdukcapil Pelalawan"));
}

TEST_F(ExplainTest, ListsShowOpenJobsOnceOverPages) {
  GivenBlanks(kRegency, 10);
  GivenBlanks(kLangkai, 10, "L2");
  GivenRecords("r", 6);
  GivenRecords("k", 2, {.site = kLangkai});
  Pull(2);
  const std::vector<v1::Job> started = Take(3);
  Report(started[0], v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(started[1], v1::OUTCOME_PRINTED);
  Pull(2, kOtherStation);
  EXPECT_THAT(List({}, 2), ElementsAre("r001", "r002", "r005", "r003", "k001", "k002"));
  EXPECT_EQ(List({}, 2), List({}, 100));
  v1::ListJobsRequest request;
  request.set_station_id(kOtherStation);
  EXPECT_THAT(List(request, 1), ElementsAre("k001", "k002"));
  request.Clear();
  request.set_site(kRegency);
  request.add_states(records::v1::RECORD_STATE_UNCERTAIN);
  EXPECT_THAT(List(request, 100), ElementsAre("r003"));
  EXPECT_EQ(ReasonOf(scheduler_.ListJobs(Staff("14.06"), request, 5, "").status()), "OUT_OF_SCOPE");
}

}  // namespace
}  // namespace blangko::scheduler
