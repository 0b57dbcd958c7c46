#include "services/loans/loan_book.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/loans/loan_table.h"
#include "services/loans/notice_table.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"

namespace blangko::loans {
namespace {

using access::Act;
using rows::v1::Lot;
using rows::v1::Shipment;
using storage::Txn;

// Loans that one receipt calls; the oldest ones. A receipt of very many lots leaves room for one in its commit.
constexpr size_t kCalledMax = 20;
constexpr int kManyLines = 100;

int64_t Micros(const Act& act) { return absl::ToUnixMicros(act.now); }

// Each office that the shipment passes over is told once.
absl::Status Tell(Txn& txn, const Act& act, const Shipment& shipment) {
  if (Planted("bypass-not-told")) return absl::OkStatus();
  for (const std::string& office : shipment.bypassed_offices()) {
    const NoticePlace place{office, shipment.shipment_id()};
    ASSIGN_OR_RETURN(const auto told, FindNotice(txn, place));
    if (told.has_value()) continue;
    NoticeRow notice;
    notice.set_from_office(shipment.from_office());
    notice.set_to_office(shipment.to_office());
    notice.set_count(ShippedOf(shipment));
    notice.set_reason(shipment.bypass_reason());
    notice.set_since_micros(Micros(act));
    PutNotice(txn, place, notice);
    rows::v1::LogEntry entry =
        access::EntryOf(act, absl::StrCat("shipment:", shipment.shipment_id()), "SHIPMENT_PASSED_OVER");
    entry.set_detail(absl::StrCat("from=", shipment.from_office(), " to=", shipment.to_office(),
                                  " count=", notice.count()));
    RETURN_IF_ERROR(access::AppendEvent(txn, act, office, entry).status());
  }
  return absl::OkStatus();
}

// A new loan: on the way, or owed at once where the borrower is outside and nobody here will see it arrive.
void Lend(Txn& txn, const Act& act, const Shipment& shipment, const std::vector<Lot>& lots) {
  LoanRow loan;
  loan.set_loan_id(shipment.shipment_id());
  loan.set_lender(shipment.from_office());
  loan.set_borrower(shipment.to_office());
  loan.set_blank_type(lots.empty() ? "" : lots.front().blank_type());
  loan.set_lent(ShippedOf(shipment));
  loan.set_due_day(shipment.due_day());
  loan.set_since_micros(Micros(act));
  loan.set_by(shipment.shipped_by());
  loan.set_received(shipment.to_outside());
  PutLoan(txn, loan);
}

// What goes to a lender outside counts as it was shipped; nobody here will see it arrive.
void NoteRepayment(Txn& txn, const Act& act, const Shipment& shipment, LoanRow loan) {
  const bool counted = shipment.to_outside() || Planted("repayment-counted-at-dispatch");
  const int64_t count = ShippedOf(shipment);
  loan.add_repayments(shipment.shipment_id());
  if (counted) loan.set_repaid(loan.repaid() + count);
  if (!counted) loan.set_on_the_way(loan.on_the_way() + count);
  Settle(loan, Micros(act));
  PutLoan(txn, loan);
}

absl::Status Repay(Txn& txn, const Act& act, const Shipment& shipment, const std::vector<Lot>& lots) {
  ASSIGN_OR_RETURN(const LoanRow loan, GetLoan(txn, shipment.loan_id()));
  // Who ships from an office that has no part in the loan does not learn of it.
  if (const absl::Status wrong = CheckOffices(loan, shipment); !wrong.ok()) {
    RETURN_IF_ERROR(FindLoan(txn, act.actor, shipment.loan_id()).status());
    return wrong;
  }
  RETURN_IF_ERROR(CheckType(loan, shipment, lots));
  RETURN_IF_ERROR(CheckCount(loan, ShippedOf(shipment)));
  NoteRepayment(txn, act, shipment, loan);
  return absl::OkStatus();
}

// The borrower has what it accepted; a loan of which nothing was accepted is settled.
absl::Status NoteLent(Txn& txn, const Act& act, const Shipment& shipment) {
  ASSIGN_OR_RETURN(LoanRow loan, GetLoan(txn, shipment.shipment_id()));
  loan.set_received(true);
  if (!Planted("lent-as-shipped")) loan.set_lent(AcceptedOf(shipment));
  Settle(loan, Micros(act));
  PutLoan(txn, loan);
  return absl::OkStatus();
}

// The lender has what it accepted; what was rejected or missing is owed on.
absl::Status NoteRepaid(Txn& txn, const Act& act, const Shipment& shipment) {
  ASSIGN_OR_RETURN(LoanRow loan, GetLoan(txn, shipment.loan_id()));
  if (!Planted("repayment-counted-at-dispatch")) {
    loan.set_on_the_way(loan.on_the_way() - ShippedOf(shipment));
    loan.set_repaid(loan.repaid() + AcceptedOf(shipment));
  }
  Settle(loan, Micros(act));
  PutLoan(txn, loan);
  return absl::OkStatus();
}

// The office has got blanks that it may use: what it owes is to be repaid from them.
absl::Status Call(Txn& txn, const Shipment& shipment) {
  if (AcceptedOf(shipment) == 0) return absl::OkStatus();
  const bool crowded = !shipment.from_outside() && shipment.lines_size() > kManyLines;
  ASSIGN_OR_RETURN(const auto loans, OpenLoans(txn, shipment.to_office(), crowded ? 1 : kCalledMax));
  for (LoanRow loan : loans) {
    if (!loan.received()) continue;
    loan.set_called_by(shipment.shipment_id());
    PutLoan(txn, loan);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status LoanBook::Leaves(Txn& txn, const Act& act, const Shipment& shipment,
                              const std::vector<Lot>& lots) {
  RETURN_IF_ERROR(Tell(txn, act, shipment));
  const auto kind = stock::KindOf(shipment);
  if (kind == stock::v1::SHIPMENT_KIND_LOAN) Lend(txn, act, shipment, lots);
  if (kind == stock::v1::SHIPMENT_KIND_REPAYMENT) return Repay(txn, act, shipment, lots);
  return absl::OkStatus();
}

absl::Status LoanBook::Announced(Txn& txn, const Act& act, const Shipment& shipment,
                                 const std::vector<Lot>& lots) {
  RETURN_IF_ERROR(Tell(txn, act, shipment));
  const auto kind = stock::KindOf(shipment);
  if (kind == stock::v1::SHIPMENT_KIND_LOAN) Lend(txn, act, shipment, lots);
  if (kind != stock::v1::SHIPMENT_KIND_REPAYMENT) return absl::OkStatus();
  ASSIGN_OR_RETURN(const LoanRow loan, GetLoan(txn, shipment.loan_id()));
  RETURN_IF_ERROR(CheckOffices(loan, shipment));
  RETURN_IF_ERROR(CheckType(loan, shipment, lots));
  NoteRepayment(txn, act, shipment, loan);
  return absl::OkStatus();
}

absl::Status LoanBook::Received(Txn& txn, const Act& act, const Shipment& shipment) {
  if (shipment.from_outside()) RETURN_IF_ERROR(Tell(txn, act, shipment));
  switch (stock::KindOf(shipment)) {
    case stock::v1::SHIPMENT_KIND_LOAN: return NoteLent(txn, act, shipment);
    case stock::v1::SHIPMENT_KIND_REPAYMENT: return NoteRepaid(txn, act, shipment);
    case stock::v1::SHIPMENT_KIND_NORMAL: return Call(txn, shipment);
    default: return absl::OkStatus();
  }
}

// What lacked is there after all: the borrower owes it, or the lender has it back.
absl::Status LoanBook::TurnedUp(Txn& txn, const Act& act, std::string_view shipment_id, int64_t count) {
  ASSIGN_OR_RETURN(const Shipment shipment, stock::GetShipment(txn, shipment_id));
  const auto kind = stock::KindOf(shipment);
  const bool lent = kind == stock::v1::SHIPMENT_KIND_LOAN;
  const bool repaid = kind == stock::v1::SHIPMENT_KIND_REPAYMENT;
  if ((!lent && !repaid) || Planted("debt-forgets-what-turned-up")) return absl::OkStatus();
  ASSIGN_OR_RETURN(LoanRow loan, GetLoan(txn, lent ? shipment.shipment_id() : shipment.loan_id()));
  if (lent) loan.set_lent_later(loan.lent_later() + count);
  if (repaid) loan.set_repaid_later(loan.repaid_later() + count);
  Settle(loan, Micros(act));
  PutLoan(txn, loan);
  return absl::OkStatus();
}

absl::Status LoanBook::ReceivedOutside(Txn& txn, const Act& act, const Shipment& shipment) {
  const auto kind = stock::KindOf(shipment);
  if (kind == stock::v1::SHIPMENT_KIND_LOAN) return NoteLent(txn, act, shipment);
  if (kind != stock::v1::SHIPMENT_KIND_REPAYMENT) return absl::OkStatus();
  ASSIGN_OR_RETURN(LoanRow loan, GetLoan(txn, shipment.loan_id()));
  loan.set_repaid(loan.repaid() - ShippedOf(shipment) + AcceptedOf(shipment));
  Settle(loan, Micros(act));
  PutLoan(txn, loan);
  return absl::OkStatus();
}

}  // namespace blangko::loans
