// Cards that count as printed and turn out bad: the blank, the record's place, and what was open about the card.
#include "services/incidents/incident_table.h"
#include "services/scheduler/reject_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CardRejectTest : public RejectFixture {};

TEST_F(CardRejectTest, ABadCardSpoilsItsBlankAndTheRecordKeepsItsPlace) {
  const v1::Job job = Printed();
  EXPECT_EQ(Reject(job), "");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 0);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  const records::RecordRow record = Record("r001");
  EXPECT_EQ(record.spoil_count(), 1u);
  EXPECT_EQ(record.attempts(0).outcome(), "SPOILED");
  EXPECT_EQ(record.attempts(0).evidence(), "PERSON");
  EXPECT_EQ(record.attempts(0).reason(), "CACAT");
  EXPECT_EQ(record.attempts(0).looked_by(), Staff().actor.identity);
  ExpectLogsIntact();
  const v1::Job again = Take(1).at(0);
  EXPECT_EQ(again.record_id(), "r001");
  EXPECT_EQ(again.attempt(), 2u);
}

TEST_F(CardRejectTest, TheHistorySaysWhoAndWhy) {
  v1::RejectCardRequest request = RejectOf(Printed());
  request.set_note("tinta luntur");
  EXPECT_EQ(Reject(request), "");
  const records::v1::HistoryEntry entry = NewestEntry("r001");
  EXPECT_EQ(entry.event(), "REJECTED");
  EXPECT_EQ(entry.actor(), Staff().actor.identity);
  EXPECT_EQ(entry.reason(), "CACAT");
  EXPECT_EQ(entry.detail(), "tinta luntur");
  EXPECT_EQ(entry.attempt(), 1u);
  const v1::ExplainRecordResponse explained = Explained();
  EXPECT_THAT(explained.staff_sentence_id(), HasSubstr("Kartu percobaan ke-1 ditolak"));
  EXPECT_THAT(explained.staff_sentence_en(), HasSubstr("The card of attempt 1 was rejected"));
}

TEST_F(CardRejectTest, AStationHearsThatItsCardWasRejected) {
  const v1::Job job = Printed();
  Reject(job);
  EXPECT_TRUE(Report(job, v1::OUTCOME_SPOILED).booked());
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(State("r001"), "READY");
}

TEST_F(CardRejectTest, TheSpoilThatReachesTheLimitHoldsTheRecord) {
  EXPECT_EQ(Reject(Printed()), "");
  EXPECT_EQ(Reject(Printed()), "");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "GAGAL_BERULANG");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 2);
}

TEST_F(CardRejectTest, ARepeatChangesNothing) {
  v1::RejectCardRequest request = RejectOf(Printed());
  const access::Act act = Sign(request, Staff());
  EXPECT_OK(scheduler_.RejectCard(act, request));
  EXPECT_OK(scheduler_.RejectCard(act, request));
  EXPECT_EQ(Record("r001").spoil_count(), 1u);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
}

TEST_F(CardRejectTest, TheUidIsComparedWhereOneIsGiven) {
  const v1::Job job = Printed("04A1B2C3");
  v1::RejectCardRequest request = RejectOf(job);
  request.set_blank_uid("04A1B2C4");
  EXPECT_EQ(Reject(request), "UID_DIFFERS");
  EXPECT_EQ(State("r001"), "PRINTED");
  request.set_blank_uid("04:a1:b2:c3");
  EXPECT_EQ(Reject(request), "");
}

TEST_F(CardRejectTest, OnlyAPrintedCardThatLiesThereIsRejected) {
  const v1::Job job = Take(1).at(0);
  EXPECT_EQ(Reject(job), "FORBIDDEN_MOVE");
  Report(job, v1::OUTCOME_PRINTED);
  v1::RejectCardRequest request = RejectOf(job);
  request.set_attempt(2);
  EXPECT_EQ(Reject(request), "STALE_ATTEMPT");
  request = RejectOf(job);
  request.set_cause("");
  EXPECT_EQ(Reject(request), "INVALID_FIELD");
  request.set_cause("NIK 1405021708950001");
  EXPECT_EQ(Reject(request), "INVALID_FIELD");
  EXPECT_EQ(Reject(RejectOf(job), "14.71"), "OUT_OF_SCOPE");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(CardRejectTest, ItSettlesTheContradictionAboutTheCard) {
  const v1::Job job = Printed();
  Report(job, v1::OUTCOME_SPOILED);
  ASSERT_THAT(Open(), ElementsAre("CONTRADICTION"));
  EXPECT_EQ(Reject(job), "");
  EXPECT_THAT(Open(), IsEmpty());
  EXPECT_EQ(State("r001"), "READY");
}

TEST_F(CardRejectTest, OfTwoCardsOneIsRejectedAndTheOtherOneStays) {
  const auto [late, good] = TwoCards();
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 2);
  EXPECT_EQ(Reject(late), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_THAT(Open(), IsEmpty());
  EXPECT_EQ(NewestEntry("r001").event(), "REJECTED");
  EXPECT_EQ(Reject(late), "STALE_ATTEMPT");
  EXPECT_EQ(Reject(good), "");  // the last one: back to its place, or held for its spoils
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 0);
}

TEST_F(CardRejectTest, TheCardThatIsLeftNeedNotBeTheNewest) {
  const auto [late, newest] = TwoCards();
  EXPECT_EQ(Reject(newest), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_THAT(Open(), IsEmpty()) << "one card is left: no second one";
  EXPECT_THAT(Explained().waits_for(), ElementsAre("COLLECT"));
  EXPECT_EQ(Reject(late), "");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 2);
  EXPECT_EQ(NewestEntry("r001").attempt(), late.attempt());
  ExpectLogsIntact();
}

TEST_F(CardRejectTest, WhereTwoCardsLieTheOperatorSaysWhichChip) {
  const auto [late, good] = TwoCards("04A1B2C3");
  const access::Actor siti = GivenPerson("siti", access::v1::ROLE_OPERATOR, kRegency);
  v1::RejectCardRequest request = RejectOf(late);
  EXPECT_EQ(Reject(request, kRegency, &siti), "UID_NEEDED");
  request.set_blank_uid("04A1B2C3");
  EXPECT_EQ(Reject(request, kRegency, &siti), "");
  EXPECT_EQ(State("r001"), "PRINTED");
}

TEST_F(CardRejectTest, NoFurtherCardWhileAnotherOneMayBeOut) {
  const v1::Job good = PrintedBesideADoubt();
  EXPECT_EQ(Reject(good), "");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "LATE_PRINTED");
}

TEST_F(CardRejectTest, WhereAnotherRequestOfThePersonIsOpenAPersonDecides) {
  const v1::Job job = Printed();
  EXPECT_OK(store_.Update("test.person",
                          [](storage::Txn& txn) { return records::LinkRecord(txn, "p-r001", "r002"); }));
  EXPECT_EQ(Reject(job), "");
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "DUPLICATE_REQUEST");
  EXPECT_EQ(Record("r001").hold().other_record(), "r002");
}

TEST_F(CardRejectTest, ItCountsAsASpoilOfARecordThatIsThenHeldForItsDoubt) {
  rows::v1::Policy policy;
  policy.set_office(kRegency);
  policy.set_spoil_limit(1);
  GivenPolicy(policy);
  EXPECT_EQ(Reject(PrintedBesideADoubt()), "");
  EXPECT_EQ(Record("r001").hold().reason(), "LATE_PRINTED");
  EXPECT_EQ(Record("r001").hold().note(), "GAGAL_BERULANG");
}

}  // namespace
}  // namespace blangko::scheduler
