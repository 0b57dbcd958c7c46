// Doubtful cards: the four ways out, what each must show, and who decides; and the permissions of a lost station.
#include "services/scheduler/doubts.h"

#include "services/scheduler/doubts_fixture.h"
#include "storage/layers/ledger_log.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_RESERVED;
using rows::v1::ACCOUNT_UNCERTAIN_HELD;

constexpr auto kUid = v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN;
constexpr auto kCount = v1::NOT_PRINTED_EVIDENCE_FULL_COUNT;

class DoubtsTest : public DoubtsFixture {
 protected:
  DoubtsTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
    siti_ = GivenPerson("siti", access::v1::ROLE_OPERATOR, kRegency);
    budi_ = GivenPerson("budi", access::v1::ROLE_SUPERVISOR, kRegency);
    ani_ = GivenPerson("ani", access::v1::ROLE_CENTRE);
  }

  // The first of the line, in doubt; with the UID of its chip where one was read.
  v1::Job GivenDoubt(const std::string& uid = "") {
    const v1::Job job = Take(1).at(0);
    v1::OutcomeReport report = ReportOf(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    report.set_blank_uid(uid);
    EXPECT_TRUE(Send(report).booked());
    return job;
  }
  v1::ResolveJobRequest Shown(const v1::Job& job, const std::string& uid) {
    v1::ResolveJobRequest request = DecisionOf(job, v1::OUTCOME_NOT_PRINTED, kUid);
    request.set_blank_uid(uid);
    return request;
  }
  v1::ResolveJobRequest Counted(const v1::Job& job, const std::vector<std::pair<std::string, int>>& counts) {
    v1::ResolveJobRequest request = DecisionOf(job, v1::OUTCOME_NOT_PRINTED, kCount);
    for (const auto& [lot, blanks] : counts) {
      v1::CountedLot& count = *request.add_counts();
      count.set_lot(lot);
      count.set_blank_count(blanks);
    }
    return request;
  }
  rows::v1::LogEntry NewestEntryOfLot() {
    rows::v1::LogEntry entry;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLog(snapshot, {kRegency, "L1"}, std::nullopt, storage::ScanOrder::kReverse,
                               [&](const storage::LogRecord& record) {
                                 EXPECT_TRUE(entry.ParseFromString(record.entry));
                                 return false;
                               });
    }));
    return entry;
  }

  access::Actor siti_, budi_, ani_;
};

// ---- (a), (b): one person ------------------------------------------------------------------------------------------

TEST_F(DoubtsTest, OnePersonWhoLookedDecidesPrintedOrSpoiled) {
  EXPECT_EQ(Decide(siti_, DecisionOf(GivenDoubt(), v1::OUTCOME_PRINTED)), "");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Decide(siti_, DecisionOf(GivenDoubt(), v1::OUTCOME_SPOILED)), "");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 1);
}

TEST_F(DoubtsTest, WhereAChipWasReadTheOperatorGivesItsUid) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  v1::ResolveJobRequest request = DecisionOf(job, v1::OUTCOME_PRINTED);
  EXPECT_EQ(Decide(siti_, request), "UID_NEEDED");
  request.set_blank_uid("04A1B2C4");
  EXPECT_EQ(Decide(siti_, request), "UID_DIFFERS");
  request.set_blank_uid("04:a1:b2:c3");
  EXPECT_EQ(Decide(siti_, request), "");
  EXPECT_EQ(State("r001"), "PRINTED");
}

TEST_F(DoubtsTest, ASupervisorMayDecideWithoutAUidButNotAgainstIt) {
  v1::ResolveJobRequest request = DecisionOf(GivenDoubt("04A1B2C3"), v1::OUTCOME_PRINTED);
  request.set_blank_uid("00");
  EXPECT_EQ(Decide(budi_, request), "UID_DIFFERS");
  request.clear_blank_uid();
  EXPECT_EQ(Decide(budi_, request), "");
}

// ---- (c): nothing came out -----------------------------------------------------------------------------------------

TEST_F(DoubtsTest, TheSameUidStillBlankGoesBackWithTwoNames) {
  const std::string id = Decide(siti_, Shown(GivenDoubt("04A1B2C3"), "04a1b2c3"));
  ASSERT_EQ(id, "1");
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Fact(id, "evidence"), "SAME_UID_SHOWN");
  EXPECT_EQ(Fact(id, "blank_uid"), "04A1B2C3");
  EXPECT_EQ(Fact(id, "station_id"), kStation);
  EXPECT_EQ(Approve(budi_, id), "");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 10);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "NOT_PRINTED");
  EXPECT_EQ(Record("r001").attempts(0).evidence(), "SAME_UID_SHOWN");
  EXPECT_EQ(Record("r001").attempts(0).looked_by(), "account:siti, account:budi");
  const rows::v1::LogEntry entry = NewestEntryOfLot();
  EXPECT_EQ(entry.record().event(), "RESOLVED_NOT_PRINTED");
  EXPECT_EQ(entry.actor(), "account:siti");
  EXPECT_EQ(entry.second_actor(), "account:budi");
  ExpectLogsIntact();
  const v1::Job again = Take(1).at(0);
  EXPECT_EQ(again.record_id(), "r001");  // its old place
  EXPECT_EQ(again.attempt(), 2u);
}

TEST_F(DoubtsTest, AnotherUidOrNoneShowsNothing) {
  const v1::Job read = GivenDoubt("04A1B2C3");
  EXPECT_EQ(Decide(siti_, Shown(read, "04A1B2C4")), "UID_DIFFERS");
  EXPECT_EQ(Decide(siti_, Shown(read, "")), "INVALID_FIELD");
  EXPECT_EQ(Decide(siti_, Shown(GivenDoubt(), "04A1B2C4")), "UID_NOT_KNOWN");
}

TEST_F(DoubtsTest, AFullCountThatFitsIsTheWeakerEvidence) {
  Take(1);  // one is reserved
  const v1::Job job = GivenDoubt();
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 9}})), "COUNT_DIFFERS");
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 11}})), "COUNT_DIFFERS");
  const std::string id = Decide(siti_, Counted(job, {{"L1", 10}}));
  EXPECT_EQ(Fact(id, "evidence"), "FULL_COUNT");
  EXPECT_EQ(Fact(id, "counted"), "L1:10");
  EXPECT_EQ(Approve(budi_, id), "");
  EXPECT_EQ(State(job.record_id()), "READY");
  EXPECT_EQ(Record(job.record_id()).attempts(0).evidence(), "FULL_COUNT");
  EXPECT_EQ(Blanks(ACCOUNT_AVAILABLE), 9);
}

TEST_F(DoubtsTest, AFullCountNamesEveryLotOfTheSiteAndNoOther) {
  GivenBlanks(kRegency, 3, "L2");
  GivenBlanks(kLangkai, 4, "L3");
  const v1::Job job = GivenDoubt();
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 10}})), "COUNT_DIFFERS");
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 10}, {"L2", 3}, {"L3", 4}})), "COUNT_DIFFERS");
  EXPECT_EQ(Decide(siti_, Counted(job, {})), "INVALID_FIELD");
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 5}, {"L1", 5}})), "INVALID_FIELD");
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 10}, {"L2", 3}})), "1");
}

TEST_F(DoubtsTest, NobodyDecidesNotPrintedAlone) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  EXPECT_EQ(Decide(Staff().actor, Shown(job, "04A1B2C3")), "NAMED_PERSON_NEEDED");
  const std::string id = Decide(budi_, Shown(job, "04A1B2C3"));
  EXPECT_EQ(Approve(budi_, id), "SAME_PERSON");
  EXPECT_EQ(Approve(siti_, id), "NOT_ALLOWED");  // an operator proposes
  EXPECT_EQ(Approve(ani_, id), "NOT_ALLOWED");   // the centre was not there
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Resolve(job, v1::OUTCOME_NOT_PRINTED).status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(DoubtsTest, ALoginIsNotEnoughAndTheScopeCounts) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  v1::ResolveJobRequest request = Shown(job, "04A1B2C3");
  request.set_pin("482914");
  EXPECT_EQ(Decide(siti_, request), "LOGIN_REFUSED");
  const access::Actor far = GivenPerson("far", access::v1::ROLE_SUPERVISOR, "14.71");
  EXPECT_EQ(Decide(far, Shown(job, "04A1B2C3")), "OUT_OF_SCOPE");
  EXPECT_EQ(Approve(far, Decide(siti_, Shown(job, "04A1B2C3"))), "OUT_OF_SCOPE");
}

TEST_F(DoubtsTest, AnotherAttemptOrOneThatMovedOnIsRefused) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  v1::ResolveJobRequest other = Shown(job, "04A1B2C3");
  other.set_attempt(2);
  EXPECT_EQ(Decide(siti_, other), "STALE_ATTEMPT");
  const std::string id = Decide(siti_, Shown(job, "04A1B2C3"));
  EXPECT_EQ(Decide(budi_, DecisionOf(job, v1::OUTCOME_PRINTED)), "");  // the card was found
  EXPECT_EQ(Proposal(id).hindrance(), "FORBIDDEN_MOVE");
  EXPECT_EQ(Approve(budi_, id), "FORBIDDEN_MOVE");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(DoubtsTest, WhatIsInDoubtAgainIsAnotherAttempt) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  const std::string id = Decide(siti_, Shown(job, "04A1B2C3"));
  EXPECT_EQ(Decide(budi_, DecisionOf(job, v1::OUTCOME_SPOILED)), "");
  EXPECT_EQ(GivenDoubt("04A1B2C3").attempt(), 2u);
  EXPECT_EQ(Approve(budi_, id), "STALE_ATTEMPT");
  EXPECT_EQ(State("r001"), "UNCERTAIN");
}

TEST_F(DoubtsTest, AHoldThatWasAskedForFollows) {
  const v1::Job job = Take(1).at(0);
  records::v1::HoldRecordRequest hold;
  hold.set_record_id("r001");
  const access::Act act = Sign(hold, Staff());
  ASSERT_OK(records_.Hold(act, hold));
  v1::OutcomeReport report = ReportOf(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  report.set_blank_uid("04A1B2C3");
  Send(report);
  EXPECT_EQ(Approve(budi_, Decide(siti_, Shown(job, "04A1B2C3"))), "");
  EXPECT_EQ(State("r001"), "HELD");
}

TEST_F(DoubtsTest, NotPrintedWantsEvidenceAndAReason) {
  const v1::Job job = GivenDoubt();
  EXPECT_EQ(Decide(siti_, DecisionOf(job, v1::OUTCOME_NOT_PRINTED)), "INVALID_FIELD");
  v1::ResolveJobRequest request = Counted(job, {{"L1", 10}});
  request.clear_reason();
  EXPECT_EQ(Decide(siti_, request), "INVALID_FIELD");
  request.set_reason("NIK 1405021708950001");
  EXPECT_EQ(Decide(siti_, request), "INVALID_FIELD");
}

// ---- (d): the blank cannot be found --------------------------------------------------------------------------------

TEST_F(DoubtsTest, AMissingCardIsLostAndTheRecordGoesBack) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  const std::string id = Decide(budi_, DecisionOf(job, v1::OUTCOME_CARD_MISSING));
  EXPECT_EQ(Approve(siti_, id), "NOT_ALLOWED");
  EXPECT_EQ(Approve(ani_, id), "");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 1);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 0);
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "CARD_MISSING");
  EXPECT_EQ(NewestEntryOfLot().second_actor(), "account:ani");
  // It surfaces: booked from lost, and nobody gets a second card unasked.
  EXPECT_TRUE(Report(job, v1::OUTCOME_PRINTED).incident());
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(State("r001"), "HELD");
}

TEST_F(DoubtsTest, OneProposalAtATimeAboutOneRecord) {
  const v1::Job job = GivenDoubt("04A1B2C3");
  EXPECT_EQ(Decide(siti_, Shown(job, "04A1B2C3")), "1");
  EXPECT_EQ(Decide(budi_, DecisionOf(job, v1::OUTCOME_CARD_MISSING)), "PROPOSAL_WAITING");
}

// ---- VOID ----------------------------------------------------------------------------------------------------------

TEST_F(DoubtsTest, ALostStationLosesItsPermissionsInOneCommit) {
  const std::vector<v1::Job> jobs = Take(3);
  const std::string id = Void(budi_, {jobs[0], jobs[1]});
  EXPECT_EQ(Fact(id, "station_id"), kStation);
  EXPECT_EQ(Fact(id, "job"), "r001/1 STARTED");
  EXPECT_EQ(Approve(budi_, id), "NOT_ALLOWED");
  EXPECT_EQ(Approve(ani_, id), "");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(State("r003"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 2);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 1);
  EXPECT_EQ(Printer().permits(), 1);
  EXPECT_EQ(RowsOf(storage::Table::kPermit), 1u);
  EXPECT_FALSE(Station().enabled());
  ExpectLogsIntact();
}

// It would print what is given up: it is switched off first, and begins nothing once it has heard that.
TEST_F(DoubtsTest, AStationAtWorkIsNotGivenUp) {
  const std::vector<v1::Job> jobs = Take(1);
  EXPECT_EQ(TryVoid(budi_, jobs), "STATION_AT_WORK");
  const std::string id = Void(budi_, jobs);
  ChangeStation([&](printers::StationRow& row) {
    row.set_heartbeat_micros(absl::ToUnixMicros(clock_.Now()));  // it was only away
  });
  EXPECT_EQ(Approve(ani_, id), "STATION_AT_WORK");
  EXPECT_EQ(State("r001"), "STARTED");
  ChangeStation([](printers::StationRow& row) { row.set_enabled(false); });
  const auto told = TryExchange({}, 0);
  ASSERT_OK(told);
  EXPECT_EQ(told->begin_nothing(), "STATION_DISABLED");
  EXPECT_EQ(Approve(ani_, id), "");
  EXPECT_EQ(State("r001"), "READY");
}

TEST_F(DoubtsTest, CardsThatWaitForALookAreNoBlanks) {
  const v1::Job job = GivenDoubt();
  const std::vector<v1::Job> waiting = Take(2);
  v1::ExchangeJobsRequest request = ExchangeOf({}, 0);
  for (const v1::Job& card : waiting) *request.add_looks() = Ref(card);
  const access::Act act = Sign(request);
  EXPECT_OK(scheduler_.Exchange(act, request));
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 10}})), "COUNT_DIFFERS");
  EXPECT_EQ(Decide(siti_, Counted(job, {{"L1", 8}})), "1");
}

TEST_F(DoubtsTest, WhatALostStationDidPrintIsStillHeard) {
  const std::vector<v1::Job> jobs = Take(2);
  EXPECT_EQ(Approve(ani_, Void(budi_, {jobs[0]})), "");
  const v1::OutcomeResult kept = Report(jobs[1], v1::OUTCOME_PRINTED);
  EXPECT_TRUE(kept.booked());
  EXPECT_FALSE(kept.late());
  EXPECT_EQ(State("r002"), "PRINTED");
  EXPECT_TRUE(Report(jobs[0], v1::OUTCOME_PRINTED).late());
  EXPECT_EQ(State("r001"), "HELD");
}

TEST_F(DoubtsTest, AnotherChipThanTheOneThatWasReadDecidesNothing) {
  const v1::Job job = GivenDoubt("04A1B2C3D4E5F6");
  v1::OutcomeReport said = ReportOf(job, v1::OUTCOME_PRINTED);
  said.set_blank_uid("04FFFFFFFFFFFF");
  const v1::OutcomeResult result = Send(said);
  EXPECT_TRUE(result.booked());
  EXPECT_TRUE(result.incident());
  EXPECT_EQ(State(job.record_id()), "UNCERTAIN");
  EXPECT_EQ(Record(job.record_id()).attempts(0).blank_uid(), "04A1B2C3D4E5F6");
  said = ReportOf(job, v1::OUTCOME_PRINTED);
  said.set_blank_uid("04a1b2c3d4e5f6");
  EXPECT_FALSE(Send(said).incident());
  EXPECT_EQ(State(job.record_id()), "PRINTED");
}

TEST_F(DoubtsTest, ACardOfALostStationThatSurfacesIsBooked) {
  const std::vector<v1::Job> jobs = Take(1);
  EXPECT_EQ(Approve(ani_, Void(budi_, jobs)), "");
  EXPECT_TRUE(Report(jobs[0], v1::OUTCOME_PRINTED).late());
  EXPECT_EQ(Blanks(ACCOUNT_LOST), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(State("r001"), "HELD");
}

TEST_F(DoubtsTest, VoidIsForPermissionsOfThatStation) {
  GivenStation(kOtherStation, {kRegency});
  const std::vector<v1::Job> granted = Pull(1);
  EXPECT_EQ(Void(budi_, granted), "FORBIDDEN_MOVE");  // goes back by itself
  const std::vector<v1::Job> jobs = Take(1);
  EXPECT_EQ(Void(budi_, jobs, kOtherStation), "NOT_PERMITTED");
  EXPECT_EQ(Void(budi_, {jobs[0], jobs[0]}), "INVALID_FIELD");
  EXPECT_EQ(Void(siti_, jobs), "NOT_ALLOWED");
  const std::string id = Void(budi_, jobs);
  Report(jobs[0], v1::OUTCOME_PRINTED);
  EXPECT_EQ(Approve(ani_, id), "FORBIDDEN_MOVE");
  EXPECT_TRUE(Station().enabled());
}

TEST_F(DoubtsTest, TwentyPermissionsFitOneCommit) {
  GivenRecords("s", 20, {.recorded_day = 100});
  GivenBlanks(kRegency, 30, "L2");
  const std::vector<v1::Job> jobs = Take(20);
  ASSERT_EQ(jobs.size(), 20u);
  EXPECT_EQ(Approve(ani_, Void(budi_, jobs)), "");
  EXPECT_EQ(Blanks(ACCOUNT_LOST) + Blanks(ACCOUNT_LOST, kRegency, "L2"), 20);
}

}  // namespace
}  // namespace blangko::scheduler
