// Stock at the end of a day: what the books said, what was booked later, and a count made later, rolled back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "services/counts/count_table.h"
#include "services/papers/papers.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"
#include "tests/support/stock_fixture.h"

namespace blangko::papers {
namespace {

using stock::kDinas;
using testing::HasSubstr;

class StockReportTest : public testing::Test {
 protected:
  StockReportTest() {
    EXPECT_OK(world_.CreateLot("L1"));
    EXPECT_OK(world_.Receive("L1", 1000));
    report_day_ = Today();
    world_.clock.Advance(absl::Hours(24));
  }
  ~StockReportTest() override { unsetenv("BLANGKO_PLANT"); }

  common::v1::Date Today() const {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &zone));
    const absl::CivilDay day = absl::ToCivilDay(world_.clock.Now(), zone);
    common::v1::Date date;
    date.set_year(static_cast<int32_t>(day.year()));
    date.set_month(day.month());
    date.set_day(day.day());
    return date;
  }
  // A receipt whose paper has that date.
  std::string ReceiveDated(int64_t count, const common::v1::Date& date) {
    auto request =
        world_.FromOutside("maker", absl::StrCat("D-", ++documents_), {{.lot = "L1", .accepted = count}});
    *request.mutable_document_date() = date;
    return ReasonOf(world_.Take(request).status());
  }
  void Counted(int64_t unused) {
    counts::CountRow count;
    count.set_count_id("C-1");
    count.set_office(kDinas);
    count.set_state(counts::v1::Count::STATE_ENTERED);
    count.set_counted_micros(absl::ToUnixMicros(world_.clock.Now()));
    count.add_lines()->set_lot("L1");
    count.mutable_lines(0)->set_unused(unused);
    EXPECT_OK(world_.store.Update("test.count", [&](storage::Txn& txn) {
      counts::PutCount(txn, count);
      return absl::OkStatus();
    }));
  }
  v1::GetStockAtRequest Asked() const {
    v1::GetStockAtRequest request;
    request.mutable_at()->set_office(kDinas);
    *request.mutable_at()->mutable_date() = report_day_;
    return request;
  }
  v1::GetStockAtResponse At() {
    const auto response = papers_.StockAt(world_.ActOf("at"), Asked());
    EXPECT_OK(response);
    return response.value_or(v1::GetStockAtResponse());
  }

  stock::Pelalawan world_;
  Papers papers_{world_.store};
  common::v1::Date report_day_;
  int documents_ = 0;
};

TEST_F(StockReportTest, PiecesAndRupiahAreWhatTheBooksSaidThatDay) {
  ASSERT_OK(world_.Send(world_.Sending("99", {{"L1", 100}})));
  const auto at = At();
  ASSERT_EQ(at.lines_size(), 1);
  EXPECT_EQ(at.lines(0).pieces(), 1000);
  EXPECT_EQ(at.lines(0).value_idr(), 10'182'000);
  EXPECT_EQ(at.later_size(), 0);
  EXPECT_FALSE(at.lines(0).has_rolled_back());
}

TEST_F(StockReportTest, ADocumentOfThatDayBookedLaterIsListedApart) {
  EXPECT_EQ(ReceiveDated(50, report_day_), "");
  EXPECT_EQ(ReceiveDated(70, Today()), "");
  const auto at = At();
  EXPECT_EQ(at.lines(0).pieces(), 1000);
  EXPECT_EQ(at.lines(0).later_pieces(), 50);
  ASSERT_EQ(at.later_size(), 1);
  EXPECT_EQ(at.later(0).pieces(), 50);
  EXPECT_EQ(at.later(0).account(), "RECEIVED");
}

TEST_F(StockReportTest, ACountMadeLaterIsRolledBack) {
  EXPECT_EQ(ReceiveDated(50, report_day_), "");  // it lay there on the day already
  EXPECT_EQ(ReceiveDated(70, Today()), "");
  ASSERT_OK(world_.Send(world_.Sending("99", {{"L1", 100}})));
  Counted(1000 + 50 + 70 - 100 - 3);
  world_.clock.Advance(absl::Hours(1));
  ASSERT_OK(world_.Receive("L1", 500));  // after the count
  const auto at = At();
  EXPECT_EQ(at.lines(0).rolled_back(), 1047);
  EXPECT_EQ(at.lines(0).difference(), -3);
}

TEST_F(StockReportTest, ADocumentOfTomorrowIsRefused) {
  common::v1::Date tomorrow = Today();
  tomorrow.set_year(tomorrow.year() + 1);
  EXPECT_EQ(ReceiveDated(50, tomorrow), "INVALID_FIELD");
  common::v1::Date never = report_day_;
  never.set_month(2);
  never.set_day(31);
  EXPECT_EQ(ReceiveDated(50, never), "INVALID_FIELD");
}

TEST_F(StockReportTest, WhatCannotBeAskedIsRefused) {
  auto request = Asked();
  request.mutable_at()->mutable_date()->set_year(2150);
  EXPECT_EQ(ReasonOf(papers_.StockAt(world_.ActOf("x"), request).status()), "INVALID_FIELD");
  request = Asked();
  request.mutable_at()->set_office("14.99");
  EXPECT_EQ(ReasonOf(papers_.StockAt(world_.ActOf("x"), request).status()), "UNKNOWN_OFFICE");
  access::Act act = world_.ActOf("x");
  act.actor.scope = stock::kBunut;
  EXPECT_EQ(ReasonOf(papers_.StockAt(act, Asked()).status()), "OUT_OF_SCOPE");
}

TEST_F(StockReportTest, ThePaperHasTheSameNumbersAsCsv) {
  v1::SetPaperSettingsRequest settings;
  settings.mutable_settings()->set_office(kDinas);
  settings.mutable_settings()->add_letterhead("DINAS");
  settings.mutable_settings()->set_place("Pangkalan Kerinci");
  ASSERT_OK(papers_.SetSettings(world_.ActFor(settings), settings));
  EXPECT_EQ(ReceiveDated(50, report_day_), "");
  v1::IssuePaperRequest issue;
  issue.set_kind(v1::PAPER_KIND_STOCK_REPORT);
  *issue.mutable_stock_report() = Asked().at();
  const auto paper = papers_.Issue(world_.ActFor(issue), issue);
  ASSERT_OK(paper);
  v1::GetPaperRequest get;
  get.set_paper_id(paper->paper().paper_id());
  get.set_format(v1::PAPER_FORMAT_CSV);
  const auto csv = papers_.Get(world_.actor, get);
  ASSERT_OK(csv);
  EXPECT_THAT(csv->content(), HasSubstr("10182000"));
  get.set_format(v1::PAPER_FORMAT_PDF);
  const auto pdf = papers_.Get(world_.actor, get);
  ASSERT_OK(pdf);
  EXPECT_THAT(pdf->content(), testing::StartsWith("%PDF"));
}

TEST_F(StockReportTest, PlantedALaterPostingCountedAtTheDateIsCaught) {
  EXPECT_EQ(ReceiveDated(50, report_day_), "");
  setenv("BLANGKO_PLANT", "later-posting-counted-at-the-date", 1);
  EXPECT_EQ(At().lines(0).pieces(), 1050);  // caught: the books said 1,000
}

}  // namespace
}  // namespace blangko::papers
