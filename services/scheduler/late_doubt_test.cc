// Cards in doubt whose permission had ended when their station said so: the ways out of them, whatever became of the record.
#include "services/scheduler/late_doubt.h"

#include "services/incidents/incident_table.h"
#include "services/records/hold_reason.h"
#include "services/scheduler/doubts_fixture.h"
#include "services/stock/blank_uids.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;

constexpr char kChip[] = "04A1B2C3D4E5F6";

class LateDoubtTest : public DoubtsFixture {
 protected:
  LateDoubtTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 3);
    siti_ = GivenPerson("siti", access::v1::ROLE_SUPERVISOR, kRegency);
    budi_ = GivenPerson("budi", access::v1::ROLE_SUPERVISOR, kRegency);
    ani_ = GivenPerson("ani", access::v1::ROLE_CENTRE);
  }
  // Its station gave the permission back, and then finds that a card of it may have come out.
  v1::Job GivenLateDoubt(const std::string& uid = "") {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    DoubtLate(job, uid);
    return job;
  }
  void DoubtLate(const v1::Job& job, const std::string& uid = "") {
    v1::OutcomeReport doubt = ReportOf(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    doubt.set_blank_uid(uid);
    EXPECT_TRUE(Send(doubt).incident());
    EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  }
  // r001 is printed by its second attempt; of the first one a card may be out.
  v1::Job GivenPrintedBesideADoubt() {
    const v1::Job old = Take(1).at(0);
    Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    const v1::Job newer = Take(1).at(0);
    Report(newer, v1::OUTCOME_PRINTED);
    DoubtLate(old);
    EXPECT_EQ(State("r001"), "PRINTED");
    return old;
  }
  std::string DecideByTwo(const v1::ResolveJobRequest& request) {
    const std::string proposal = Decide(siti_, request);
    const bool missing = request.outcome() == v1::OUTCOME_CARD_MISSING;
    return proposal == "1" ? Approve(missing ? ani_ : budi_, proposal) : proposal;
  }
  v1::ResolveJobRequest Counted(const v1::Job& job, int blanks) {
    v1::ResolveJobRequest request =
        DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
    v1::CountedLot& count = *request.add_counts();
    count.set_lot("L1");
    count.set_blank_count(blanks);
    return request;
  }
  std::string ReleaseRecord() {
    records::v1::ReleaseRecordRequest request;
    request.set_record_id("r001");
    request.set_reason("sudah diperiksa");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(records_.Release(act, request).status());
  }
  std::string SettleRuleSays() {
    const DoubtsAreDecidedFirst rule;
    return ReasonOf(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto open = incidents::OpenAbout(snapshot, "r001");
      return open.ok() && open->has_value() ? rule.Check(snapshot, **open)
                                            : absl::NotFoundError("no incident");
    }));
  }

  access::Actor siti_, budi_, ani_;
};

TEST_F(LateDoubtTest, TwoPersonsFindThatNothingWasPrinted) {
  const v1::Job job = GivenLateDoubt();
  EXPECT_EQ(ReleaseRecord(), "CARD_IS_OUT");
  EXPECT_EQ(SettleRuleSays(), "CARD_IS_OUT");
  EXPECT_EQ(Decide(siti_, Counted(job, 9)), "COUNT_DIFFERS");
  EXPECT_EQ(DecideByTwo(Counted(job, 10)), "");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 10);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldPerson);
  EXPECT_EQ(ReleaseRecord(), "");
  EXPECT_EQ(Take(1).at(0).record_id(), "r001");
  ExpectLogsIntact();
}

TEST_F(LateDoubtTest, TwoPersonsFindThatTheCardIsMissing) {
  const v1::Job job = GivenLateDoubt();
  EXPECT_EQ(DecideByTwo(DecisionOf(job, v1::OUTCOME_CARD_MISSING)), "");
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 1);
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "CARD_MISSING");
  EXPECT_EQ(ReleaseRecord(), "");
}

TEST_F(LateDoubtTest, TheShownChipMustBeThatOfTheAttempt) {
  const v1::Job job = GivenLateDoubt(kChip);
  v1::ResolveJobRequest shown =
      DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN);
  shown.set_blank_uid("04FFFFFFFFFFFF");
  EXPECT_EQ(Decide(siti_, shown), "UID_DIFFERS");
  shown.set_blank_uid(kChip);
  EXPECT_EQ(DecideByTwo(shown), "");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 10);
}

TEST_F(LateDoubtTest, BesideAPrintedCardItIsDecidedAndTheCardStays) {
  const v1::Job old = GivenPrintedBesideADoubt();
  EXPECT_EQ(SettleRuleSays(), "CARD_IS_OUT");
  EXPECT_EQ(DecideByTwo(DecisionOf(old, v1::OUTCOME_CARD_MISSING)), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 1);
  EXPECT_EQ(SettleRuleSays(), ReasonOf(absl::NotFoundError("no incident")));
}

TEST_F(LateDoubtTest, BesideAPrintedCardWhoHasItSaysThatItIsSpoiled) {
  const v1::Job old = GivenPrintedBesideADoubt();
  EXPECT_OK(Resolve(old, v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
}

TEST_F(LateDoubtTest, BesideAPrintedCardAGoodOneMakesTwo) {
  const v1::Job old = GivenPrintedBesideADoubt();
  EXPECT_OK(Resolve(old, v1::OUTCOME_PRINTED));
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 2);
  EXPECT_NE(SettleRuleSays(), "CARD_IS_OUT");
}

TEST_F(LateDoubtTest, AChipThatWasFreedIsTheCardsAgain) {
  const v1::Job job = Take(1).at(0);
  v1::OutcomeReport doubt = ReportOf(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  doubt.set_blank_uid(kChip);
  Send(doubt);
  v1::ResolveJobRequest shown =
      DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN);
  shown.set_blank_uid(kChip);
  EXPECT_EQ(DecideByTwo(shown), "");
  EXPECT_TRUE(Report(job, v1::OUTCOME_SPOILED).incident()) << "two persons had seen the blank";
  const auto uid = storage::ViewFor<rows::v1::BlankUid>(
      store_, [](storage::Snapshot& snapshot) { return stock::ReadUid(snapshot, kChip); });
  ASSERT_OK(uid);
  ASSERT_EQ(uid->uses_size(), 1);
  EXPECT_EQ(uid->uses(0).record_id(), "r001");
}

}  // namespace
}  // namespace blangko::scheduler
