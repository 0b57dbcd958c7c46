#include "services/reports/reports.h"

#include "services/scheduler/scheduler_fixture.h"

namespace blangko::reports {
namespace {

class ReportsTest : public scheduler::SchedulerFixture {
 protected:
  v1::GetOverviewResponse Overview(const std::string& office = "") {
    v1::GetOverviewRequest request;
    request.set_office(office);
    auto overview = reports_.Overview(Staff(), request);
    EXPECT_OK(overview);
    return overview.value_or(v1::GetOverviewResponse());
  }

  Reports reports_{store_, placement_};
};

TEST_F(ReportsTest, OnePictureOfLinesBlanksAndPrinters) {
  GivenBlanks(scheduler::kRegency, 10);
  GivenRecords("r", 6);
  const std::vector<scheduler::v1::Job> jobs = Take(4);
  Report(jobs[0], scheduler::v1::OUTCOME_PRINTED);
  Report(jobs[1], scheduler::v1::OUTCOME_SPOILED);
  Report(jobs[2], scheduler::v1::OUTCOME_UNCERTAIN, scheduler::v1::EVIDENCE_JOURNAL);
  const v1::GetOverviewResponse overview = Overview();
  EXPECT_EQ(overview.waiting_count(), 3);
  EXPECT_EQ(overview.printed_count(), 1);
  EXPECT_EQ(overview.uncertain_count(), 1);
  EXPECT_TRUE(overview.equation().exact());
  EXPECT_EQ(overview.equation().received(), 10);
  EXPECT_EQ(overview.equation().printed(), 1);
  EXPECT_EQ(overview.equation().spoiled(), 1);
  EXPECT_EQ(overview.balances().reserved(), 1);
  EXPECT_EQ(overview.station_count(), 2);
  EXPECT_EQ(overview.printers_working(), 2);
}

TEST_F(ReportsTest, ADistrictSeesItself) {
  GivenBlanks(scheduler::kRegency, 10);
  GivenBlanks(scheduler::kLangkai, 3, "L2");
  GivenRecords("k", 2, {.site = scheduler::kLangkai});
  GivenRecords("r", 5);
  ChangePrinter([](auto& printer) { printer.set_held_reason("servis"); }, scheduler::kOtherStation);
  const v1::GetOverviewResponse overview = Overview(scheduler::kLangkai);
  EXPECT_EQ(overview.waiting_count(), 2);
  EXPECT_EQ(overview.balances().available(), 3);
  EXPECT_EQ(overview.station_count(), 1);
  EXPECT_EQ(overview.printers_working(), 0);
  EXPECT_EQ(overview.printers_held(), 1);
  v1::GetOverviewRequest request;
  request.set_office("14.06");
  EXPECT_EQ(ReasonOf(reports_.Overview(Staff(scheduler::kRegency), request).status()), "OUT_OF_SCOPE");
}

}  // namespace
}  // namespace blangko::reports
