// What an office had when it began: spoiled blanks, cards that wait for their holders, sukets, loans, and the end of it.
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/loans.pb.h"
#include "services/audit/audit.h"
#include "services/desk/desk.h"
#include "services/opening/opening_table.h"
#include "services/opening/openings.h"
#include "services/opening/validate_opening.h"
#include "services/records/flow.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/card_register.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock.h"

namespace blangko::opening {
namespace {

using scheduler::kLangkai;
using scheduler::kRegency;
using scheduler::kStation;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class OpeningTest : public scheduler::SchedulerFixture {
 protected:
  OpeningTest() {
    GivenStation(kStation, {kRegency});
    EXPECT_OK(store_.Update("test.lot", [](storage::Txn& txn) {
      for (const char* lot : {"L1", "L2"}) {
        rows::v1::Lot row;
        row.set_lot(lot);
        row.set_blank_type("KTP-2");
        storage::PutRow(txn, storage::KeyWriter(storage::Table::kLot).Text(lot).Take(), row);
      }
      return absl::OkStatus();
    }));
  }
  ~OpeningTest() override {
    unsetenv("BLANGKO_PLANT");
    EXPECT_OK(store_.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); }));
  }

  template <typename Request>
  access::Act Person(Request& request, bool named = true, const std::string& scope = "") {
    access::Act act{
        {"account:siti", access::Role::kAdministrator, scope, named}, clock_.Now(), ids_.Next(), ""};
    request.set_request_id(act.request_id);
    act.fingerprint = access::Fingerprint(request);
    return act;
  }

  struct Spoil {
    std::string lot;
    int64_t count;
    std::string cause = "GAGAL_CETAK";
  };
  v1::AddSpoilsRequest SpoilsOf(const std::vector<Spoil>& spoils) {
    v1::AddSpoilsRequest request;
    request.set_office(kRegency);
    request.set_document("BA-1");
    for (const Spoil& spoil : spoils) {
      auto& line = *request.add_lines();
      line.set_lot(spoil.lot);
      line.set_count(spoil.count);
      line.set_cause(spoil.cause);
    }
    return request;
  }
  // "" or the reason of the refusal.
  std::string AddSpoils(const std::vector<Spoil>& spoils) {
    auto request = SpoilsOf(spoils);
    const access::Act act = Person(request);
    return ReasonOf(openings_.AddSpoils(act, request).status());
  }
  std::string OpenBlanks(const std::string& lot, int64_t count) {
    stock::v1::RecordOpeningRequest request;
    request.set_office(kRegency);
    request.add_lines()->set_lot(lot);
    request.mutable_lines(0)->set_count(count);
    const access::Act act = Person(request);
    return ReasonOf(stock_.RecordOpening(act, request).status());
  }
  rows::v1::CardRegister Register() {
    auto found = storage::ViewFor<rows::v1::CardRegister>(
        store_, [](storage::Snapshot& snapshot) { return stock::ReadRegister(snapshot, kRegency); });
    EXPECT_OK(found);
    return found.value_or(rows::v1::CardRegister());
  }
  std::vector<std::string> Held(uint32_t card_register) {
    std::vector<std::string> held;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      const stock::CardKey from{kRegency, card_register, 0};
      return stock::VisitCards(snapshot, from, false, [&](const stock::CardRow& card) {
        held.push_back(absl::StrCat(card.lot(), card.record_id(), " ", card.count(), " ", card.cause()));
        return true;
      });
    }));
    return held;
  }

  v1::AddUncollectedCardsRequest CardsOf(const std::vector<std::string>& records,
                                         const std::string& office = kRegency) {
    v1::AddUncollectedCardsRequest request;
    request.set_office(office);
    for (const std::string& id : records) {
      auto& card = *request.add_cards();
      card.set_record_id(id);
      card.set_place("rak 3");
    }
    return request;
  }
  // "2 in; 2: UNKNOWN_RECORD", or the reason of the refusal.
  template <typename Response>
  static std::string Told(const absl::StatusOr<Response>& response, int64_t in) {
    if (!response.ok()) return ReasonOf(response.status());
    std::string told = absl::StrCat(in, " in");
    for (const v1::RefusedItem& item : response->refused())
      absl::StrAppend(&told, "; ", item.item(), ": ", item.reason());
    return told;
  }
  std::string AddCards(const std::vector<std::string>& records, const std::string& scope = "") {
    auto request = CardsOf(records);
    const access::Act act = Person(request, true, scope);
    const auto response = openings_.AddCards(act, request);
    return Told(response, response.ok() ? response->opening().uncollected_count() : 0);
  }
  std::string AddSukets(const std::vector<std::pair<std::string, std::string>>& sukets) {
    v1::AddSuketsRequest request;
    request.set_office(kRegency);
    for (const auto& [number, record] : sukets) {
      auto& suket = *request.add_sukets();
      suket.set_number(number);
      suket.set_record_id(record);
    }
    const access::Act act = Person(request);
    const auto response = openings_.AddSukets(act, request);
    return Told(response, response.ok() ? response->opening().suket_count() : 0);
  }
  v1::AddOpenLoanRequest LoanOf(const std::string& lender, const std::string& borrower) {
    v1::AddOpenLoanRequest request;
    request.mutable_loan()->set_lender(lender);
    request.mutable_loan()->set_borrower(borrower);
    request.mutable_loan()->set_blank_type("KTP-2");
    request.mutable_loan()->set_owed_count(500);
    request.mutable_loan()->set_document("BA-PINJAM-1");
    return request;
  }
  // The id of the loan, or the reason of the refusal.
  std::string AddLoan(const std::string& lender, const std::string& borrower) {
    auto request = LoanOf(lender, borrower);
    const access::Act act = Person(request);
    const auto response = openings_.AddLoan(act, request);
    return response.ok() ? response->loan_id() : ReasonOf(response.status());
  }
  std::string Close(bool named = true) {
    v1::CloseOpeningRequest request;
    request.set_office(kRegency);
    request.set_document("BA-SALDO-1");
    const access::Act act = Person(request, named);
    return ReasonOf(openings_.Close(act, request).status());
  }
  v1::Opening Opening() {
    const auto opening =
        openings_.Get(access::Actor{"account:siti", access::Role::kAdministrator, ""}, kRegency);
    EXPECT_OK(opening);
    return opening.value_or(v1::Opening());
  }
  std::string HandOver(const std::string& record) {
    desk::v1::HandOverRequest request;
    request.set_record_id(record);
    request.set_collector("OWNER");
    request.set_check("FINGERPRINT");
    const access::Act act = Sign(request, Staff());
    return ReasonOf(desk_.HandOver(act, request).status());
  }
  // Names of the checks of a store that find something.
  std::vector<std::string> Findings() {
    std::vector<std::string> found;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(const auto checks, audit::AuditStore(snapshot));
      for (const audit::Check& check : checks) {
        // The records of the fixture have no log, its requests short fingerprints.
        const bool of_fixture = check.name == "requests" || check.name == "states";
        if (check.violations > 0 && !of_fixture) found.push_back(check.name + ": " + check.first);
      }
      return absl::OkStatus();
    }));
    return found;
  }

  Openings openings_{store_, heads_};
  stock::Stock stock_{store_};
  desk::Desk desk_{store_};
  const access::Actor reader_{"account:siti", access::Role::kAdministrator, ""};
};

// ---- spoils

TEST_F(OpeningTest, SpoiledBlanksAreKeptAndInTheRegisterWithTheirCause) {
  EXPECT_EQ(AddSpoils({{"L1", 3}, {"L1", 2, "GAGAL_ENCODE"}, {"L2", 4, "CACAT"}}), "");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 5);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 5);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD, kRegency, "L2"), 4);
  EXPECT_THAT(Held(stock::kSpoiledCards), ElementsAre("L1 3 GAGAL_CETAK", "L1 2 GAGAL_ENCODE", "L2 4 CACAT"));
  EXPECT_EQ(stock::HeldPieces(stock::LotOf(Register(), "L1")), 5);
  EXPECT_EQ(Opening().spoiled_count(), 9);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, SpoilsComeBeforeOrAfterTheFreeBlanksOfTheLot) {
  EXPECT_EQ(AddSpoils({{"L1", 30}}), "");
  EXPECT_EQ(OpenBlanks("L1", 10), "");
  EXPECT_EQ(AddSpoils({{"L1", 2}}), "");
  EXPECT_EQ(OpenBlanks("L1", 90), "ALREADY_EXISTS");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 42);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 10);
  GivenBlanks(kRegency, 5, "L2");
  EXPECT_EQ(OpenBlanks("L2", 7), "OPENING_TOO_LATE");
  EXPECT_EQ(AddSpoils({{"L2", 1}}), "");
  EXPECT_EQ(OpenBlanks("L2", 7), "ALREADY_EXISTS");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE, kRegency, "L2"), 5);
}

TEST_F(OpeningTest, ARepeatedRequestBooksOnce) {
  auto request = SpoilsOf({{"L1", 3}});
  const access::Act act = Person(request);
  EXPECT_OK(openings_.AddSpoils(act, request));
  EXPECT_OK(openings_.AddSpoils(act, request));
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 3);
}

TEST_F(OpeningTest, WrongSpoilsAreRefusedWhole) {
  EXPECT_EQ(AddSpoils({{"L1", 3}, {"L9", 1}}), "UNKNOWN_LOT");
  EXPECT_EQ(AddSpoils({{"L1", 0}}), "INVALID_FIELD");
  EXPECT_EQ(AddSpoils({{"L1", 1, "HILANG"}}), "INVALID_FIELD");
  EXPECT_EQ(AddSpoils({}), "INVALID_FIELD");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_OPENING), 0);
  EXPECT_EQ(ReasonOf(openings_.Get(reader_, kRegency).status()), "UNKNOWN_OPENING");
}

// ---- cards

TEST_F(OpeningTest, ACardFromBeforeIsHandedOverAndNeverPrintedAgain) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001", "r002"}), "2 in");
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 5);
  EXPECT_EQ(Ids(Take(5)), std::vector<std::string>{"r003"});
  EXPECT_EQ(HandOver("r001"), "");
  EXPECT_EQ(State("r001"), "HANDED_OVER");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_CONSUMED), 0);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, CardsThatDoNotFitAreRefusedOneByOne) {
  GivenRecords("r", 4);
  GivenRecord("far", {.site = kLangkai});
  GivenBlanks(kRegency, 5);
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(State("r001"), "PRINTED");
  EXPECT_EQ(AddCards({"r001", "r002", "nobody", "", "r003", "r002"}, kRegency),
            "2 in; 1: RECORD_NOT_FOR_OPENING; 3: UNKNOWN_RECORD; 4: INVALID_FIELD");
  EXPECT_EQ(State("r004"), "READY");
  EXPECT_EQ(AddCards({"far"}, kRegency), "3 in");  // below the regency
  auto elsewhere = CardsOf({"r004"}, kLangkai);
  const access::Act act = Person(elsewhere);
  EXPECT_EQ(Told(openings_.AddCards(act, elsewhere), 0), "0 in; 1: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, WhatIsBeingPrintedOrHeldForADeadPersonIsRefused) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  Take(1);
  EXPECT_OK(store_.Update("test.hold", [&](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(const auto before, records::GetRecord(txn, "r002"));
    auto after = before;
    after.set_state(rows::v1::RECORD_STATE_HELD);
    after.mutable_hold()->set_reason("DIED");
    return records::RecordTable(txn, &heads_).Put(before, after, clock_.Now());
  }));
  EXPECT_EQ(AddCards({"r001", "r002", "r003"}), "1 in; 1: RECORD_NOT_FOR_OPENING; 2: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, TheSameCardAgainChangesNothing) {
  GivenRecords("r", 1);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(Record("r001").attempts_size(), 1);
  auto moved = CardsOf({"r001"});
  moved.mutable_cards(0)->set_place("rak 4");
  const access::Act act = Person(moved);
  EXPECT_EQ(Told(openings_.AddCards(act, moved), 1), "1 in; 1: RECORD_NOT_FOR_OPENING");
}

TEST_F(OpeningTest, FiftyCardsOfFiftyDaysFitIntoOneRequest) {
  GivenRecords("r", kItemsMax);
  std::vector<std::string> ids;
  for (int i = 1; i <= kItemsMax; ++i) ids.push_back(absl::StrCat("r", absl::Dec(i, absl::kZeroPad3)));
  EXPECT_EQ(AddCards(ids), "50 in");
  ids.push_back("r001");
  EXPECT_EQ(AddCards(ids), "INVALID_FIELD");
  const auto first = openings_.Cards(reader_, kRegency, {.size = 30, .after = ""});
  ASSERT_OK(first);
  EXPECT_EQ(first->rows.size(), 30U);
  const auto rest = openings_.Cards(reader_, kRegency, {.size = 30, .after = first->next});
  ASSERT_OK(rest);
  EXPECT_EQ(rest->rows.size(), 20U);
  EXPECT_EQ(rest->next, "");
}

// It took no blank, so that none is spoiled: the card goes to those that were taken back.
TEST_F(OpeningTest, ABadCardFromBeforeIsRejectedWithoutABlank) {
  GivenRecords("r", 1);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  scheduler::v1::RejectCardRequest request;
  request.set_record_id("r001");
  request.set_attempt(1);
  request.set_cause("CACAT");
  const access::Act act = Sign(request, Staff());
  EXPECT_OK(scheduler_.RejectCard(act, request));
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_SPOILED_HELD), 0);
  EXPECT_THAT(Held(stock::kWithdrawnCards), ElementsAre("r001 1 CACAT"));
  EXPECT_EQ(Ids(Take(1)), std::vector<std::string>{"r001"});
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, CardsFromBeforeAreNoWorkOfThisDay) {
  GivenRecords("r", 2);
  GivenBlanks(kRegency, 5);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  int64_t printed = 0;
  EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
    return records::VisitFlow(snapshot, kRegency, 0, [&](const records::FlowPoint& point, int64_t count) {
      if (point.event == records::FlowEvent::kPrinted) printed += count;
    });
  }));
  EXPECT_EQ(printed, 1);
}

// ---- sukets and loans

TEST_F(OpeningTest, ASuketHasOneNumberAndARecordThatIsNotPrinted) {
  GivenRecords("r", 3);
  GivenBlanks(kRegency, 5);
  Report(Take(1).at(0), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(AddSukets({{"S-1", "r001"}, {"S-2", "r002"}, {"S-2", "r003"}, {"S-3", "r002"}}),
            "1 in; 1: RECORD_NOT_FOR_OPENING; 3: ALREADY_EXISTS; 4: RECORD_NOT_FOR_OPENING");
  EXPECT_EQ(Record("r002").suket_number(), "S-2");
  EXPECT_EQ(State("r002"), "READY");
  EXPECT_EQ(AddSukets({{"S-2", "r002"}}), "1 in");
  const auto sukets = openings_.Sukets(reader_, kRegency, {.size = 10, .after = ""});
  ASSERT_OK(sukets);
  ASSERT_EQ(sukets->rows.size(), 1U);
  EXPECT_EQ(sukets->rows[0].record_id(), "r002");
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(OpeningTest, AnOpenLoanIsOwedByItsBorrower) {
  const std::string id = AddLoan("14.71", kRegency);
  EXPECT_EQ(RowsOf(storage::Table::kOpenLoan), 1U);
  EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(
        const auto loan,
        storage::GetRow<rows::v1::Loan>(snapshot, storage::KeyWriter(storage::Table::kLoan).Text(id).Take()));
    EXPECT_TRUE(loan.has_value() && loan->from_opening() && loan->received());
    EXPECT_EQ(loan.value_or(rows::v1::Loan()).lent(), 500);
    return absl::OkStatus();
  }));
  EXPECT_EQ(Opening().loan_count(), 1);
  EXPECT_EQ(AddLoan("14.71", "14.72"), "UNKNOWN_OFFICE");
  EXPECT_EQ(AddLoan(kRegency, kRegency), "INVALID_FIELD");
}

// ---- the end

TEST_F(OpeningTest, NothingIsEnteredAfterANamedPersonClosedIt) {
  GivenRecords("r", 2);
  EXPECT_EQ(AddSpoils({{"L1", 3}}), "");
  EXPECT_EQ(Close(false), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Close(), "");
  EXPECT_EQ(Opening().closed_by(), "account:siti");
  EXPECT_EQ(Opening().document(), "BA-SALDO-1");
  EXPECT_EQ(AddSpoils({{"L1", 1}}), "OPENING_CLOSED");
  EXPECT_EQ(AddCards({"r001"}), "OPENING_CLOSED");
  EXPECT_EQ(AddSukets({{"S-1", "r001"}}), "OPENING_CLOSED");
  EXPECT_EQ(AddLoan("14.71", kRegency), "OPENING_CLOSED");
  EXPECT_EQ(Close(), "OPENING_CLOSED");
  EXPECT_EQ(State("r001"), "READY");
  EXPECT_EQ(OpenBlanks("L2", 4), "");  // the lot's own rule
}

TEST_F(OpeningTest, OnlyWhoseScopeItIs) {
  auto request = SpoilsOf({{"L1", 3}});
  const access::Act act = Person(request, true, kLangkai);
  EXPECT_EQ(ReasonOf(openings_.AddSpoils(act, request).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(openings_.Get(act.actor, kRegency).status()), "OUT_OF_SCOPE");
}

// ---- planted bugs

TEST_F(OpeningTest, PlantedSpoilsOutsideTheRegisterAreCaught) {
  setenv("BLANGKO_PLANT", "opening-spoils-not-in-register", 1);
  EXPECT_EQ(AddSpoils({{"L1", 3}}), "");
  EXPECT_THAT(Held(stock::kSpoiledCards), IsEmpty());  // what the first test finds there
}

TEST_F(OpeningTest, PlantedACardThatStaysInLineIsCaught) {
  GivenRecords("r", 1);
  GivenBlanks(kRegency, 5);
  setenv("BLANGKO_PLANT", "opening-card-stays-in-line", 1);
  EXPECT_EQ(AddCards({"r001"}), "1 in");
  EXPECT_EQ(Ids(Take(1)), std::vector<std::string>{"r001"});  // a second card of the same order
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Findings(), testing::Contains(HasSubstr("grants: ")));
}

TEST_F(OpeningTest, PlantedASuketTwiceIsCaught) {
  GivenRecords("r", 2);
  setenv("BLANGKO_PLANT", "opening-suket-twice", 1);
  EXPECT_EQ(AddSukets({{"S-1", "r001"}, {"S-1", "r002"}}), "2 in");
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Findings(), testing::Contains(HasSubstr("openings: ")));
}

TEST_F(OpeningTest, PlantedAnOpeningThatGoesOnIsCaught) {
  EXPECT_EQ(Close(), "");
  setenv("BLANGKO_PLANT", "opening-goes-on", 1);
  EXPECT_EQ(AddSpoils({{"L1", 1}}), "");  // what the test above refuses
}

}  // namespace
}  // namespace blangko::opening
