// Caps, shares, the reserve, lanes and presence, as pulls see them.
#include "services/records/record_view.h"
#include "services/scheduler/turns_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TurnsTest : public TurnsFixture {
 protected:
  // The reason in the log entry of a record's newest grant.
  std::string TraceOf(const std::string& id) {
    const RecordRow record = Record(id);
    auto view = storage::ViewFor<records::v1::Record>(
        store_, [&](storage::Snapshot& snapshot) { return records::FullView(snapshot, record); });
    EXPECT_OK(view);
    return view.ok() && !view->history().empty() ? view->history(view->history_size() - 1).reason() : "";
  }
};

TEST_F(TurnsTest, ACapEndsTheDayOfItsClassAndSaysSo) {
  rows::v1::Policy policy = ThreeClasses();
  policy.mutable_classes(0)->set_daily_cap(2);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 20);
  GivenRecords("a", 4);
  GivenRecords("b", 2, {.first_card = false});
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("a001", "a002", "b001", "b002"));
  EXPECT_THAT(TraceOf("b001"), HasSubstr("a003 CAP_USED_UP"));
  EXPECT_EQ(WhyEmpty(), "CAP_USED_UP");
  EXPECT_EQ(GrantedToday(), 4);
  clock_.Advance(absl::Hours(15));  // 23:00 at Pelalawan, the same day, past midnight of UTC
  EXPECT_EQ(WhyEmpty(), "CAP_USED_UP");
  clock_.Advance(absl::Hours(2));
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("a003", "a004"));
}

TEST_F(TurnsTest, WhatComesBackUnusedIsNotCountedAndASpoilIs) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_daily_cap(2);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 20);
  GivenRecords("a", 5);
  const std::vector<v1::Job> jobs = Pull(5);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(Release(jobs[0]), "");
  EXPECT_EQ(GrantedToday(), 1);
  const std::vector<v1::Job> again = Take(5);
  ASSERT_THAT(Ids(again), ElementsAre("a001"));
  Report(again[0], v1::OUTCOME_SPOILED);
  EXPECT_EQ(GrantedToday(), 2);
  EXPECT_EQ(WhyEmpty(), "CAP_USED_UP");
  clock_.Advance(absl::Minutes(11));
  Reclaim();  // a002
  EXPECT_EQ(GrantedToday(), 1);
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("a001"));
}

TEST_F(TurnsTest, WhatComesBackIsTakenOffTheDayOfItsGrant) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_daily_cap(2);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 20);
  GivenRecords("a", 5);
  const std::vector<v1::Job> jobs = Take(2);
  ASSERT_EQ(jobs.size(), 2u);
  clock_.Advance(absl::Hours(24));
  ASSERT_EQ(Take(1).size(), 1u);
  Report(jobs[0], v1::OUTCOME_RELEASED);
  EXPECT_EQ(GrantedToday(), 1);
}

TEST_F(TurnsTest, HoldAndCancelBeforeTheStartGiveTheCountBack) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_daily_cap(5);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 20);
  GivenRecords("a", 2);
  ASSERT_EQ(Pull(2).size(), 2u);
  EXPECT_EQ(GrantedToday(), 2);
  records::v1::HoldRecordRequest hold;
  hold.set_record_id("a001");
  const access::Act act = Sign(hold, Staff());
  EXPECT_OK(records_.Hold(act, hold));
  records::v1::CancelRecordRequest cancel;
  cancel.set_record_id("a002");
  cancel.set_reason("uji");
  const access::Act second = Sign(cancel, Staff());
  EXPECT_OK(records_.Cancel(second, cancel));
  EXPECT_EQ(GrantedToday(), 0);
}

TEST_F(TurnsTest, SharesGoOnOverDaysAndPulls) {
  rows::v1::Policy policy = ThreeClasses();
  policy.mutable_classes(0)->set_share(60);
  policy.mutable_classes(1)->set_share(40);
  policy.mutable_classes(1)->set_rank(1);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 50);
  GivenRecords("a", 20);
  GivenRecords("b", 20, {.first_card = false});
  int first = 0;
  for (int i = 0; i < 10; ++i) {
    const std::vector<v1::Job> jobs = Pull(1);
    ASSERT_EQ(jobs.size(), 1u);
    first += jobs[0].class_id() == 1 ? 1 : 0;
    clock_.Advance(absl::Hours(24));
  }
  EXPECT_EQ(first, 6);
  EXPECT_EQ(State().classes(1).served() + State().classes(2).served(), 10);
}

TEST_F(TurnsTest, AnotherVersionBeginsAnotherBook) {
  rows::v1::Policy policy = ThreeClasses();
  policy.mutable_classes(0)->set_share(50);
  policy.mutable_classes(1)->set_share(50);
  policy.mutable_classes(1)->set_rank(1);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 50);
  GivenRecords("a", 3);
  ASSERT_EQ(Pull(3).size(), 3u);
  EXPECT_EQ(State().classes(1).served() + State().classes(2).served(), 3);
  clock_.Advance(absl::Minutes(1));
  GivenPolicy(policy);
  EXPECT_EQ(State().classes(1).served(), 0);
  EXPECT_EQ(GrantedToday(), 3);
}

TEST_F(TurnsTest, AKeptShareAndAReserveSaySo) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_unused_share(v1::UNUSED_SHARE_KEPT);
  policy.mutable_classes(0)->set_share(50);
  policy.mutable_classes(1)->set_share(50);
  policy.mutable_classes(1)->set_rank(1);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 4);
  EXPECT_THAT(Ids(Pull(4)), ElementsAre("a001"));
  EXPECT_EQ(WhyEmpty(), "SHARE_KEPT");
  policy.set_unused_share(v1::UNUSED_SHARE_TO_OTHERS);
  policy.set_reserve_floor(8);
  clock_.Advance(absl::Minutes(1));
  GivenPolicy(policy);
  EXPECT_THAT(Ids(Pull(4)), ElementsAre("a002"));
  EXPECT_EQ(WhyEmpty(), "RESERVE_KEPT");
}

TEST_F(TurnsTest, LowRibbonIsForSomeClassesOnly) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_supply_low_cards(50);
  policy.mutable_classes(2)->set_while_supply_low(true);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 3);
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_supply_room(49); });
  EXPECT_EQ(WhyEmpty(), "SUPPLY_FOR_OTHERS");
  EXPECT_OK(Lane("a003", v1::LANE_URGENT, Staff()));
  EXPECT_THAT(Ids(Pull(3)), ElementsAre("a003"));
  EXPECT_THAT(TraceOf("a003"), testing::Not(HasSubstr("a001")));  // the urgent go first in any case
  ChangePrinter([](printers::PrinterRow& printer) { printer.set_supply_room(60); });
  EXPECT_THAT(Ids(Pull(3)), ElementsAre("a001", "a002"));
}

TEST_F(TurnsTest, OnPresenceOnlyWhoIsThereIsServedInOrder) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_print_mode(v1::PRINT_MODE_ON_PRESENCE);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 5);
  EXPECT_EQ(WhyEmpty(), "NOBODY_PRESENT");
  EXPECT_EQ(Present("a004"), "");
  EXPECT_EQ(Present("a002"), "");
  EXPECT_EQ(Present("a003"), "");
  EXPECT_EQ(Present("a003", true), "");
  EXPECT_THAT(Ids(Pull(5)), ElementsAre("a002", "a004"));
  EXPECT_THAT(TraceOf("a002"), HasSubstr("a001 NOBODY_PRESENT"));
}

TEST_F(TurnsTest, PresenceEndsWithTheDay) {
  rows::v1::Policy policy = ThreeClasses();
  policy.set_print_mode(v1::PRINT_MODE_ON_PRESENCE);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 3);
  EXPECT_EQ(Present("a002"), "");
  clock_.Advance(absl::Hours(16) + absl::Minutes(1));  // past midnight
  EXPECT_EQ(WhyEmpty(), "NOBODY_PRESENT");
  EXPECT_THAT(records_.WakeDue(clock_.Now(), 100), IsOkAndHolds(1u));
  EXPECT_EQ(Record("a002").present_day(), 0);
  EXPECT_THAT(records_.WakeDue(clock_.Now(), 100), IsOkAndHolds(0u));
  EXPECT_EQ(Present("a003"), "");
  EXPECT_THAT(Ids(Pull(3)), ElementsAre("a003"));
}

TEST_F(TurnsTest, MarksChangeNothingWhereWhoeverIsReadyIsServed) {
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 4);
  EXPECT_EQ(Present("a003"), "");
  records::v1::GetRankRequest request;
  request.set_record_id("a004");
  const auto rank = records_.Rank(Staff(), request);
  ASSERT_OK(rank);
  EXPECT_EQ(rank->rank(), 3);
  EXPECT_EQ(rank->line_length(), 4);
  EXPECT_THAT(Ids(Pull(4)), ElementsAre("a001", "a002", "a003", "a004"));
}

TEST_F(TurnsTest, AnUrgentRecordGoesFirstWithAReasonAndAName) {
  rows::v1::Policy policy = ThreeClasses();
  policy.mutable_classes(2)->set_daily_cap(1);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 10);
  GivenRecords("a", 4);
  EXPECT_EQ(LaneError("a003", v1::LANE_URGENT, ""), "INVALID_FIELD");
  EXPECT_EQ(LaneError("a003", v1::LANE_URGENT, "LAIN"), "INVALID_FIELD");
  EXPECT_EQ(LaneError("a003", v1::LANE_URGENT), "");
  EXPECT_EQ(LaneError("a003", v1::LANE_URGENT), "LANE_UNCHANGED");
  EXPECT_EQ(LaneError("a004", v1::LANE_URGENT), "");
  EXPECT_THAT(Ids(Pull(2)), ElementsAre("a003", "a001"));
  EXPECT_EQ(LaneError("a003", v1::LANE_ORDINARY), "LANE_UNCHANGED");  // it does not wait
  v1::ListLaneMarksRequest request;
  request.set_office(kRegency);
  const auto listed = lanes_.List(Staff(), request, 10, "");
  ASSERT_OK(listed);
  ASSERT_EQ(listed->marks.size(), 2u);
  EXPECT_EQ(listed->marks[0].record_id(), "a003");
  EXPECT_EQ(listed->marks[0].by(), "local:budi");
  EXPECT_TRUE(listed->marks[0].has_granted_time());
  EXPECT_FALSE(listed->marks[1].has_granted_time());
  const auto page = lanes_.List(Staff(), request, 1, "");
  ASSERT_OK(page);
  const auto rest = lanes_.List(Staff(), request, 1, page->last);
  ASSERT_OK(rest);
  EXPECT_EQ(rest->marks[0].record_id(), "a004");
}

TEST_F(TurnsTest, UrgentTakesTheRightToApproveIt) {
  GivenPolicy(ThreeClasses());
  GivenRecords("a", 2);
  access::Act act = Staff();
  act.actor = {"user:ani", access::Role::kOperator, kRegency};
  act.actor.named = true;
  EXPECT_EQ(ReasonOf(Lane("a001", v1::LANE_URGENT, act).status()), "NOT_ALLOWED");
  act.request_id = ids_.Next();
  EXPECT_OK(Lane("a001", v1::LANE_MOBILE, act));
  act.request_id = ids_.Next();
  act.actor.role = access::Role::kSupervisor;
  EXPECT_OK(Lane("a001", v1::LANE_URGENT, act));
}

TEST_F(TurnsTest, ExplainCountsByTheRuleThatGrants) {
  rows::v1::Policy policy = ThreeClasses();
  policy.mutable_classes(0)->set_share(50);
  policy.mutable_classes(1)->set_share(50);
  policy.mutable_classes(1)->set_rank(1);
  policy.mutable_classes(1)->set_daily_cap(1);
  GivenPolicy(policy);
  GivenBlanks(kRegency, 50);
  GivenRecords("a", 10);
  GivenRecords("b", 10, {.first_card = false});
  const auto explained = [&](const std::string& id) {
    v1::ExplainRecordRequest request;
    request.set_record_id(id);
    auto answer = scheduler_.Explain(Staff(), request);
    EXPECT_OK(answer);
    return answer.value_or(v1::ExplainRecordResponse());
  };
  EXPECT_EQ(explained("a001").ahead(), 0);
  EXPECT_EQ(explained("b001").ahead(), 1);
  EXPECT_EQ(explained("b003").ahead(), 5);
  EXPECT_EQ(explained("b003").rank(), 2);
  ASSERT_EQ(Pull(2).size(), 2u);
  EXPECT_THAT(explained("b002").waits_for(), testing::Contains("CAP"));
}

}  // namespace
}  // namespace blangko::scheduler
