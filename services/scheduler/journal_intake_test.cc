// A store restored from a backup: nothing is granted before the stations' journals are here, and what they hold counts.
#include "services/journal_file/outcome_report.h"
#include "services/scheduler/journal_intake_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_CONSUMED;
using rows::v1::ACCOUNT_RESERVED;
using rows::v1::ACCOUNT_SPOILED_HELD;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class JournalIntakeTest : public JournalIntakeFixture {
 protected:
  JournalIntakeTest() {
    GivenBlanks(kRegency, 10);
    GivenBlanks(kLangkai, 5);
    GivenRecords("r", 6);
  }
};

TEST_F(JournalIntakeTest, NothingIsGrantedBeforeTheJournalsAreHere) {
  const v1::Job granted = Pull(1).at(0);
  GivenRecord("k001", {.site = kLangkai});
  GivenStation("langkai-2", {kLangkai});
  ChangeStation([](printers::StationRow& row) { row.set_enabled(false); }, "langkai-2");
  GivenRestore();
  EXPECT_EQ(ReasonOf(TryPull(1).status()), "JOURNAL_AWAITED");
  EXPECT_EQ(ReasonOf(TryExchange({}, 1).status()), "JOURNAL_AWAITED");
  EXPECT_EQ(Start(granted), "JOURNAL_AWAITED");
  ChangeStation([](printers::StationRow& row) { row.set_enabled(true); }, "langkai-2");
  const auto closed = TryPull(1, "langkai-2");  // not awaited itself, but its line is another's, too
  ASSERT_OK(closed);
  EXPECT_THAT(closed->jobs(), IsEmpty());
  EXPECT_EQ(closed->empty_reason(), "SITE_CLOSED");
  const auto explained = scheduler_.Explain(Staff(), [] {
    v1::ExplainRecordRequest request;
    request.set_record_id("k001");
    return request;
  }());
  ASSERT_OK(explained);
  EXPECT_THAT(explained->waits_for(), testing::Contains("SITE_CLOSED"));
  EXPECT_THAT(explained->sentence_id(), HasSubstr("sedang dicocokkan"));
  const auto taken = TakeJournal(JournalOf(kOtherStation));
  EXPECT_EQ(taken.state(), recovery::v1::JOURNAL_STATE_TAKEN);
  EXPECT_THAT(taken.closed_sites(), ElementsAre(kRegency));
  EXPECT_THAT(Ids(Pull(1, "langkai-2")), ElementsAre("k001"));
}

TEST_F(JournalIntakeTest, WhatTheStationPrintedSinceIsPrintedOnce) {
  GivenRestore();
  Journal journal = JournalOf(kStation);
  for (const char* record : {"r001", "r002", "r003"}) Permit(journal, record, 1);
  Say(journal, "r001", 1, v1::OUTCOME_PRINTED);
  Say(journal, "r002", 1, v1::OUTCOME_SPOILED);
  Permit(journal, "r002", 2);
  const auto taken = TakeJournal(journal);
  EXPECT_EQ(taken.permits(), 4);
  EXPECT_EQ(taken.facts(), 2);
  EXPECT_EQ(taken.incidents(), 0);
  EXPECT_EQ(taken.taken_seq(), journal.entries.size());
  EXPECT_THAT(taken.closed_sites(), ElementsAre(kLangkai));
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(State("r002"), "STARTED");
  EXPECT_EQ(Record("r002").attempts().rbegin()->number(), 2u);
  EXPECT_EQ(State("r003"), "STARTED");
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(Blanks(ACCOUNT_SPOILED_HELD), 1);
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 2);
  EXPECT_THAT(Ids(Take(2)), ElementsAre("r004", "r005"));
  ExpectLogsIntact();

  const auto again = TakeJournal(journal);  // the same file changes nothing
  EXPECT_EQ(again.state(), recovery::v1::JOURNAL_STATE_TAKEN);
  EXPECT_EQ(again.permits() + again.facts(), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
}

TEST_F(JournalIntakeTest, TheStationGoesOnWithWhatItHolds) {
  GivenRestore();
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  TakeJournal(journal);
  v1::Job held;
  held.set_record_id("r001");
  held.set_attempt(1);
  const auto result = Report(held, v1::OUTCOME_PRINTED);
  EXPECT_TRUE(result.booked());
  EXPECT_FALSE(result.late());
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Printer().permits(), 0);
}

TEST_F(JournalIntakeTest, FactsThatTheBackupKnowsAreKnown) {
  const v1::Job job = Take(1).at(0);
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  Say(journal, "r001", 1, v1::OUTCOME_PRINTED);
  Send(journal_file::ReportOf(journal.entries.back()));
  GivenRestore();
  const auto taken = TakeJournal(journal);
  EXPECT_EQ(taken.permits(), 0);
  EXPECT_EQ(taken.incidents(), 0);
  EXPECT_EQ(Blanks(ACCOUNT_CONSUMED), 1);
  EXPECT_EQ(job.record_id(), "r001");
}

TEST_F(JournalIntakeTest, APermissionProvesThatHoldAndGateWereOver) {
  EXPECT_OK(store_.Update("test.hold", [&](storage::Txn& txn) -> absl::Status {
    access::Act act = Staff();
    PolicyCache policies(txn, act.now);
    Work work{txn, &heads_, act, policies};
    ASSIGN_OR_RETURN(RecordRow row, records::GetRecord(txn, "r001"));
    RecordEdit edit(work, row);
    RETURN_IF_ERROR(edit.Hold("PERSON"));
    return edit.Save();
  }));
  const v1::Job granted = Pull(1).at(0);
  EXPECT_EQ(granted.record_id(), "r002");
  GivenRestore();
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  Permit(journal, "r002", 1);  // that grant was started
  Permit(journal, "r003", 4);  // attempts between were given back before anybody printed
  EXPECT_EQ(TakeJournal(journal).permits(), 3);
  for (const char* record : {"r001", "r002", "r003"}) EXPECT_EQ(State(record), "STARTED") << record;
  EXPECT_EQ(Blanks(ACCOUNT_RESERVED), 3);
  EXPECT_EQ(Printer().permits(), 3);
}

TEST_F(JournalIntakeTest, AnOlderAttemptOfAnotherStationComesFirst) {
  GivenStation("pelalawan-2", {kRegency});
  ChangeStation([](printers::StationRow& row) { row.set_public_key(Key().public_key); }, "pelalawan-2");
  const v1::Job started = Take(1).at(0);
  GivenRestore();
  Journal later = JournalOf("pelalawan-2");
  Permit(later, "r002", 1);
  Permit(later, "r001", 2);
  Say(later, "r001", 2, v1::OUTCOME_PRINTED);
  const auto waits = TakeJournal(later);
  EXPECT_EQ(waits.state(), recovery::v1::JOURNAL_STATE_AWAITED);
  EXPECT_EQ(waits.waits_for_station(), kStation);
  EXPECT_EQ(waits.waits_for_record(), "r001");
  EXPECT_EQ(waits.taken_seq(), 2u);
  Journal first = JournalOf(kStation);
  Permit(first, started.record_id(), 1);
  Say(first, "r001", 1, v1::OUTCOME_SPOILED);
  EXPECT_EQ(TakeJournal(first).facts(), 1);
  EXPECT_EQ(TakeJournal(later).state(), recovery::v1::JOURNAL_STATE_TAKEN);
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(State("r002"), "STARTED");
}

TEST_F(JournalIntakeTest, AFileThatIsNotTheStationsIsNotTaken) {
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  EXPECT_THAT(WhyNot(FileOf(journal, clock_.Now())), HasSubstr("this store was not restored"));
  GivenRestore();
  const std::string file = FileOf(journal, clock_.Now());
  EXPECT_THAT(WhyNot(file.substr(0, file.size() - 20)), HasSubstr("line 4"));
  EXPECT_THAT(WhyNot(FileOf(journal, clock_.Now(), SigningKeyFromSeed(std::string(32, 'x')))),
              HasSubstr("another key"));
  Journal renamed = journal;
  renamed.station = kOtherStation;
  EXPECT_THAT(WhyNot(FileOf(renamed, clock_.Now())),
              HasSubstr("another station or epoch than the header says"));
  const std::string unknown = FileOf(JournalOf("nobody-1"), clock_.Now());
  EXPECT_EQ(ReasonOf(TryTakeFile(unknown).status()), "UNKNOWN_STATION");
  ChangeStation([](printers::StationRow& row) { row.set_last_seq(3); });
  EXPECT_THAT(WhyNot(file), HasSubstr("disk is older than the backup"));
  ChangeStation([](printers::StationRow& row) { row.set_epoch(2); });
  EXPECT_THAT(WhyNot(file), HasSubstr("epoch 1"));
  EXPECT_EQ(State("r001"), "READY");
}

// With the station's clock ahead an export from before its last cards looks new: its time says nothing.
TEST_F(JournalIntakeTest, AnExportFromBeforeTheRestoreIsNotTakenWhateverItsClockSays) {
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  const std::string plain = FileOf(journal, clock_.Now() + absl::Hours(2));
  GivenRestore();
  const std::string of_first_restore = FileOf(journal, clock_.Now() + absl::Hours(2));
  const std::string first_code = code_;
  EXPECT_THAT(WhyNot(plain),
              HasSubstr("without the code of this restore; export it again at the station with "
                        "--code " +
                        code_));
  GivenRestore();
  EXPECT_THAT(WhyNot(of_first_restore), HasSubstr("exported with code " + first_code));
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(ReasonOf(TryPull(1).status()), "JOURNAL_AWAITED");
}

TEST_F(JournalIntakeTest, AStationWhoseClockIsBehindIsBelievedByItsCode) {
  GivenRestore();
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  EXPECT_EQ(WhyNot(FileOf(journal, clock_.Now() - absl::Hours(5))), "");
  EXPECT_EQ(State("r001"), "STARTED");
}

TEST_F(JournalIntakeTest, WhoGivesUpAnAwaitedStationIsToldWhatThatOpens) {
  GivenRestore();
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR, kRegency);
  const access::Actor ani = GivenPerson("ani", access::v1::ROLE_CENTRE);
  const std::string id = Void(budi, {});
  EXPECT_NE(Fact(id, "journal_awaited_since"), "");
  EXPECT_NE(Fact(id, "journal_unknown_since"), "");
  EXPECT_EQ(Fact(id, "site_opens"), kRegency);
  EXPECT_EQ(Approve(ani, id), "");
  EXPECT_THAT(WhyNot(FileOf(JournalOf(kStation), clock_.Now())),
              testing::AllOf(HasSubstr("was given up at "), HasSubstr("budi"), HasSubstr("ani"),
                             HasSubstr("keep the file")));
}

TEST_F(JournalIntakeTest, AStationThatIsNotAwaitedIsGivenUpWithoutAWordOfJournals) {
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR, kRegency);
  EXPECT_EQ(Fact(Void(budi, {}), "journal_awaited_since"), "");
}

TEST_F(JournalIntakeTest, OnceItIsTakenNobodyCanAddToIt) {
  GivenRestore();
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  TakeJournal(journal);
  Permit(journal, "r002", 1);
  Say(journal, "r002", 1, v1::OUTCOME_PRINTED);
  EXPECT_THAT(WhyNot(FileOf(journal, clock_.Now(), SigningKeyFromSeed(std::string(32, 'x')))),
              HasSubstr("another key"));
  EXPECT_EQ(TakeJournal(journal).permits(), 0);
  EXPECT_EQ(State("r002"), "READY");
}

TEST_F(JournalIntakeTest, AJournalThatContradictsTheBackupIsNotTaken) {
  const v1::Job job = Take(1).at(0);
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  Say(journal, "r001", 1, v1::OUTCOME_PRINTED);
  Send(journal_file::ReportOf(journal.entries.back()));
  GivenRestore();
  journal.entries.back().mutable_card_outcome()->set_outcome(v1::OUTCOME_SPOILED);
  EXPECT_EQ(ReasonOf(TryTakeFile(FileOf(journal, clock_.Now())).status()), "SEQUENCE_CONFLICT");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(ReasonOf(TryPull(1).status()), "JOURNAL_AWAITED");
  EXPECT_EQ(job.record_id(), "r001");
}

TEST_F(JournalIntakeTest, ARefusedFactLeavesNothingBehind) {
  const v1::Job doubt = Take(1).at(0);
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  Say(journal, "r001", 1, v1::OUTCOME_UNCERTAIN);
  Send(journal_file::ReportOf(journal.entries.back()));
  MoveBlanks(kRegency, "L1", rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_LOST, 1);
  GivenRestore();
  Say(journal, "r001", 1, v1::OUTCOME_PRINTED);  // its blank is not where the doubt had it
  const auto taken = TakeJournal(journal);
  EXPECT_EQ(taken.refused(), 1);
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Record("r001").attempts(0).outcome(), "UNCERTAIN");
  ExpectLogsIntact();
  EXPECT_EQ(doubt.record_id(), "r001");
}

TEST_F(JournalIntakeTest, ImportsAndReceiptsSinceTheBackupComeFirst) {
  MoveBlanks(kRegency, "L1", ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_QUARANTINED, 9);
  GivenRestore();
  Journal journal = JournalOf(kStation);
  Permit(journal, "r001", 1);
  Permit(journal, "r002", 1);
  Permit(journal, "r999", 1);
  EXPECT_THAT(WhyNot(FileOf(journal, clock_.Now())), HasSubstr("no blank at 14.05 for record r002"));
  EXPECT_EQ(State("r001"), "STARTED");  // what was taken before is kept
  MoveBlanks(kRegency, "L1", rows::v1::ACCOUNT_QUARANTINED, ACCOUNT_AVAILABLE, 9);
  EXPECT_THAT(WhyNot(FileOf(journal, clock_.Now())), HasSubstr("record r999 is not here"));
  EXPECT_EQ(State("r002"), "STARTED");
  GivenRecord("r999");
  EXPECT_EQ(TakeJournal(journal).state(), recovery::v1::JOURNAL_STATE_TAKEN);
}

TEST_F(JournalIntakeTest, TwoPersonsDeclareAStationLost) {
  GivenRestore();
  const access::Actor budi = GivenPerson("budi", access::v1::ROLE_SUPERVISOR);
  const access::Actor ani = GivenPerson("ani", access::v1::ROLE_CENTRE);
  EXPECT_EQ(Approve(ani, Void(budi, {})), "");
  ChangeStation([](printers::StationRow& row) { row.set_enabled(true); });
  EXPECT_THAT(Ids(Take(1)), ElementsAre("r001"));
  EXPECT_THAT(WhyNot(FileOf(JournalOf(kStation), clock_.Now())), HasSubstr("was given up at "));
}

}  // namespace
}  // namespace blangko::scheduler
