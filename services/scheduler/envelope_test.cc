// The envelope that holds what was taken out of the printer: whoever decides the doubt must know which one to open.
#include "services/scheduler/doubts_fixture.h"

namespace blangko::scheduler {
namespace {

using rows::v1::ACCOUNT_UNCERTAIN_HELD;

class EnvelopeTest : public DoubtsFixture {
 protected:
  EnvelopeTest() {
    GivenBlanks(kRegency, 10);
    GivenRecords("r", 2);
    job_ = Take(1).at(0);
  }
  v1::OutcomeResult Doubt(const std::string& envelope) {
    v1::OutcomeReport report = ReportOf(job_, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
    report.set_envelope(envelope);
    return Send(report);
  }
  std::string Envelope() { return Record("r001").attempts(0).envelope(); }

  v1::Job job_;
};

TEST_F(EnvelopeTest, IsNotedOnTheAttemptAndMovesNothing) {
  EXPECT_TRUE(Doubt("").booked());
  const int entries = Record("r001").history_size();
  const v1::OutcomeResult noted = Doubt("AMPLOP 7");
  EXPECT_TRUE(noted.booked());
  EXPECT_FALSE(noted.late());
  EXPECT_FALSE(noted.incident());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Envelope(), "AMPLOP 7");
  EXPECT_EQ(Record("r001").history_size(), entries + 1);
  EXPECT_EQ(Blanks(ACCOUNT_UNCERTAIN_HELD), 1);
  ExpectLogsIntact();
}

TEST_F(EnvelopeTest, MayComeWithTheDoubtItself) {
  EXPECT_FALSE(Doubt("7").late());
  EXPECT_EQ(State("r001"), "UNCERTAIN");
  EXPECT_EQ(Envelope(), "7");
}

TEST_F(EnvelopeTest, SentAgainIsAnsweredAgain) {
  Doubt("");
  v1::OutcomeReport report = ReportOf(job_, v1::OUTCOME_UNCERTAIN, v1::EVIDENCE_JOURNAL);
  report.set_envelope("7");
  EXPECT_TRUE(Send(report).booked());
  const int entries = Record("r001").history_size();
  EXPECT_TRUE(Send(report).booked());
  EXPECT_EQ(Record("r001").history_size(), entries);
  report.set_envelope("8");
  EXPECT_EQ(Send(report).error_reason(), "SEQUENCE_CONFLICT");
}

TEST_F(EnvelopeTest, HasOneToFortyPrintableCharacters) {
  Doubt("");
  EXPECT_EQ(Doubt(std::string(41, '7')).error_reason(), "INVALID_FIELD");
  EXPECT_EQ(Doubt("7\n8").error_reason(), "INVALID_FIELD");
  EXPECT_EQ(Doubt("\xff").error_reason(), "INVALID_FIELD");
  EXPECT_TRUE(Doubt(std::string(40, '7')).booked());
}

TEST_F(EnvelopeTest, IsShownInTheListOfDoubtsAndInTheProposal) {
  Doubt("7");
  v1::ListJobsRequest request;
  request.add_states(records::v1::RECORD_STATE_UNCERTAIN);
  const access::Actor siti = GivenPerson("siti", access::v1::ROLE_SUPERVISOR);
  const std::string id = Decide(siti, DecisionOf(job_, v1::OUTCOME_CARD_MISSING));
  ASSERT_OK_AND_ASSIGN(const auto listed, scheduler_.ListJobs(Staff(), request, 10, ""));
  ASSERT_EQ(listed.jobs.size(), 1u);
  EXPECT_EQ(listed.jobs[0].envelope(), "7");
  EXPECT_EQ(listed.jobs[0].proposal_id(), id);
  EXPECT_TRUE(listed.jobs[0].has_outcome_time());
  EXPECT_EQ(Fact(id, "envelope"), "7");
}

}  // namespace
}  // namespace blangko::scheduler
