// A province with a regency, its neighbour and two districts, named persons, and debts in step with shipments.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/loans/loan_book.h"
#include "services/loans/loans.h"
#include "services/stock/shipment_kind.h"
#include "tests/support/two_persons.h"

namespace blangko::loans {

constexpr char kRiau[] = "14";
constexpr char kSiak[] = "14.08";

class LoansFixture : public TwoPersons {
 protected:
  LoansFixture() : TwoPersons({}) {
    using stock::Pelalawan;
    EXPECT_OK(access::Offices(at_.store).Put(
        at_.ActOf("more"), {Pelalawan::Office(kRiau, ""), Pelalawan::Office(kSiak, "")}, {}));
    EXPECT_OK(at_.CreateLot("A"));
    EXPECT_OK(at_.Receive("A", 1000, stock::kDinas));
    EXPECT_OK(at_.Receive("A", 1000, kSiak));
    EXPECT_OK(at_.Receive("A", 1000, kRiau));
  }

  common::v1::Date In(int days) {
    return stock::DateOfDay(access::OfficeDay(access::TimeZoneOf({}), at_.clock.Now()) + days);
  }
  // The id of the shipment, or the reason of the refusal.
  std::string Send(const stock::v1::DispatchShipmentRequest& request) {
    const auto sent = stock_.DispatchShipment(at_.ActFor(request), request);
    return sent.ok() ? sent->shipment().shipment_id() : ReasonOf(sent.status());
  }
  std::string Lend(int64_t count, const std::string& from = stock::kDinas, const std::string& to = kSiak,
                   const std::string& lot = "A") {
    auto request = stock::Pelalawan::Sending(to, {{lot, count}}, from);
    request.set_kind(stock::v1::SHIPMENT_KIND_LOAN);
    *request.mutable_due_date() = In(30);
    return Send(request);
  }
  std::string Repay(const std::string& loan, int64_t count, const std::string& from = kSiak,
                    const std::string& to = stock::kDinas, const std::string& lot = "A") {
    auto request = stock::Pelalawan::Sending(to, {{lot, count}}, from);
    request.set_kind(stock::v1::SHIPMENT_KIND_REPAYMENT);
    request.set_loan_id(loan);
    return Send(request);
  }
  void Arrive(const std::string& shipment, const stock::Arrived& line) {
    const auto request = stock::Pelalawan::Arrival(shipment, {line});
    EXPECT_OK(stock_.ReceiveShipment(at_.ActFor(request), request));
  }
  // A loan that was received as it was lent.
  void TurnUp(const std::string& shipment, int64_t count) {
    EXPECT_OK(at_.store.Update("test.turned_up", [&](storage::Txn& txn) {
      return book_of_loans_.TurnedUp(txn, at_.ActOf("turned up"), shipment, count);
    }));
  }
  std::string Lent(int64_t count) {
    std::string id = Lend(count);
    Arrive(id, {.lot = "A", .accepted = count});
    return id;
  }

  v1::Loan Loan(const std::string& id) {
    const auto found = loans_.GetLoan(at_.ActOf(""), id);
    EXPECT_OK(found);
    return found.ok() ? *found : v1::Loan();
  }
  std::vector<v1::ShipmentNotice> Notices(bool seen = false) {
    v1::ListNoticesRequest request;
    request.set_seen(seen);
    const auto found = loans_.ListNotices(at_.ActOf(""), request, {.size = 10, .after = ""});
    EXPECT_OK(found);
    return found.ok() ? found->rows : std::vector<v1::ShipmentNotice>();
  }
  Waiting Waits() {
    const auto waiting = storage::ViewFor<Waiting>(
        at_.store, [this](storage::Snapshot& snapshot) { return CountWaiting(snapshot, at_.clock.Now()); });
    EXPECT_OK(waiting);
    return waiting.value_or(Waiting());
  }

  LoanBook book_of_loans_;
  stock::Stock stock_{at_.store, nullptr, nullptr, &book_of_loans_};
  Loans loans_{at_.store};
};

}  // namespace blangko::loans
