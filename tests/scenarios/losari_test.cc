// Losari, November 2011: 22.5 hours without the data centre; 100 people are carried over to Tuesday and served first.
#include <algorithm>

#include "tests/scenarios/scenario.h"

namespace blangko::scenarios {
namespace {

class Losari : public Scenario {
 protected:
  void SetUp() override {
    const CaseSpec spec = *cases::FindCase("losari");
    Begin(spec, absl::CivilMinute(2011, 11, 14, 16, 0));
    for (const CaseRow& row : OldestFirst(cases::MakeRows(spec))) {
      (row.recorded < absl::CivilMinute(2011, 11, 15) ? monday_ : tuesday_).push_back(row);
    }
    ReceiveBlanks(spec.blanks);
    station_ = &AddStation("losari-1", {regency()});
  }

  std::vector<CaseRow> monday_;
  std::vector<CaseRow> tuesday_;
  support::StationClient* station_ = nullptr;
};

TEST_F(Losari, MondaysHundredComeFirstOnTuesday) {
  ASSERT_EQ(monday_.size(), 100u);
  ImportRows(monday_);
  Set(absl::CivilMinute(2011, 11, 15, 16, 0));
  ImportRows(tuesday_);
  const auto printed = station_->PrintUpTo(1000);
  ASSERT_OK(printed);
  ASSERT_EQ(printed->size(), 180u);
  const Ids monday = IdsOf(monday_);
  EXPECT_TRUE(std::is_permutation(monday.begin(), monday.end(), printed->begin()));
  std::vector<CaseRow> all = monday_;
  all.insert(all.end(), tuesday_.begin(), tuesday_.end());
  EXPECT_TRUE(InOrderOfCapture(*printed, all));
}

// The scheduled village's list is there first; the people of Monday still come before it.
TEST_F(Losari, TheOrderOfTheListsDoesNotMatter) {
  Set(absl::CivilMinute(2011, 11, 15, 16, 0));
  ImportRows(tuesday_);
  ImportRows(monday_);
  EXPECT_EQ(*office().RankOf(tuesday_.front().record_id), 100);
  const auto printed = station_->PrintUpTo(100);
  ASSERT_OK(printed);
  const Ids monday = IdsOf(monday_);
  EXPECT_TRUE(std::is_permutation(printed->begin(), printed->end(), monday.begin()));
}

// What was permitted when the link went down stays permitted: it is printed once, whoever asks meanwhile.
TEST_F(Losari, PermittedCardsSurviveTheOutageAndAreNotGivenAgain) {
  ImportRows(monday_);
  const auto given = station_->Exchange({}, scheduler::v1::OUTCOME_UNSPECIFIED, 5);
  ASSERT_OK(given);
  ASSERT_EQ(given->jobs_size(), 5);
  Set(absl::CivilMinute(2011, 11, 15, 16, 0));
  RestartServer();
  support::StationClient& other = AddStation("losari-2", {regency()});
  const auto by_other = other.PrintUpTo(1000);
  ASSERT_OK(by_other);
  EXPECT_EQ(by_other->size(), 95u);
  const auto late =
      station_->Report({given->jobs().begin(), given->jobs().end()}, scheduler::v1::OUTCOME_PRINTED);
  ASSERT_OK(late);
  for (const auto& result : late->results()) EXPECT_TRUE(result.booked() && !result.incident());
  ExpectExactEquation();
}

}  // namespace
}  // namespace blangko::scenarios
