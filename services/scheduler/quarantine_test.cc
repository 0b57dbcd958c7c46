// A station that says two things under one number is a copy, or its disk went back: INV-15.
#include <cstdlib>

#include "services/access/fingerprint.h"
#include "services/printers/health.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

class QuarantineTest : public SchedulerFixture {
 protected:
  QuarantineTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 6);
  }
  ~QuarantineTest() override { unsetenv("BLANGKO_PLANT"); }

  printers::StationRow StationNow() {
    return storage::ViewFor<printers::StationRow>(
               store_, [](storage::Snapshot& snapshot) { return printers::GetStation(snapshot, kStation); })
        .value();
  }
  // The station has booked `first_`; its copy says `second_` under the same number.
  void Fork() {
    jobs_ = Take(2);
    first_ = ReportOf(jobs_.at(0), v1::OUTCOME_PRINTED);
    second_ = ReportOf(jobs_.at(1), v1::OUTCOME_PRINTED);
    second_.set_seq(first_.seq());
    EXPECT_TRUE(Send(first_).booked());
    EXPECT_EQ(Send(second_).error_reason(), "SEQUENCE_CONFLICT");
  }
  bool ForkIsQuarantined() {
    Fork();
    return StationNow().has_quarantine();
  }
  // The outcome that comes along was booked before, so that the exchange itself is answered.
  int NamesAfterAFork() {
    Fork();
    v1::ExchangeJobsRequest ask = ExchangeOf({first_}, 0);
    *ask.add_held() = Ref(jobs_.at(1));
    const access::Act act = Sign(ask);
    const auto answer = scheduler_.Exchange(act, ask);
    EXPECT_OK(answer);
    return answer.ok() ? answer->held_size() : -1;
  }
  bool QuarantinedGetsNoJobs() {
    Fork();
    return ReasonOf(TryExchange({}, 1).status()) == "STATION_QUARANTINED";
  }

  std::vector<v1::Job> jobs_;
  v1::OutcomeReport first_, second_;
};

TEST_F(QuarantineTest, TheStationsRowSaysSinceWhenAndWhatWasSaidTwice) {
  Fork();
  const rows::v1::Quarantine quarantine = StationNow().quarantine();
  EXPECT_EQ(quarantine.reason(), "JOURNAL_FORK");
  EXPECT_EQ(quarantine.seq(), first_.seq());
  EXPECT_EQ(quarantine.since_micros(), absl::ToUnixMicros(clock_.Now()));
  EXPECT_EQ(quarantine.held_digest(), access::Fingerprint(first_));
  EXPECT_EQ(quarantine.said_digest(), access::Fingerprint(second_));
  EXPECT_EQ(State(jobs_.at(1).record_id()), "STARTED") << "what the copy said is not booked";
  ExpectLogsIntact();
}

TEST_F(QuarantineTest, NothingNewIsTakenFromItAndNothingGiven) {
  const v1::Job granted = Pull(1).at(0);
  Fork();
  EXPECT_EQ(ReasonOf(TryExchange({}, 1).status()), "STATION_QUARANTINED");
  EXPECT_EQ(ReasonOf(TryPull(1).status()), "STATION_QUARANTINED");
  EXPECT_EQ(Start(granted), "STATION_QUARANTINED");
  const v1::OutcomeReport further = ReportOf(jobs_.at(1), v1::OUTCOME_SPOILED);
  EXPECT_EQ(Send(further).error_reason(), "STATION_QUARANTINED");
  EXPECT_EQ(State(jobs_.at(1).record_id()), "STARTED");
  EXPECT_EQ(Take(1, kOtherStation).size(), 0u) << "no other station is touched";
}

TEST_F(QuarantineTest, WhatWasBookedIsAnsweredAsBefore) {
  jobs_ = Take(1);
  v1::ExchangeJobsRequest exchange = ExchangeOf({ReportOf(jobs_.at(0), v1::OUTCOME_PRINTED)}, 2);
  const access::Act act = Sign(exchange);
  const auto before = scheduler_.Exchange(act, exchange);
  ASSERT_OK(before);
  ASSERT_EQ(before->jobs_size(), 2);
  v1::OutcomeReport other = ReportOf(before->jobs(0), v1::OUTCOME_SPOILED);
  other.set_seq(exchange.outcomes(0).seq());
  Send(other);
  ASSERT_TRUE(StationNow().has_quarantine());
  const auto again = scheduler_.Exchange(act, exchange);
  ASSERT_OK(again);
  EXPECT_TRUE(again->results(0).booked());
  EXPECT_EQ(again->jobs_size(), 2);
}

TEST_F(QuarantineTest, AForkInAnExchangeIsWrittenWithTheRestOfItsCommit) {
  jobs_ = Take(2);
  first_ = ReportOf(jobs_.at(0), v1::OUTCOME_PRINTED);
  EXPECT_TRUE(Send(first_).booked());
  second_ = ReportOf(jobs_.at(1), v1::OUTCOME_SPOILED);
  second_.set_seq(first_.seq());
  const auto response = TryExchange({second_, ReportOf(jobs_.at(1), v1::OUTCOME_PRINTED)}, 1);
  ASSERT_OK(response);
  EXPECT_EQ(response->results(0).error_reason(), "SEQUENCE_CONFLICT");
  EXPECT_EQ(response->results(1).error_reason(), "STATION_QUARANTINED");
  EXPECT_EQ(response->empty_reason(), "STATION_QUARANTINED");
  EXPECT_TRUE(StationNow().has_quarantine());
}

TEST_F(QuarantineTest, APersonsNumbersAreNoJournal) {
  jobs_ = Take(1);
  clock_.Advance(printers::kSilentAfter + absl::Seconds(1));
  v1::OutcomeReport by_hand = ReportOf(jobs_.at(0), v1::OUTCOME_PRINTED);
  const auto send = [&](const v1::OutcomeReport& report) {
    v1::ReportOutcomesRequest request;
    request.set_station_id(kStation);
    request.set_station_cannot(true);
    *request.add_outcomes() = report;
    const access::Act act = Sign(request, Staff());
    return scheduler_.Report(act, request).value().results(0);
  };
  EXPECT_TRUE(send(by_hand).booked());
  by_hand.set_reason("lain");
  EXPECT_EQ(send(by_hand).error_reason(), "SEQUENCE_CONFLICT");
  EXPECT_FALSE(StationNow().has_quarantine());
}

TEST_F(QuarantineTest, APersonReportsWhatItCannot) {
  Fork();
  v1::ReportOutcomesRequest request;
  request.set_station_id(kStation);
  request.set_station_cannot(true);
  *request.add_outcomes() = ReportOf(jobs_.at(1), v1::OUTCOME_PRINTED);
  const access::Act act = Sign(request, Staff());
  EXPECT_TRUE(scheduler_.Report(act, request)->results(0).booked());
  EXPECT_EQ(State(jobs_.at(1).record_id()), "PRINTED");
}

TEST_F(QuarantineTest, ItLearnsNoNamesAnyMore) { EXPECT_EQ(NamesAfterAFork(), 0); }

TEST_F(QuarantineTest, CatchesNamesForAQuarantinedStation) {
  setenv("BLANGKO_PLANT", "quarantined-station-works", 1);
  EXPECT_EQ(NamesAfterAFork(), 1);
}

TEST_F(QuarantineTest, CatchesAForkUnnoticed) {
  setenv("BLANGKO_PLANT", "fork-unnoticed", 1);
  EXPECT_FALSE(ForkIsQuarantined());
}
TEST_F(QuarantineTest, CatchesAQuarantinedStationThatWorks) {
  setenv("BLANGKO_PLANT", "quarantined-station-works", 1);
  EXPECT_FALSE(QuarantinedGetsNoJobs());
}

}  // namespace
}  // namespace blangko::scheduler
