// A card that came out and that nobody expected: it is settled before anything else may be printed for its record.
#include "services/scheduler/card_out.h"

#include "services/records/hold_reason.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;

class CardOutTest : public SchedulerFixture {
 protected:
  CardOutTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 3);
  }
  // r001 is held: its station had given the permission back, and then says this of its card.
  v1::Job GivenLate(v1::Outcome outcome) {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    EXPECT_TRUE(Report(job, outcome).incident());
    EXPECT_EQ(State("r001"), "HELD");
    return job;
  }
  std::string ReleaseRecord() {
    records::v1::ReleaseRecordRequest request;
    request.set_record_id("r001");
    request.set_reason("sudah diperiksa");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(records_.Release(act, request).status());
  }
  std::string CancelRecord() {
    records::v1::CancelRecordRequest request;
    request.set_record_id("r001");
    request.set_reason("PINDAH");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(records_.Cancel(act, request).status());
  }
  // r001 was cancelled, and then its station finds a card of it.
  v1::Job GivenCancelledThenPrinted() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    EXPECT_EQ(CancelRecord(), "");
    EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
    EXPECT_EQ(State("r001"), "CANCELLED");
    return job;
  }
  std::string Settle(const v1::Job& job, v1::Outcome outcome) {
    return ReasonOf(Resolve(job, outcome).status());
  }
};

TEST_F(CardOutTest, NoReleaseLeadsToASecondCard) {
  GivenLate(v1::OUTCOME_PRINTED);
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(State("r001"), "HELD");
}

// Attempt 1 was seen spoiled, attempt 2 is permitted, and then the card of attempt 1 is seen whole.
TEST_F(CardOutTest, TooManySpoilsDoNotHideACardThatIsOut) {
  const v1::Job old = Take(1).at(0);
  Report(old, v1::OUTCOME_SPOILED);
  const v1::Job current = Take(1).at(0);
  EXPECT_TRUE(Report(old, v1::OUTCOME_PRINTED).incident());
  Report(current, v1::OUTCOME_SPOILED);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
  EXPECT_EQ(Record("r001").hold().note(), records::kHoldSpoils);
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Settle(old, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED");
}

TEST_F(CardOutTest, ADoubtThatEndsInOneSpoilTooManyDoesNotHideOneEither) {
  const v1::Job old = Take(1).at(0);
  Report(old, v1::OUTCOME_SPOILED);
  const v1::Job current = Take(1).at(0);
  Report(current, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(old, v1::OUTCOME_PRINTED);
  EXPECT_EQ(Settle(current, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Settle(old, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(ReleaseRecord(), "");
}

TEST_F(CardOutTest, NoCancelHidesACardThatIsOut) {
  const v1::Job job = GivenLate(v1::OUTCOME_PRINTED);
  EXPECT_EQ(CancelRecord(), "CARD_IS_OUT");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(CancelRecord(), "");
}

TEST_F(CardOutTest, NorDoesOneOfANewerPermission) {
  const v1::Job old = Take(1).at(0);
  Report(old, v1::OUTCOME_SPOILED);
  Take(1);
  Report(old, v1::OUTCOME_PRINTED);
  EXPECT_EQ(State("r001"), "STARTED");
  EXPECT_EQ(CancelRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Record("r001").stop_request(), "HOLD");
}

TEST_F(CardOutTest, ACardOfACancelledRecordIsSettledAndNeverHandedOver) {
  const v1::Job job = GivenCancelledThenPrinted();
  EXPECT_EQ(Settle(job, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED_STALE");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  ExpectLogsIntact();
}

TEST_F(CardOutTest, ASpoiledCardOfACancelledRecordLeavesItCancelled) {
  const v1::Job job = GivenCancelledThenPrinted();
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(State("r001"), "CANCELLED");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "FORBIDDEN_MOVE");
}

TEST_F(CardOutTest, AnotherRecordOfThePersonWaitsForALookToo) {
  GivenRecord("again", {.recorded_day = 30, .person = "r001"});
  GivenCancelledThenPrinted();
  EXPECT_EQ(State("again"), "HELD");
  EXPECT_EQ(Record("again").hold().reason(), records::kHoldDuplicate);
  EXPECT_EQ(Record("again").hold().other_record(), "r001");
  EXPECT_EQ(State("r002"), "READY");
}

TEST_F(CardOutTest, AnotherRecordOfThePersonThatIsBeingPrintedIsHeldWhenItComesBack) {
  GivenRecord("again", {.recorded_day = -5, .person = "r001"});
  const v1::Job other = Take(1).at(0);
  ASSERT_EQ(other.record_id(), "again");
  GivenCancelledThenPrinted();
  EXPECT_EQ(Record("again").stop_request(), "HOLD");
  Report(other, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(State("again"), "HELD");
  EXPECT_EQ(Record("again").hold().other_record(), "r001");
}

// ---- what a station says of an attempt that it was never given ---------------------------------------------------------

TEST_F(CardOutTest, TheWordOfAnotherStationLeavesTheBlankOfADoubtAlone) {
  GivenStation("pelalawan-2", {kRegency});
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_TRUE(Send(ReportOf(job, v1::OUTCOME_PRINTED), "pelalawan-2").incident());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "") << "the doubt is decided as every other";
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT") << "what the other station said is not";
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(ReleaseRecord(), "");
  ExpectLogsIntact();
}

TEST_F(CardOutTest, ACardOfAnAttemptThatWasNeverGivenIsBookedByWhoHasIt) {
  v1::Job never;
  never.set_record_id("r001");
  never.set_attempt(7);
  EXPECT_TRUE(Report(never, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 10) << "a word alone takes no blank";
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Settle(never, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Record("r001").attempts(0).number(), 7u);
  ExpectLogsIntact();
}

TEST_F(CardOutTest, ASpoiledCardOfSuchAnAttemptLeavesTheNewestOneTheNewest) {
  v1::Job never = Take(1).at(0);
  Report(never, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  never.set_attempt(2);
  Report(never, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(Settle(never, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(records::CurrentAttempt(Record("r001"))->number(), 1u);
  EXPECT_EQ(ReleaseRecord(), "");
  EXPECT_EQ(Take(1).at(0).attempt(), 3u) << "no number is given twice";
}

TEST_F(CardOutTest, ACardThatAPersonSawSpoiledAndAMachineCallsGoodIsSettled) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_SPOILED);
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER).incident());
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Record("r001").spoil_count(), 1u);
  EXPECT_EQ(ReleaseRecord(), "");
  ExpectLogsIntact();
}

TEST_F(CardOutTest, OrItIsTheCardAfterAll) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_SPOILED);
  Report(job, v1::OUTCOME_PRINTED, v1::EVIDENCE_DRIVER);
  EXPECT_EQ(Settle(job, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

// ---- what is done about it ---------------------------------------------------------------------------------------

TEST_F(CardOutTest, TheCardThatTurnedUpIsTheCard) {
  const v1::Job job = GivenLate(v1::OUTCOME_PRINTED);
  EXPECT_EQ(Settle(job, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
  ExpectLogsIntact();
}

TEST_F(CardOutTest, ACardThatIsNoGoodGoesIntoTheBoxAndThenAPersonReleases) {
  const v1::Job job = GivenLate(v1::OUTCOME_PRINTED);
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldPerson);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(ReleaseRecord(), "");
  EXPECT_EQ(State("r001"), "READY");
  ExpectLogsIntact();
}

TEST_F(CardOutTest, ADoubtThatCameLateIsSettledToo) {
  const v1::Job job = GivenLate(v1::OUTCOME_UNCERTAIN);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(Settle(job, v1::OUTCOME_PRINTED), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(CardOutTest, ADoubtThatCameLateAndIsSpoiledIsOneBlank) {
  const v1::Job job = GivenLate(v1::OUTCOME_UNCERTAIN);
  EXPECT_EQ(Settle(job, v1::OUTCOME_SPOILED), "");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(ReleaseRecord(), "");
}

TEST_F(CardOutTest, OnlyAnAttemptWhoseCardIsOutIsSettled) {
  v1::Job job = GivenLate(v1::OUTCOME_PRINTED);
  job.set_attempt(7);
  EXPECT_EQ(Settle(job, v1::OUTCOME_PRINTED), "STALE_ATTEMPT");
}

TEST_F(CardOutTest, AnotherHoldIsNotEndedByAWordAboutACard) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_SPOILED);
  const v1::Job again = Take(1).at(0);
  EXPECT_EQ(again.record_id(), "r001");
  Report(again, v1::OUTCOME_SPOILED);
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldSpoils);
  EXPECT_EQ(Settle(again, v1::OUTCOME_PRINTED), "FORBIDDEN_MOVE");
  EXPECT_EQ(State("r001"), "HELD");
}

}  // namespace
}  // namespace blangko::scheduler
