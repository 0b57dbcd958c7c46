#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/movements/case_limit.h"
#include "services/movements/case_table.h"
#include "services/movements/movements_fixture.h"

namespace blangko::movements {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_QUARANTINED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class CasesOfDifferencesTest : public MovementsFixture {
 protected:
  // 100 sent: 90 good, 4 torn, 6 missing, and 3 too many.
  const std::string case_ =
      Take("00", {{.lot = "A", .accepted = 90, .rejected = 4, .missing = 6, .surplus = 3}});
};

TEST_F(CasesOfDifferencesTest, AReceiptThatDiffersOpensACase) {
  const auto open = OpenCases();
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open[0].case_id(), case_);
  EXPECT_EQ(open[0].from_office(), "00");
  ASSERT_EQ(open[0].lines_size(), 1);
  EXPECT_EQ(open[0].lines(0).open_missing_count(), 6);
  EXPECT_EQ(open[0].lines(0).open_rejected_count(), 4);
  EXPECT_EQ(open[0].lines(0).open_surplus_count(), 3);
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 13);
  EXPECT_FALSE(open[0].overdue());
  at_.clock.Advance(absl::Hours(24 * kCaseDays) + absl::Seconds(1));
  EXPECT_TRUE(OpenCases()[0].overdue());
}

TEST_F(CasesOfDifferencesTest, AReceiptThatAgreesOpensNone) {
  Take("00", {{.lot = "A", .accepted = 5}});
  EXPECT_THAT(OpenCases(), SizeIs(1));
}

TEST_F(CasesOfDifferencesTest, EveryBlankIsResolvedAndThenTheCaseIsClosed) {
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 2), "");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_GOOD, 1), "");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_SPOILED, 3), "");
  const std::string lost = Resolve(case_, v1::RESOLUTION_LOST, 4);
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 0) << "not before a second person";
  EXPECT_EQ(Approve(budi_, lost), "NOT_ALLOWED");
  EXPECT_EQ(Approve(ratna_, lost), "");
  const std::string accepted = Resolve(case_, v1::RESOLUTION_ACCEPTED, 3);
  EXPECT_THAT(OpenCases(), SizeIs(1));
  EXPECT_EQ(Approve(ratna_, accepted), "");
  EXPECT_THAT(OpenCases(), IsEmpty());
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 0);
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 4);
  EXPECT_EQ(Blanks("A", ACCOUNT_SPOILED_HELD), 3);
  EXPECT_EQ(Blanks("A", ACCOUNT_AVAILABLE), 1000 + 90 + 2 + 1 + 3);
  EXPECT_EQ(Blanks("A", rows::v1::ACCOUNT_UNEXPLAINED), 3) << "until a count";
  ASSERT_OK_AND_ASSIGN(const auto ended, movements_.GetCase(at_.actor, case_, at_.clock.Now()));
  ASSERT_EQ(ended.steps_size(), 5);
  EXPECT_EQ(ended.steps(3).by(), "account:budi");
  EXPECT_EQ(ended.steps(3).second_actor(), "account:ratna");
}

TEST_F(CasesOfDifferencesTest, NoMoreIsResolvedThanIsOpenOfThatKind) {
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 7), "CASE_HAS_FEWER");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_ACCEPTED, 4), "CASE_HAS_FEWER");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 0), "INVALID_FIELD");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_UNSPECIFIED, 1), "INVALID_FIELD");
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 1, "B"), "INVALID_FIELD");
  EXPECT_EQ(Resolve("nothing", v1::RESOLUTION_FOUND, 1), "UNKNOWN_CASE");
  EXPECT_EQ(Blanks("A", ACCOUNT_QUARANTINED), 13);
}

TEST_F(CasesOfDifferencesTest, WhatWasResolvedMeanwhileIsNotApprovedAgain) {
  const std::string lost = Resolve(case_, v1::RESOLUTION_LOST, 6);
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 1), "");
  EXPECT_EQ(Approve(ratna_, lost), "CASE_HAS_FEWER");
  EXPECT_EQ(Blanks("A", ACCOUNT_LOST), 0);
}

TEST_F(CasesOfDifferencesTest, APersonFromElsewhereNeitherSeesNorResolves) {
  access::Actor other = budi_;
  other.scope = "31.71";
  EXPECT_EQ(ReasonOf(movements_.GetCase(other, case_, at_.clock.Now()).status()), "UNKNOWN_CASE");
  v1::ResolveCaseRequest request;
  request.set_case_id(case_);
  request.set_lot("A");
  request.set_resolution(v1::RESOLUTION_FOUND);
  request.set_count(1);
  request.set_note("x");
  EXPECT_EQ(ReasonOf(movements_.Resolve(ActOf(other, request), request).status()), "UNKNOWN_CASE");
}

TEST_F(CasesOfDifferencesTest, ACaseThatClosesWithBlanksLeftIsFound) {
  setenv("BLANGKO_PLANT", "case-closed-with-blanks-left", 1);
  EXPECT_EQ(Resolve(case_, v1::RESOLUTION_FOUND, 2), "");
  unsetenv("BLANGKO_PLANT");
  const bool caught = OpenCases().empty() && Blanks("A", ACCOUNT_QUARANTINED) > 0;
  EXPECT_TRUE(caught) << "blanks stay quarantined and no case is open";
}

TEST_F(CasesOfDifferencesTest, TheLimitOfTheOfficeAboveHoldsForNewCases) {
  v1::SetCaseLimitRequest limit;
  limit.set_office(stock::kDinas);
  limit.set_days(3);
  EXPECT_OK(movements_.SetCaseLimit(ActOf(budi_, limit), limit).status());
  Take("00", {{.lot = "A", .accepted = 9, .missing = 1}});
  at_.clock.Advance(absl::Hours(24 * 5));
  const auto open = OpenCases();
  ASSERT_EQ(open.size(), 2U);
  EXPECT_FALSE(open[0].overdue()) << "14 days";
  EXPECT_TRUE(open[1].overdue()) << "3 days";
  limit.set_days(0);
  EXPECT_EQ(ReasonOf(movements_.SetCaseLimit(ActOf(budi_, limit), limit).status()), "INVALID_FIELD");
}

TEST_F(CasesOfDifferencesTest, ANikIsRefusedUnderTheNameOfItsField) {
  v1::ResolveCaseRequest request;
  request.set_case_id(Take("00", {{.lot = "A", .accepted = 9, .missing = 1}}));
  request.set_lot("A");
  request.set_count(1);
  request.set_resolution(v1::RESOLUTION_FOUND);
  request.set_note("milik 1405020101909001");
  EXPECT_THAT(movements_.Resolve(ActOf(budi_, request), request).status().message(),
              HasSubstr("note: got 16 digits"));
  request.set_note("ada di mobil");
  request.set_document("1405020101909001");
  EXPECT_THAT(movements_.Resolve(ActOf(budi_, request), request).status().message(),
              HasSubstr("document: got 16 digits"));
}

}  // namespace
}  // namespace blangko::movements
