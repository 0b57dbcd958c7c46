// Fixture of the tests of openings: a regency with a station and two lots, and words to enter what it had when it began.
//
// Threads: belongs to one test.
#pragma once

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
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/card_register.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock.h"

namespace blangko::opening {

using scheduler::kLangkai;
using scheduler::kRegency;
using scheduler::kStation;

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
    request.set_document(absl::StrCat("BA-1-", ++papers_));
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
    request.mutable_loan()->set_document(absl::StrCat("BA-PINJAM-", ++papers_));
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

  int papers_ = 0;  // a document of its own for each entry
};

}  // namespace blangko::opening
