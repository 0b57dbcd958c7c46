// Pelalawan, May 2017: more than 15,000 people wait since September, 8,000 blanks arrive.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "tests/scenarios/scenario.h"

namespace blangko::scenarios {
namespace {

using records::v1::RECORD_STATE_HELD;
using records::v1::RECORD_STATE_NOT_READY;
using records::v1::RECORD_STATE_PRINTED;
using records::v1::RECORD_STATE_READY;

class Pelalawan : public Scenario {
 protected:
  void BeginWith(int64_t records, int64_t blanks) {
    spec_ = *cases::FindCase("pelalawan");
    if (records < cases::CountOf(spec_)) spec_ = cases::Scaled(spec_, records);
    Begin(spec_, absl::CivilMinute(2017, 6, 2, 8, 0));
    rows_ = cases::MakeRows(spec_);
    ImportRows(rows_);
    oldest_first_ = OldestFirst(rows_);
    ReceiveBlanks(blanks);
    station_ = &AddStation("dinas-1", {regency()});
  }

  Ids Print(int64_t limit) {
    auto printed = station_->PrintUpTo(limit);
    EXPECT_TRUE(printed.ok()) << printed.status();
    return printed.ok() ? *printed : Ids();
  }

  CaseSpec spec_;
  std::vector<CaseRow> rows_;
  std::vector<CaseRow> oldest_first_;
  support::StationClient* station_ = nullptr;
};

Ids Sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

TEST_F(Pelalawan, The8000OldestAndOnlyTheyGetThe8000BlanksInOrder) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(17113, 8000));
  const Ids printed = Print(20000);

  ASSERT_EQ(printed.size(), 8000u);
  EXPECT_EQ(station_->empty_reason(), "NO_BLANKS");
  EXPECT_TRUE(InOrderOfCapture(printed, rows_));
  const Ids want(IdsOf({oldest_first_.begin(), oldest_first_.begin() + 8000}));
  EXPECT_EQ(Sorted(printed), Sorted(want));

  const Ids waiting = ReadyIds(regency());
  EXPECT_EQ(waiting.size(), 7213u);
  EXPECT_TRUE(InOrderOfCapture(waiting, rows_));
  for (const size_t place : {0u, 1u, 99u, 3600u, 7212u})
    EXPECT_EQ(*office().RankOf(waiting[place]), int64_t(place));
  EXPECT_EQ(Available(regency()), 0);
  ExpectExactEquation();
}

TEST_F(Pelalawan, NotClearedRecordsGetNoneEvenIfCapturedAYearEarlier) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(1000, 900));
  EXPECT_LT(Print(2000).size(), 900u);
  const auto not_ready = office().ListRecords(regency(), {RECORD_STATE_NOT_READY});
  ASSERT_OK(not_ready);
  EXPECT_EQ(not_ready->size(), rows_.size() - oldest_first_.size());
  for (const auto& record : *not_ready) EXPECT_EQ(record.attempt(), 0u);
  const auto oldest = std::min_element(
      rows_.begin(), rows_.end(), [](const CaseRow& a, const CaseRow& b) { return a.recorded < b.recorded; });
  ASSERT_FALSE(oldest->IsPrintReady());
  EXPECT_EQ(office().GetRecord(oldest->record_id)->state(), RECORD_STATE_NOT_READY);
  EXPECT_EQ(office().Explain(oldest->record_id)->gate(), "UPSTREAM");
}

TEST_F(Pelalawan, ALaterImportDoesNotJump) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(600, 100));
  const Ids before = ReadyIds(regency());
  CaseSpec later = cases::Scaled(*cases::FindCase("pelalawan"), 50);
  later.id_prefix = "JUN";
  later.seed = 7;
  later.groups = {{50, later.groups[0].statuses, absl::CivilDay(2017, 6, 1), absl::CivilDay(2017, 6, 1)}};
  ImportRows(cases::MakeRows(later));
  const Ids after = ReadyIds(regency());
  ASSERT_EQ(after.size(), before.size() + 50);
  EXPECT_EQ(Ids(after.begin(), after.begin() + static_cast<ptrdiff_t>(before.size())), before);
  EXPECT_EQ(Print(1000), Ids(before.begin(), before.begin() + 100));
}

TEST_F(Pelalawan, TheSameListAgainChangesNothing) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(600, 100));
  Print(40);
  const Ids before = ReadyIds(regency());
  ImportRows(rows_);
  EXPECT_EQ(ReadyIds(regency()), before);
  ExpectExactEquation();
}

TEST_F(Pelalawan, ARestartOfTheServerInTheMiddleChangesNothing) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(600, 300));
  const Ids want = ReadyIds(regency());
  Ids printed = Print(120);
  RestartServer();
  const Ids rest = Print(1000);
  printed.insert(printed.end(), rest.begin(), rest.end());
  EXPECT_EQ(printed, Ids(want.begin(), want.begin() + 300));
  ExpectExactEquation();
}

TEST_F(Pelalawan, TheRecordThatAlwaysSpoilsStopsAtItsLimit) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(600, 50));
  const std::string bad = ReadyIds(regency()).front();
  for (int spoiled = 0; spoiled < 2; ++spoiled) {
    const auto given = station_->Exchange({}, scheduler::v1::OUTCOME_UNSPECIFIED, 1);
    ASSERT_OK(given);
    ASSERT_EQ(given->jobs_size(), 1);
    EXPECT_EQ(given->jobs(0).record_id(), bad) << "a spoiled record keeps its place";
    ASSERT_OK(station_->Report({given->jobs(0)}, scheduler::v1::OUTCOME_SPOILED));
  }
  const auto record = office().GetRecord(bad);
  EXPECT_EQ(record->state(), RECORD_STATE_HELD);
  EXPECT_EQ(record->hold().reason(), "GAGAL_BERULANG");
  const Ids printed = Print(1000);
  EXPECT_EQ(printed.size(), 48u);
  EXPECT_THAT(printed, testing::Not(testing::Contains(bad)));
  EXPECT_EQ(office().Equation(regency())->spoiled(), 2);
  ExpectExactEquation();
}

TEST_F(Pelalawan, NoBlankIsUsedWhileThePrintServerIsDown) {
  ASSERT_NO_FATAL_FAILURE(BeginWith(600, 100));
  const Ids line = ReadyIds(regency());
  ASSERT_OK(office().SetPrinter("dinas-1", true, 0));
  EXPECT_TRUE(Print(10).empty());
  EXPECT_EQ(station_->empty_reason(), "PRINTER_HELD");
  EXPECT_EQ(Available(regency()), 100);
  EXPECT_EQ(ReadyIds(regency()), line);
  ASSERT_OK(office().SetPrinter("dinas-1", false, 0));
  EXPECT_EQ(Print(10), Ids(line.begin(), line.begin() + 10));
}

}  // namespace
}  // namespace blangko::scenarios
