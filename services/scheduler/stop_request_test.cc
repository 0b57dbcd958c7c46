// Hold and move of work that a station may be printing: a request, which takes effect when the work comes back.
#include "services/records/hold_reason.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_RESERVED;
using testing::SizeIs;

class StopRequestTest : public SchedulerFixture {
 protected:
  StopRequestTest() {
    GivenBlanks(kRegency, 10);
    GivenBlanks(kLangkai, 10);
    GivenRecords("r", 2);
  }

  v1::Job TakeOne() { return Take(1).at(0); }

  absl::StatusOr<records::v1::Record> Hold(const std::string& id, const std::string& note,
                                           absl::Duration lasts) {
    records::v1::HoldRecordRequest hold;
    hold.set_record_id(id);
    hold.set_reason("DATA");
    hold.set_note(note);
    hold.mutable_until()->set_seconds(absl::ToUnixSeconds(clock_.Now() + lasts));
    const access::Act act = Sign(hold, Staff());
    auto held = records_.Hold(act, hold);
    if (!held.ok()) return held.status();
    return held->record();
  }
  absl::StatusOr<records::v1::Record> Move(const std::string& id, const std::string& site) {
    records::v1::MoveRecordRequest move;
    move.set_record_id(id);
    move.set_site(site);
    move.set_reason("pencetak rusak");
    const access::Act act = Sign(move, Staff());
    auto moved = records_.Move(act, move);
    if (!moved.ok()) return moved.status();
    return moved->record();
  }
  void Cancel(const std::string& id) {
    records::v1::CancelRecordRequest cancel;
    cancel.set_record_id(id);
    cancel.set_reason("PINDAH");
    const access::Act act = Sign(cancel, Staff());
    EXPECT_OK(records_.Cancel(act, cancel));
  }
  void GiveBack(const v1::Job& job) { Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL); }

  // Nothing that was asked is left, so that it cannot act on the next attempt.
  void ExpectNothingAsked(const std::string& id) {
    const RecordRow record = Record(id);
    EXPECT_EQ(record.stop_request(), "");
    EXPECT_EQ(record.stop_reason(), "");
    EXPECT_FALSE(record.has_stop_hold());
    EXPECT_FALSE(record.has_stop_move());
  }
};

TEST_F(StopRequestTest, AHoldKeepsItsNoteItsEndAndWhoAsked) {
  const v1::Job job = TakeOne();
  const auto asked = Hold("r001", "tunggu akta", absl::Hours(5));
  ASSERT_OK(asked);
  EXPECT_EQ(asked->stop_request(), "HOLD");
  EXPECT_EQ(asked->requested_hold().note(), "tunggu akta");
  const int64_t until = absl::ToUnixMicros(clock_.Now() + absl::Hours(5));
  clock_.Advance(absl::Hours(1));
  GiveBack(job);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), "DATA");
  EXPECT_EQ(Record("r001").hold().note(), "tunggu akta");
  EXPECT_EQ(Record("r001").hold().by(), "local:budi");
  EXPECT_EQ(Record("r001").hold().until_micros(), until);
  ExpectNothingAsked("r001");
  clock_.Advance(absl::Hours(4));
  ASSERT_OK(records_.WakeDue(clock_.Now(), 10));
  EXPECT_EQ(TakeOne().record_id(), "r001");
}

TEST_F(StopRequestTest, AHoldWhoseEndHasPassedHoldsNothing) {
  const v1::Job job = TakeOne();
  ASSERT_OK(Hold("r001", "", absl::Hours(1)));
  clock_.Advance(absl::Hours(2));
  GiveBack(job);
  EXPECT_EQ(State("r001"), "READY");
  ExpectNothingAsked("r001");
}

TEST_F(StopRequestTest, AHoldIsKeptThroughADoubt) {
  const v1::Job job = TakeOne();
  ASSERT_OK(Hold("r001", "tunggu akta", absl::Hours(5)));
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  ASSERT_OK(Resolve(job, v1::OUTCOME_SPOILED));
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().note(), "tunggu akta");
}

TEST_F(StopRequestTest, ASpoilThatReachesTheLimitKeepsWhatWasAskedAsItsNote) {
  Report(TakeOne(), v1::OUTCOME_SPOILED);
  const v1::Job second = TakeOne();
  ASSERT_OK(Hold("r001", "tunggu akta", absl::Hours(5)));
  Report(second, v1::OUTCOME_SPOILED);
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldSpoils);
  EXPECT_EQ(Record("r001").hold().note(), "DATA: tunggu akta");
  EXPECT_EQ(Record("r001").hold().until_micros(), 0);
  ExpectNothingAsked("r001");
}

TEST_F(StopRequestTest, ALaterHoldWithAnEndDoesNotEndOneForAPerson) {
  const v1::Job old = TakeOne();
  Report(old, v1::OUTCOME_SPOILED);
  const v1::Job current = TakeOne();
  Report(old, v1::OUTCOME_PRINTED);
  ASSERT_OK(Hold("r001", "", absl::Hours(1)));
  clock_.Advance(absl::Hours(2));
  GiveBack(current);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").hold().reason(), records::kHoldLatePrinted);
  EXPECT_EQ(Record("r001").hold().note(), "DATA");
}

TEST_F(StopRequestTest, AMoveIsMadeWhenTheWorkComesBack) {
  const v1::Job job = TakeOne();
  const auto asked = Move("r001", kLangkai);
  ASSERT_OK(asked);
  EXPECT_EQ(asked->state(), records::v1::RECORD_STATE_STARTED);
  EXPECT_EQ(asked->site(), kRegency);
  EXPECT_EQ(asked->requested_site(), kLangkai);
  const auto exchanged = TryExchange({}, 0);
  ASSERT_OK(exchanged);
  ASSERT_THAT(exchanged->stop_requests(), SizeIs(1));
  EXPECT_EQ(exchanged->stop_requests(0).request(), "MOVE");
  const int64_t key = Record("r001").key_micros();
  GiveBack(job);
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Record("r001").site(), kLangkai);
  EXPECT_EQ(Record("r001").key_micros(), key);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 10);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED, kLangkai), 0);
  ExpectNothingAsked("r001");
  EXPECT_EQ(TakeOne().record_id(), "r002");
}

TEST_F(StopRequestTest, AMoveAndAHoldAreBothMade) {
  const v1::Job job = TakeOne();
  ASSERT_OK(Hold("r001", "tunggu akta", absl::Hours(5)));
  ASSERT_OK_AND_ASSIGN(const auto asked, Move("r001", kLangkai));
  EXPECT_EQ(asked.stop_request(), "HOLD");
  Report(job, v1::OUTCOME_SPOILED);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_EQ(Record("r001").site(), kLangkai);
  EXPECT_EQ(Record("r001").hold().note(), "tunggu akta");
  EXPECT_EQ(Printer().spoils_in_a_row(), 1);
}

TEST_F(StopRequestTest, ACardThatCameOutEndsAllRequests) {
  const v1::Job job = TakeOne();
  ASSERT_OK(Move("r001", kLangkai));
  ASSERT_OK(Hold("r001", "", absl::Hours(5)));
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Record("r001").site(), kRegency);
  ExpectNothingAsked("r001");
}

TEST_F(StopRequestTest, ACancelIsStrongerThanHoldAndMove) {
  const v1::Job job = TakeOne();
  ASSERT_OK(Move("r001", kLangkai));
  Cancel("r001");
  EXPECT_EQ(ReasonOf(Hold("r001", "", absl::Hours(1)).status()), "FORBIDDEN_MOVE");
  EXPECT_EQ(ReasonOf(Move("r001", kLangkai).status()), "FORBIDDEN_MOVE");
  GiveBack(job);
  EXPECT_EQ(State("r001"), "CANCELLED");
  EXPECT_EQ(Record("r001").site(), kRegency);
  ExpectNothingAsked("r001");
}

TEST_F(StopRequestTest, ADoubtfulCardIsNotMovedBeforeAPersonHasLooked) {
  const v1::Job job = TakeOne();
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_EQ(ReasonOf(Move("r001", kLangkai).status()), "FORBIDDEN_MOVE");
}

}  // namespace
}  // namespace blangko::scheduler
