// Cards that were printed before the office began: handed over, never printed again, rejected without a blank.
#include "services/opening/opening_fixture.h"
#include "services/opening/validate_opening.h"
#include "services/records/flow.h"

namespace blangko::opening {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// ---- cards

TEST_F(OpeningTest, ACardFromBeforeIsHandedOverAndNeverPrintedAgain) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001", "r002"}), "2 in");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 5);
  EXPECT_EQ(Ids(Take(5)), std::vector<std::string>{"r003"});
  EXPECT_EQ(HandOver("r001"), "");
  EXPECT_EQ(State("r001"), "HANDED_OVER");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_CONSUMED), 0);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, CardsThatDoNotFitAreRefusedOneByOne) {
  GivenRecords("r", 4);
  GivenRecord("far", {.site = kLangkai});
  GivenBlanks(kRegency, 5);
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(AddCards({"r001", "r002", "nobody", "", "r003", "r002"}, kRegency),
            "2 in; 1: RECORD_NOT_FOR_OPENING; 3: UNKNOWN_RECORD; 4: INVALID_FIELD");
  EXPECT_EQ(State("r004"), "READY");
  EXPECT_EQ(AddCards({"far"}, kRegency), "3 in");  // below the regency
  auto elsewhere = CardsOf({"r004"}, kLangkai);
  const access::Act act = Person(elsewhere);
  EXPECT_EQ(Told(openings_.AddCards(act, elsewhere), 0), "0 in; 1: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, WhatIsBeingPrintedOrHeldForADeadPersonIsRefused) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  Take(1);
  EXPECT_OK(store_.Update("test.hold", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const auto before, records::GetRecord(txn, "r002"));
    auto after = before;
    after.set_state(rows::v1::RECORD_STATE_HELD);
    after.mutable_hold()->set_reason("DIED");
    return records::RecordTable(txn, &heads_).Put(before, after, clock_.Now());
  }));
  EXPECT_EQ(AddCards({"r001", "r002", "r003"}), "1 in; 1: RECORD_NOT_FOR_OPENING; 2: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, TheSameCardAgainChangesNothing) {
  GivenRecords("r", 1);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(Record("r001").attempts_size(), 1);
  auto moved = CardsOf({"r001"});
  moved.mutable_cards(0)->set_place("rak 4");
  const access::Act act = Person(moved);
  EXPECT_EQ(Told(openings_.AddCards(act, moved), 1), "1 in; 1: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, FiftyCardsOfFiftyDaysFitIntoOneRequest) {
  GivenRecords("r", kItemsMax);
  std::vector<std::string> ids;
  for (int i = 1; i <= kItemsMax; ++i) ids.push_back(absl::StrCat("r", absl::Dec(i, absl::kZeroPad3)));
  EXPECT_EQ(AddCards(ids), "50 in");
  ids.push_back("r001");
  EXPECT_EQ(AddCards(ids), "INVALID_FIELD");
  const auto first = openings_.Cards(reader_, kRegency, {.size = 30, .after = ""});
  ASSERT_OK(first);
  EXPECT_EQ(first->rows.size(), 30U);
  const auto rest = openings_.Cards(reader_, kRegency, {.size = 30, .after = first->next});
  ASSERT_OK(rest);
  EXPECT_EQ(rest->rows.size(), 20U);
  EXPECT_EQ(rest->next, "");
}

// It took no blank, so that none is spoiled: the card goes to those that were taken back.
TEST_F(OpeningTest, ABadCardFromBeforeIsRejectedWithoutABlank) {
  GivenRecords("r", 1);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  scheduler::v1::RejectCardRequest request;
  request.set_record_id("r001");
  request.set_attempt(1);
  request.set_cause("CACAT");
  const access::Act act = Sign(request, Staff());
  EXPECT_OK(scheduler_.RejectCard(act, request));
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 0);
  EXPECT_THAT(Held(stock::kWithdrawnCards), ElementsAre("r001 1 CACAT"));
  EXPECT_EQ(Ids(Take(1)), std::vector<std::string>{"r001"});
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, CardsFromBeforeAreNoWorkOfThisDay) {
  GivenRecords("r", 2);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  int64_t printed = 0;
  EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
    return records::VisitFlow(snapshot, kRegency, 0, [&](const records::FlowPoint& point, int64_t count) {
      if (point.event == records::FlowEvent::kPrinted) printed += count;
    });
  }));
  EXPECT_EQ(printed, 1);
}

}  // namespace
}  // namespace blangko::opening
