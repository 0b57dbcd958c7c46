// What a station hears of the cards that lie at it.
#include "services/scheduler/held_cards.h"

#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {
namespace {

using testing::IsEmpty;

class HeldCardsTest : public DoubtsFixture {
 protected:
  HeldCardsTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("R", 2);
  }
  v1::Job GivenDoubt() {
    const v1::Job job = Take(1).front();
    Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    return job;
  }
  std::vector<v1::HeldCard> Ask(const v1::JobRef& card, const std::string& station = kStation) {
    v1::ExchangeJobsRequest request = ExchangeOf({}, 0, station);
    *request.add_held() = card;
    const access::Act act = Sign(request);
    const auto response = scheduler_.Exchange(act, request);
    EXPECT_OK(response);
    return response.ok() ? std::vector<v1::HeldCard>(response->held().begin(), response->held().end())
                         : std::vector<v1::HeldCard>();
  }
};

TEST_F(HeldCardsTest, TellsTheNameAndThatNobodyHasDecided) {
  const v1::Job job = GivenDoubt();
  const std::vector<v1::HeldCard> cards = Ask(Ref(job));
  ASSERT_EQ(cards.size(), 1U);
  EXPECT_EQ(cards[0].record_id(), job.record_id());
  EXPECT_EQ(cards[0].attempt(), job.attempt());
  EXPECT_EQ(cards[0].name(), "SITI " + job.record_id());
  EXPECT_EQ(cards[0].decided(), v1::OUTCOME_UNSPECIFIED);
}

TEST_F(HeldCardsTest, TellsHowTheDoubtEnded) {
  const v1::Job printed = GivenDoubt();
  ASSERT_OK(Resolve(printed, v1::OUTCOME_PRINTED));
  EXPECT_EQ(Ask(Ref(printed))[0].decided(), v1::OUTCOME_PRINTED);
  const v1::Job missing = GivenDoubt();
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor ani = GivenPerson("ani", access::v1::ROLE_CENTRE);
  EXPECT_EQ(Approve(ani, Decide(budi, DecisionOf(missing, v1::OUTCOME_CARD_MISSING))), "");
  EXPECT_EQ(Ask(Ref(missing))[0].decided(), v1::OUTCOME_CARD_MISSING);
}

TEST_F(HeldCardsTest, AnOlderAttemptIsToldAfterANewerOne) {
  const v1::Job job = GivenDoubt();
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor sari = GivenPerson("sari", access::v1::ROLE_SUPERVISOR);
  v1::ResolveJobRequest nothing =
      DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
  v1::CountedLot& count = *nothing.add_counts();
  count.set_lot("L1");
  count.set_blank_count(10);
  EXPECT_EQ(Approve(sari, Decide(budi, nothing)), "");
  const v1::Job again = Take(1).front();
  ASSERT_EQ(again.record_id(), job.record_id());
  ASSERT_EQ(again.attempt(), 2U);
  EXPECT_EQ(Ask(Ref(job))[0].decided(), v1::OUTCOME_NOT_PRINTED);
  EXPECT_EQ(Ask(Ref(again))[0].decided(), v1::OUTCOME_UNSPECIFIED);
}

TEST_F(HeldCardsTest, ACardThatWasNotBegunIsToldWhenItsPermissionEnds) {
  const v1::Job job = Take(1).front();
  EXPECT_FALSE(Ask(Ref(job))[0].ended());
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor ani = GivenPerson("ani", access::v1::ROLE_CENTRE);
  EXPECT_EQ(Approve(ani, Void(budi, {job})), "");
  EXPECT_TRUE(Ask(Ref(job))[0].ended());
}

TEST_F(HeldCardsTest, AnotherStationLearnsNothing) {
  const v1::Job job = GivenDoubt();
  EXPECT_THAT(Ask(Ref(job), kOtherStation), IsEmpty());
  v1::JobRef unknown = Ref(job);
  unknown.set_record_id("none");
  EXPECT_THAT(Ask(unknown), IsEmpty());
  unknown = Ref(job);
  unknown.set_attempt(7);
  EXPECT_THAT(Ask(unknown), IsEmpty());
}

TEST_F(HeldCardsTest, OneCallAsksAboutAtMostFifty) {
  v1::ExchangeJobsRequest request = ExchangeOf({}, 0);
  for (int i = 0; i < 51; ++i) *request.add_held() = Ref(v1::Job());
  const access::Act act = Sign(request);
  EXPECT_EQ(ReasonOf(scheduler_.Exchange(act, request).status()), "INVALID_FIELD");
}

}  // namespace
}  // namespace blangko::scheduler
