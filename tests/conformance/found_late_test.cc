// A print station's agent and the server's own scheduler together: what lies in an envelope is a fact to the end, whatever
// two persons decided meanwhile and however often the record was permitted since.
#include "printer/agent/fake_station.h"
#include "services/printers/printers.h"
#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;

constexpr char kRumbai[] = "rumbai-1";  // of FakeStation

class FoundLateTest : public DoubtsFixture, public printer::JobSource {
 protected:
  FoundLateTest() {
    GivenBlanks(kRegency, 10);
    GivenRecord("r1");
    GivenStation(kRumbai, {kRegency}, "file");
    station_.clock.Advance(clock_.Now() - station_.clock.Now());
    station_.other_server = this;
  }

  absl::StatusOr<v1::ExchangeJobsResponse> Exchange(const v1::ExchangeJobsRequest& request) override {
    v1::ExchangeJobsRequest at_once = request;
    at_once.clear_wait();
    access::Act act = StationAct(kRumbai);
    act.request_id = request.request_id();
    act.fingerprint = access::Fingerprint(request);
    return scheduler_.Exchange(act, at_once);
  }
  absl::StatusOr<printers::v1::HeartbeatResponse> Heartbeat(
      const printers::v1::HeartbeatRequest& request) override {
    return printers_.Heartbeat(StationAct(kRumbai), request);
  }

  const printer::JournalState& state() { return station_.journal().state(); }
  // The first card is in doubt and lies in an envelope, of which the server knows.
  void GivenEnvelope() {
    station_.device.answers = false;
    ASSERT_OK(station_.Open());
    ASSERT_OK(station_.RunUntil([&] { return state().IsBlocked("p1"); }));
    station_.device.answers = true;
    ASSERT_OK(station_.agent().Clear(
        {.printer_id = "p1", .card = {}, .envelope = "e-1", .no_job_left = true, .by = "sari"}));
    ASSERT_OK(station_.RunUntil([&] { return Record("r1").attempts(0).envelope() == "e-1"; }));
  }
  void DecideNothingPrinted() {
    v1::Job job;
    job.set_record_id("r1");
    job.set_attempt(1);
    v1::ResolveJobRequest nothing =
        DecisionOf(job, v1::OUTCOME_NOT_PRINTED, v1::NOT_PRINTED_EVIDENCE_FULL_COUNT);
    v1::CountedLot& count = *nothing.add_counts();
    count.set_lot("L1");
    count.set_blank_count(10);
    const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR);
    const access::Actor sari = GivenPerson("sari", access::v1::ROLE_SUPERVISOR);
    ASSERT_EQ(Approve(sari, Decide(budi, nothing)), "");
  }
  void PrintAgain() {
    ASSERT_OK(station_.RunUntil([&] { return !state().waiting().empty(); }));
    ASSERT_OK(station_.LookAtWaiting());
    ASSERT_OK(station_.RunUntil([&] { return State("r1") == "PRINTED"; }));
    ASSERT_EQ(Record("r1").attempts_size(), 2);
  }
  absl::StatusOr<bool> Find(v1::Outcome outcome, const std::string& cause = "") {
    auto found = printer::Doubts(station_.journal()).Decide({{"r1", 1}, outcome, cause, "", "sari"});
    station_.agent().NoteFact();
    return found;
  }

  printers::Printers printers_{store_, rng_};
  printer::FakeStation station_{31};
};

TEST_F(FoundLateTest, TheCardInTheEnvelopeIsBookedLateAndIsAnIncident) {
  GivenEnvelope();
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  DecideNothingPrinted();
  PrintAgain();
  ASSERT_OK(station_.RunUntil([&] { return state().doubts().front().decision() != 0; }));
  EXPECT_EQ(state().doubts().front().decision(), v1::OUTCOME_NOT_PRINTED);
  ASSERT_EQ(station_.agent().View().doubts.size(), 1U) << "the envelope is still here";
  EXPECT_EQ(station_.agent().View().doubts.front().card.name, "SITI r1");
  EXPECT_THAT(Find(v1::OUTCOME_PRINTED), IsOkAndHolds(true));
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  EXPECT_EQ(Record("r1").attempts(0).outcome(), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 2) << "two cards are out, and both are in the ledger";
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 8);
  EXPECT_THAT(station_.agent().View().doubts, testing::IsEmpty());
}

TEST_F(FoundLateTest, TheSpoiledCardInTheEnvelopeIsBookedToo) {
  GivenEnvelope();
  DecideNothingPrinted();
  PrintAgain();
  EXPECT_THAT(Find(v1::OUTCOME_SPOILED, "CACAT"), IsOkAndHolds(true));
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 8);
  EXPECT_EQ(State("r1"), "PRINTED") << "the newer card is as good as it was";
}

TEST_F(FoundLateTest, WhatTheServerDecidedIsLearnedWithoutANewPermission) {
  GivenEnvelope();
  v1::Job job;
  job.set_record_id("r1");
  job.set_attempt(1);
  ASSERT_OK(Resolve(job, v1::OUTCOME_PRINTED));
  ASSERT_OK(station_.RunUntil([&] { return state().doubts().front().decision() == v1::OUTCOME_PRINTED; }));
}

TEST_F(FoundLateTest, AnotherChipIsKeptInDoubtByTheServerThoughThePersonInsists) {
  station_.has_encoder = true;
  GivenEnvelope();
  printer::Decision decision{{"r1", 1}, v1::OUTCOME_PRINTED, "", "04ffffff", "sari"};
  printer::Doubts doubts(station_.journal());
  EXPECT_THAT(doubts.Decide(decision), StatusIs(absl::StatusCode::kInvalidArgument));
  decision.other_uid = true;
  EXPECT_THAT(doubts.Decide(decision), IsOkAndHolds(true));
  station_.agent().NoteFact();
  ASSERT_OK(station_.RunUntil([&] { return state().unbooked().empty(); }));
  EXPECT_EQ(State("r1"), "UNCERTAIN") << "somebody at the server must look";
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
}

}  // namespace
}  // namespace blangko::scheduler
