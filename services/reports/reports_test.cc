#include "services/reports/reports.h"

#include "blangko/printers/v1/printers.pb.h"
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

TEST_F(ReportsTest, RibbonAlarmsOfPrintersThatAreHeardOf) {
  const auto ribbon = [](int64_t cards) {
    return [cards](printers::PrinterRow& printer) {
      printer.clear_supplies();
      printer.add_supplies()->set_kind(printers::v1::SUPPLY_KIND_RIBBON);
      printer.mutable_supplies(0)->set_cards_left(cards);
    };
  };
  ChangePrinter(ribbon(99));
  EXPECT_EQ(Overview().printers_supply_low(), 1);
  EXPECT_EQ(Overview().printers_supply_empty(), 0);
  ChangePrinter(ribbon(0), scheduler::kOtherStation);
  EXPECT_EQ(Overview().printers_supply_low(), 2);
  EXPECT_EQ(Overview().printers_supply_empty(), 1);
  EXPECT_EQ(Overview().printers_down(), 1);
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(Overview().printers_supply_low(), 0);
}

TEST_F(ReportsTest, ThePrintersThatWorkAreMeasuredTogether) {
  const auto prints_every = [this](absl::Duration gap) {
    return [this, gap](printers::PrinterRow& printer) {
      for (int i = 10; i >= 0; --i) {
        printer.add_recent_prints_micros(absl::ToUnixMicros(clock_.Now() - i * gap));
      }
    };
  };
  ChangePrinter(prints_every(absl::Seconds(30)));
  ChangePrinter(prints_every(absl::Seconds(60)), scheduler::kOtherStation);
  EXPECT_DOUBLE_EQ(Overview().measured_per_hour(), 180);
  clock_.Advance(absl::Minutes(5));
  EXPECT_EQ(Overview().measured_per_hour(), 0) << "nobody knows what a silent printer can do";
}

TEST_F(ReportsTest, AfterTheLastCardTheRateFallsToNoughtAndTheStationIsSilent) {
  GivenBlanks(scheduler::kRegency, 10);
  GivenRecords("r", 4);
  for (const scheduler::v1::Job& job : Take(4)) {
    clock_.Advance(absl::Seconds(10));
    Report(job, scheduler::v1::OUTCOME_PRINTED);
  }
  v1::GetOverviewResponse overview = Overview();
  EXPECT_EQ(overview.cards_per_minute(), 4);
  EXPECT_EQ(overview.measured_per_hour(), 0) << "four cards in half a minute say nothing of an hour";
  EXPECT_EQ(overview.printed_today_count(), 4);
  EXPECT_EQ(overview.printers_working(), 2);
  clock_.Advance(absl::Minutes(2));
  overview = Overview();
  EXPECT_EQ(overview.cards_per_minute(), 0);
  EXPECT_EQ(overview.printers_working(), 0);
  EXPECT_EQ(overview.printers_silent(), 2);
  EXPECT_EQ(overview.stations_silent(), 2);
  EXPECT_EQ(overview.measured_per_hour(), 0);  // nobody knows what a silent printer can do
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(Overview().printed_today_count(), 0);
  EXPECT_EQ(Overview().printed_count(), 4);
}

// WIT is two hours ahead of WIB: the same moment is another day there.
TEST_F(ReportsTest, TodayIsTheDayOfTheOffice) {
  GivenBlanks(scheduler::kRegency, 10);
  GivenRecords("r", 2);
  const std::vector<scheduler::v1::Job> jobs = Take(2);
  clock_.Set(absl::FromCivil(absl::CivilSecond(2026, 3, 2, 16, 59, 0), absl::UTCTimeZone()));  // 23:59 WIB
  Report(jobs[0], scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(Overview().printed_today_count(), 1);
  clock_.Advance(absl::Minutes(2));  // still 2 March in UTC
  EXPECT_EQ(Overview().printed_today_count(), 0);
  Report(jobs[1], scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(Overview().printed_today_count(), 1);
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
