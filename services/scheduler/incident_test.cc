// Facts that do not fit are incidents: written with the fact, open until a person has decided or settled.
#include <cstdlib>

#include "services/incidents/incident_table.h"
#include "services/refusal/words.h"
#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {
namespace {

using incidents::IncidentRow;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class IncidentTest : public DoubtsFixture {
 protected:
  IncidentTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 5);
  }
  ~IncidentTest() override { unsetenv("BLANGKO_PLANT"); }

  std::vector<IncidentRow> About(const std::string& record = "r001") {
    return storage::ViewFor<std::vector<IncidentRow>>(
               store_,
               [&](storage::Snapshot& snapshot) { return incidents::IncidentsAbout(snapshot, record); })
        .value();
  }
  // "CONTRADICTION PRINTED>SPOILED" of those that are open.
  std::vector<std::string> Open(const std::string& record = "r001") {
    std::vector<std::string> open;
    for (const IncidentRow& incident : About(record)) {
      if (!incidents::IsOpen(incident)) continue;
      open.push_back(absl::StrCat(incidents::NameOf(incident), " ", incident.known(), ">", incident.said()));
    }
    return open;
  }
  v1::ExplainRecordResponse Explained(const std::string& record = "r001") {
    v1::ExplainRecordRequest request;
    request.set_record_id(record);
    return scheduler_.Explain(Staff(), request).value();
  }
  // A doubt with an incident, whose blank has gone from where it was booked: what is said of it now is refused.
  std::vector<std::string> OpenAfterARefusedExchange() {
    const v1::Job job = Take(1).at(0);
    ChangeStation([](printers::StationRow& station) { station.set_epoch(2); });
    Report(job, v1::OUTCOME_PRINTED);
    MoveBlanks(kRegency, "L1", rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_LOST, 1);
    const auto exchanged = TryExchange({ReportOf(job, v1::OUTCOME_PRINTED)}, 0);
    EXPECT_OK(exchanged);
    EXPECT_EQ(exchanged->results(0).error_reason(), "ACCOUNT_WOULD_BE_NEGATIVE");
    EXPECT_EQ(State("r001"), "UNCERTAIN");
    return Open();
  }
  // A station speaks of many attempts that nobody gave it.
  size_t IncidentsOfInventedAttempts() {
    v1::Job invented = Take(1).at(0);
    Report(invented, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    for (uint32_t number = 1000; number < 1300; ++number) {
      invented.set_attempt(number);
      EXPECT_TRUE(Report(invented, v1::OUTCOME_PRINTED).booked());
    }
    return About().size();
  }
  void PrintTwoWithOneChip() {
    for (const v1::Job& job : Take(2)) {
      v1::OutcomeReport report = ReportOf(job, v1::OUTCOME_PRINTED);
      report.set_blank_uid("04A1B2C3D4E5F6");
      Send(report);
    }
  }
  v1::Job Printed() {
    const v1::Job job = Take(1).at(0);
    Report(job, v1::OUTCOME_PRINTED);
    return job;
  }
};

TEST_F(IncidentTest, AContradictionOfAPrintedCardIsOpenAndNamed) {
  Report(Printed(), v1::OUTCOME_SPOILED);
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_THAT(Open(), ElementsAre("CONTRADICTION PRINTED>SPOILED"));
  const IncidentRow incident = About().at(0);
  EXPECT_EQ(incident.office(), kRegency);
  EXPECT_EQ(incident.attempt(), 1u);
  EXPECT_EQ(incident.station_id(), kStation);
  EXPECT_EQ(incident.evidence(), "OPERATOR");
  EXPECT_EQ(incident.since_micros(), absl::ToUnixMicros(clock_.Now()));
}

TEST_F(IncidentTest, ASecondCardOfAPrintedRecordIsOpen) {
  const v1::Job old = Take(1).at(0);
  Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Printed();
  Report(old, v1::OUTCOME_PRINTED);
  EXPECT_THAT(Open(), ElementsAre("SECOND_CARD RELEASED>PRINTED"));
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_CONSUMED), 2);
}

TEST_F(IncidentTest, ACardInOrderAfterAnUnexpectedOneIsASecondCard) {
  const auto second_cards = [this](const std::string& record) {
    const v1::Job old = Take(1).at(0);
    EXPECT_EQ(old.record_id(), record);
    Report(old, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
    const v1::Job next = Take(1).at(0);
    Report(old, v1::OUTCOME_PRINTED);  // while the next one is at the printer
    Report(next, v1::OUTCOME_PRINTED);
    EXPECT_EQ(State(record), "PRINTED");
    const std::vector<std::string> open = Open(record);
    return std::count(open.begin(), open.end(), "SECOND_CARD >PRINTED");
  };
  EXPECT_EQ(second_cards("r001"), 1);
  setenv("BLANGKO_PLANT", "second-card-in-order-unseen", 1);
  EXPECT_EQ(second_cards("r002"), 0);
}

TEST_F(IncidentTest, ARepeatedFactOpensNoSecondOne) {
  const v1::Job job = Printed();
  const v1::OutcomeReport spoiled = ReportOf(job, v1::OUTCOME_SPOILED);
  Send(spoiled);
  Send(spoiled);
  Report(job, v1::OUTCOME_SPOILED);
  EXPECT_EQ(About().size(), 1u);
}

TEST_F(IncidentTest, WhoDecidesAboutTheUnexpectedCardSettlesIt) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_EQ(State("r001"), "HELD");
  EXPECT_THAT(Open(), ElementsAre("UNEXPECTED_CARD RELEASED>PRINTED"));
  ASSERT_OK(Resolve(job, v1::OUTCOME_PRINTED));
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_THAT(Open(), IsEmpty());
  EXPECT_EQ(About().at(0).settled_by(), "local:budi");
  EXPECT_EQ(About().at(0).settle_reason(), "RESOLVED_PRINTED");
}

TEST_F(IncidentTest, AReplacedStationsOutcomeIsSettledWithItsDoubt) {
  const v1::Job job = Take(1).at(0);
  ChangeStation([](printers::StationRow& station) { station.set_epoch(2); });
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_THAT(Open(), ElementsAre("STATION_REPLACED >PRINTED"));
  ASSERT_OK(Resolve(job, v1::OUTCOME_SPOILED));
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(IncidentTest, AChipOfTwoCardsIsAboutBothRecords) {
  PrintTwoWithOneChip();
  EXPECT_THAT(Open("r001"), ElementsAre("UID_USED >"));
  ASSERT_THAT(Open("r002"), ElementsAre("UID_USED >"));
  EXPECT_EQ(About("r002").at(0).blank_uid(), "04A1B2C3D4E5F6");
}

TEST_F(IncidentTest, ExplainSendsNobodyToCollectWhatIsNotHandedOver) {
  const v1::Job job = Printed();
  EXPECT_THAT(Explained().waits_for(), ElementsAre("COLLECT"));
  Report(job, v1::OUTCOME_SPOILED);
  const v1::ExplainRecordResponse explained = Explained();
  EXPECT_THAT(explained.waits_for(), ElementsAre("INCIDENT"));
  EXPECT_THAT(explained.open_incidents(), ElementsAre("1"));
  EXPECT_THAT(explained.sentence_id(), HasSubstr("silakan datang ke Dinas"));
  EXPECT_THAT(explained.staff_sentence_id(), HasSubstr("blangko incidents show 1"));
  EXPECT_THAT(explained.staff_sentence_en(), HasSubstr("Incident 1 is not settled"));
}

// After an outcome that let the blank go, the journal brings first a doubt and then the card.
TEST_F(IncidentTest, TheNewestWordOfACardIsShownAndTheFirstKept) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_THAT(Open(), ElementsAre("UNEXPECTED_CARD RELEASED>UNCERTAIN"));
  clock_.Advance(absl::Minutes(5));
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_THAT(Open(), ElementsAre("UNEXPECTED_CARD RELEASED>PRINTED"));
  const IncidentRow incident = About().at(0);
  EXPECT_EQ(incident.first_said(), "UNCERTAIN");
  EXPECT_EQ(incident.evidence(), "OPERATOR");
  EXPECT_EQ(incidents::FactsOf(incident), 2u);
  EXPECT_EQ(incident.newest_micros(), absl::ToUnixMicros(clock_.Now()));
}

TEST_F(IncidentTest, AWordThatIsNoIncidentByItselfIsShownInTheOpenOne) {
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  EXPECT_FALSE(Report(job, v1::OUTCOME_SPOILED).incident());
  EXPECT_THAT(Open(), ElementsAre("UNEXPECTED_CARD RELEASED>SPOILED"));
}

TEST_F(IncidentTest, CatchesAnIncidentThatKeepsItsFirstWord) {
  setenv("BLANGKO_PLANT", "incident-keeps-first-word", 1);
  const v1::Job job = Take(1).at(0);
  Report(job, v1::OUTCOME_RELEASED, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  Report(job, v1::OUTCOME_PRINTED);
  EXPECT_THAT(Open(), ElementsAre("UNEXPECTED_CARD RELEASED>UNCERTAIN"));
}

TEST_F(IncidentTest, EveryKindHasItsWords) {
  for (int kind = 1; kind <= incidents::v1::IncidentKind_MAX; ++kind) {
    IncidentRow incident;
    incident.set_kind(static_cast<uint32_t>(kind));
    const std::string name = incidents::NameOf(incident);
    EXPECT_NE(WordOf("", name, Language::kIndonesian), name);
  }
}

TEST_F(IncidentTest, AFactThatIsRefusedInAnExchangeSettlesNothing) {
  EXPECT_THAT(OpenAfterARefusedExchange(), ElementsAre("STATION_REPLACED >PRINTED"));
  ExpectLogsIntact();
}

TEST_F(IncidentTest, CatchesARefusedFactThatIsHalfDone) {
  setenv("BLANGKO_PLANT", "refused-fact-half-done", 1);
  EXPECT_THAT(OpenAfterARefusedExchange(), IsEmpty());
}

TEST_F(IncidentTest, InventedAttemptsAreOneIncidentAndTakeNoBlank) {
  EXPECT_EQ(IncidentsOfInventedAttempts(), 1u);
  EXPECT_EQ(incidents::FactsOf(About().at(0)), 300u);
  EXPECT_EQ(About().at(0).attempt(), 1000u);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 10);
  v1::Job first;
  first.set_record_id("r001");
  first.set_attempt(1000);
  ASSERT_OK(Resolve(first, v1::OUTCOME_SPOILED)) << "one decision ends it";
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(IncidentTest, CatchesInventedAttemptsThatAreIncidentsEach) {
  setenv("BLANGKO_PLANT", "invented-attempts-unbounded", 1);
  EXPECT_GT(IncidentsOfInventedAttempts(), 1u);
}

TEST_F(IncidentTest, CatchesAFirstCardOfAChipThatIsPassed) {
  setenv("BLANGKO_PLANT", "first-card-of-a-chip-passed", 1);
  PrintTwoWithOneChip();
  EXPECT_THAT(Open("r001"), IsEmpty());
}

TEST_F(IncidentTest, CatchesAnIncidentThatIsNotWritten) {
  setenv("BLANGKO_PLANT", "incident-not-written", 1);
  EXPECT_TRUE(Report(Printed(), v1::OUTCOME_SPOILED).incident());
  EXPECT_THAT(Open(), Not(ElementsAre("CONTRADICTION PRINTED>SPOILED")));
}

}  // namespace
}  // namespace blangko::scheduler
