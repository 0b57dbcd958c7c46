#include "services/desk/desk.h"

#include <cstdlib>

#include "services/incidents/incident_table.h"
#include "services/incidents/incidents.h"
#include "services/scheduler/late_doubt.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/card_register.h"

namespace blangko::desk {
namespace {

class DeskTest : public scheduler::SchedulerFixture {
 protected:
  DeskTest() {
    GivenBlanks(scheduler::kRegency, 5);
    GivenRecords("r", 2);
  }
  v1::HandOverRequest RequestFor(const std::string& record_id) {
    v1::HandOverRequest request;
    request.set_record_id(record_id);
    request.set_collector("OWNER");
    request.set_check("FINGERPRINT");
    return request;
  }
  absl::StatusOr<records::RecordRow> HandOver(v1::HandOverRequest request, const std::string& scope = "") {
    const access::Act act = Sign(request, Staff(scope));
    return desk_.HandOver(act, request);
  }
  void SettleAll(const std::string& record_id) {
    const scheduler::DoubtsAreDecidedFirst rule;
    const auto open = storage::ViewFor<std::vector<incidents::IncidentRow>>(
        store_, [&](storage::Snapshot& snapshot) { return incidents::AllOpenAbout(snapshot, record_id); });
    ASSERT_OK(open);
    for (const incidents::IncidentRow& incident : *open) {
      incidents::v1::SettleIncidentRequest settle;
      settle.set_incident_id(absl::StrCat(incident.number()));
      settle.set_reason("kedua kartu dilihat");
      const access::Act act = Sign(settle, Staff());
      EXPECT_OK(incidents::Incidents(store_, rule).Settle(act, settle));
    }
  }
  void Print() { Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED); }

  Desk desk_{store_};
};

TEST_F(DeskTest, APrintedCardIsHandedOverOnce) {
  Print();
  ASSERT_OK(HandOver(RequestFor("r001")));
  EXPECT_EQ(State("r001"), "HANDED_OVER");
  EXPECT_EQ(ReasonOf(HandOver(RequestFor("r001")).status()), "FORBIDDEN_MOVE");
  ExpectLogsIntact();
}

TEST_F(DeskTest, ARepeatedRequestIsAnsweredAgain) {
  Print();
  v1::HandOverRequest request = RequestFor("r001");
  const access::Act act = Sign(request, Staff());
  EXPECT_OK(desk_.HandOver(act, request));
  EXPECT_OK(desk_.HandOver(act, request));
  EXPECT_EQ(Record("r001").history_size(), 3);  // grant, outcome, hand-over
}

class OldCardTest : public DeskTest {
 protected:
  // Cards taken back that the office keeps.
  std::vector<stock::CardRow> Withdrawn() {
    std::vector<stock::CardRow> cards;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return stock::VisitCards(snapshot, {scheduler::kRegency, stock::kWithdrawnCards, 0}, false,
                               [&](const stock::CardRow& card) {
                                 cards.push_back(card);
                                 return true;
                               });
    }));
    return cards;
  }
};

TEST_F(OldCardTest, AnOldCardThatIsTakenBackIsInTheRegister) {
  Print();
  v1::HandOverRequest request = RequestFor("r001");
  request.set_old_card_taken_back(true);
  ASSERT_OK(HandOver(request));
  ASSERT_EQ(Withdrawn().size(), 1U);
  EXPECT_EQ(Withdrawn()[0].for_record(), "r001");
  EXPECT_EQ(Withdrawn()[0].cause(), "REPLACED");
}

TEST_F(OldCardTest, CatchesAnOldCardThatIsInNoRegister) {
  Print();
  v1::HandOverRequest request = RequestFor("r001");
  request.set_old_card_taken_back(true);
  setenv("BLANGKO_PLANT", "old-card-not-in-register", 1);
  EXPECT_OK(HandOver(request));
  unsetenv("BLANGKO_PLANT");
  EXPECT_TRUE(Withdrawn().empty());
}

TEST_F(DeskTest, OnlyAPrintedCardOfTheOwnAreaByStaff) {
  EXPECT_EQ(ReasonOf(HandOver(RequestFor("r002")).status()), "FORBIDDEN_MOVE");
  Print();
  EXPECT_EQ(ReasonOf(HandOver(RequestFor("r001"), "14.06").status()), "OUT_OF_SCOPE");
  v1::HandOverRequest by_station = RequestFor("r001");
  EXPECT_EQ(ReasonOf(desk_.HandOver(Sign(by_station, StationAct()), by_station).status()), "NOT_ALLOWED");
  EXPECT_EQ(State("r001"), "PRINTED");
}

TEST_F(DeskTest, ACardWithAnOpenIncidentStaysUntilItIsSettled) {
  const scheduler::v1::Job job = Take(1).at(0);
  Report(job, scheduler::v1::OUTCOME_PRINTED);
  Report(job, scheduler::v1::OUTCOME_SPOILED);
  const absl::Status refused = HandOver(RequestFor("r001")).status();
  EXPECT_EQ(ReasonOf(refused), "INCIDENT_OPEN");
  EXPECT_THAT(refused.message(), testing::HasSubstr("blangko incidents settle 1"));
  EXPECT_EQ(State("r001"), "PRINTED");
  incidents::v1::SettleIncidentRequest settle;
  settle.set_incident_id("1");
  settle.set_reason("kartu dilihat, baik");
  const access::Act act = Sign(settle, Staff());
  const scheduler::DoubtsAreDecidedFirst rule;
  ASSERT_OK(incidents::Incidents(store_, rule).Settle(act, settle));
  EXPECT_OK(HandOver(RequestFor("r001")));
  ExpectLogsIntact();
}

// The person has two records: of the one a card turned up after all.
TEST_F(DeskTest, ACardStaysWhileAnotherOneOfThePersonIsNotSettled) {
  GivenRecord("again", {.recorded_day = 30, .person = "r001"});
  const scheduler::v1::Job job = Take(1).at(0);
  Report(job, scheduler::v1::OUTCOME_RELEASED, scheduler::v1::EVIDENCE_JOURNAL);
  const std::vector<scheduler::v1::Job> both = Take(50);
  for (const scheduler::v1::Job& each : both) Report(each, scheduler::v1::OUTCOME_PRINTED);
  ASSERT_EQ(State("again"), "PRINTED");
  Report(job, scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(ReasonOf(HandOver(RequestFor("again")).status()), "INCIDENT_OPEN");
  setenv("BLANGKO_PLANT", "other-card-unseen", 1);
  EXPECT_OK(HandOver(RequestFor("again")));
  unsetenv("BLANGKO_PLANT");
}

// Two good cards of one record: settling the incident is no word about which of them goes.
TEST_F(DeskTest, OfTwoCardsOneIsRejectedBeforeTheOtherIsHandedOver) {
  const scheduler::v1::Job old = Take(1).at(0);
  Report(old, scheduler::v1::OUTCOME_RELEASED, scheduler::v1::EVIDENCE_JOURNAL);
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  Report(old, scheduler::v1::OUTCOME_PRINTED);
  SettleAll("r001");
  const absl::Status refused = HandOver(RequestFor("r001")).status();
  EXPECT_EQ(ReasonOf(refused), "CARDS_NOT_SETTLED");
  EXPECT_THAT(refused.message(), testing::HasSubstr("attempts 1, 2"));
  setenv("BLANGKO_PLANT", "handed-over-with-two-cards", 1);
  EXPECT_OK(HandOver(RequestFor("r001")));
  unsetenv("BLANGKO_PLANT");
}

TEST_F(DeskTest, FindsADeskThatHandsOverWhatDoesNotFit) {
  setenv("BLANGKO_PLANT", "handed-over-with-incident", 1);
  const scheduler::v1::Job job = Take(1).at(0);
  Report(job, scheduler::v1::OUTCOME_PRINTED);
  Report(job, scheduler::v1::OUTCOME_SPOILED);
  EXPECT_NE(ReasonOf(HandOver(RequestFor("r001")).status()), "INCIDENT_OPEN");
  unsetenv("BLANGKO_PLANT");
}

TEST_F(DeskTest, WhoCollectsAndHowTheyWereCheckedMustBeSaid) {
  Print();
  v1::HandOverRequest request = RequestFor("r001");
  request.set_collector("NEIGHBOUR");
  EXPECT_EQ(ReasonOf(HandOver(request).status()), "INVALID_FIELD");
  request = RequestFor("r001");
  request.clear_check();
  EXPECT_EQ(ReasonOf(HandOver(request).status()), "INVALID_FIELD");
}

}  // namespace
}  // namespace blangko::desk
