// Tanjungpinang 2018: a degraded server cuts printing from 300 to 200 cards a day and then to none, 70 applicants come
// each day. Tanjungpinang 2017: 7,000 blanks, and records captured a year ago that never reached the centre.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/scenarios/scenario.h"

namespace blangko::scenarios {
namespace {

using records::v1::RECORD_STATE_NOT_READY;
using records::v1::RECORD_STATE_PRINTED;

std::vector<CaseRow> CapturedOn(absl::CivilDay day, const std::vector<CaseRow>& rows) {
  std::vector<CaseRow> some;
  for (const CaseRow& row : rows) {
    if (absl::CivilDay(row.recorded) == day) some.push_back(row);
  }
  return some;
}

class Tanjungpinang2018 : public Scenario {
 protected:
  void SetUp() override {
    const CaseSpec spec = *cases::FindCase("tanjungpinang-2018");
    Begin(spec, absl::CivilMinute(2018, 7, 2, 8, 0));
    rows_ = cases::MakeRows(spec);
    std::vector<CaseRow> waiting;
    for (const CaseRow& row : rows_) {
      if (row.recorded < absl::CivilMinute(2018, 7, 1)) waiting.push_back(row);
    }
    ImportRows(waiting);
    ReceiveBlanks(spec.blanks);
    station_ = &AddStation("dinas-1", {regency()});
  }

  // One working day: 70 people come, the machine does what it can. How many cards came out.
  size_t WorkDay(int day, int32_t capacity) {
    Set(absl::CivilMinute(2018, 7, day, 16, 0));
    today_ = OldestFirst(CapturedOn(absl::CivilDay(2018, 7, day), rows_));
    ImportRows(today_);
    EXPECT_TRUE(office().SetPrinter("dinas-1", capacity == 0, capacity).ok());
    const auto printed = station_->PrintUpTo(5000);
    return printed.ok() ? printed->size() : 0;
  }

  // Days until the newest applicant's card at that many cards a day.
  int64_t DaysForTheNewest(int64_t cards_a_day) {
    return (*office().RankOf(today_.back().record_id) + cards_a_day) / cards_a_day;
  }

  std::vector<CaseRow> rows_;
  std::vector<CaseRow> today_;
  support::StationClient* station_ = nullptr;
};

TEST_F(Tanjungpinang2018, BacklogAndRankTellTheTruthWhileTheServerDegrades) {
  ASSERT_EQ(*office().CountWaiting(regency()), 1000);
  EXPECT_EQ(WorkDay(2, 300), 300u);
  EXPECT_EQ(station_->empty_reason(), "DUTY_LIMIT_REACHED");
  EXPECT_EQ(*office().CountWaiting(regency()), 770);
  EXPECT_EQ(WorkDay(3, 300), 300u);
  EXPECT_EQ(*office().CountWaiting(regency()), 540);
  EXPECT_EQ(DaysForTheNewest(300), 2);
  EXPECT_EQ(WorkDay(4, 200), 200u);
  EXPECT_EQ(*office().CountWaiting(regency()), 410);
  EXPECT_EQ(DaysForTheNewest(200), 3);
  EXPECT_EQ(*office().RankOf(today_.back().record_id), 409);
}

TEST_F(Tanjungpinang2018, WithoutPrintingTheQueueOnlyGrowsAndKeepsItsOrder) {
  const Ids before = ReadyIds(regency());
  const int64_t blanks = Available(regency());
  for (const int day : {2, 3, 4}) EXPECT_EQ(WorkDay(day, 0), 0u);
  const Ids after = ReadyIds(regency());
  ASSERT_EQ(after.size(), 1210u);
  EXPECT_EQ(Ids(after.begin(), after.begin() + 1000), before);
  EXPECT_TRUE(InOrderOfCapture(after, rows_));
  EXPECT_EQ(Available(regency()), blanks);
}

class Tanjungpinang2017 : public Scenario {
 protected:
  void SetUp() override {
    const CaseSpec spec = *cases::FindCase("tanjungpinang-2017");
    Begin(spec, absl::CivilMinute(2017, 12, 11, 8, 0));
    rows_ = cases::MakeRows(spec);
    ImportRows(rows_);
    ReceiveBlanks(spec.blanks);
    station_ = &AddStation("dinas-1", {regency()});
  }

  const CaseRow& Oldest(bool print_ready) const {
    return *std::min_element(rows_.begin(), rows_.end(), [print_ready](const CaseRow& a, const CaseRow& b) {
      if (a.IsPrintReady() != b.IsPrintReady()) return a.IsPrintReady() == print_ready;
      return a.recorded < b.recorded;
    });
  }

  std::vector<CaseRow> rows_;
  support::StationClient* station_ = nullptr;
};

TEST_F(Tanjungpinang2017, AWeekOldClearedRecordPrintsAndAYearOldOneAtTheCentreDoesNot) {
  const auto printed = station_->PrintUpTo(10000);
  ASSERT_OK(printed);
  EXPECT_EQ(*printed, IdsOf(OldestFirst(rows_)));
  EXPECT_EQ(station_->empty_reason(), "NO_RECORDS");
  EXPECT_EQ(Available(regency()), 7000 - 1350);

  const CaseRow& year_old = Oldest(false);
  EXPECT_EQ(office().GetRecord(year_old.record_id)->state(), RECORD_STATE_NOT_READY);
  const auto explained = office().Explain(year_old.record_id);
  ASSERT_OK(explained);
  EXPECT_EQ(explained->gate(), "UPSTREAM");
  EXPECT_FALSE(explained->has_rank());
  EXPECT_THAT(explained->waits_for(), testing::Contains("UPSTREAM"));
  ExpectExactEquation();
}

TEST_F(Tanjungpinang2017, OnceClearedTheYearOldRecordComesFirst) {
  CaseRow cleared = Oldest(false);
  cleared.upstream_status = "PRINT_READY_RECORD";
  ImportRows({cleared});
  EXPECT_EQ(*office().RankOf(cleared.record_id), 0);
  const auto printed = station_->PrintUpTo(1);
  ASSERT_OK(printed);
  EXPECT_EQ(*printed, Ids{cleared.record_id});
  EXPECT_EQ(office().GetRecord(cleared.record_id)->state(), RECORD_STATE_PRINTED);
}

}  // namespace
}  // namespace blangko::scenarios
