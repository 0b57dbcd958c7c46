#include "services/loans/loan.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "services/refusal/refusal.h"
#include "services/stock/tiers.h"

namespace blangko::loans {

v1::Loan::State StateOf(const LoanRow& loan) {
  if (loan.settled_micros() != 0) return v1::Loan::STATE_SETTLED;
  return loan.received() ? v1::Loan::STATE_OWED : v1::Loan::STATE_ON_THE_WAY;
}

int64_t LentOf(const LoanRow& loan) { return loan.lent() + loan.lent_later(); }

int64_t RepaidOf(const LoanRow& loan) { return loan.repaid() + loan.repaid_later(); }

int64_t OwedOf(const LoanRow& loan) { return std::max<int64_t>(0, LentOf(loan) - RepaidOf(loan)); }

int64_t SpareOf(const LoanRow& loan) {
  const int64_t on_the_way = Planted("repayment-over-what-is-owed") ? 0 : loan.on_the_way();
  return std::max<int64_t>(0, OwedOf(loan) - on_the_way);
}

bool IsOverdue(const LoanRow& loan, int64_t today) {
  // One that was open at the start may have no day.
  return StateOf(loan) == v1::Loan::STATE_OWED && loan.due_day() != 0 && today > loan.due_day();
}

int64_t ShippedOf(const rows::v1::Shipment& shipment) {
  int64_t count = 0;
  for (const auto& line : shipment.lines()) count += line.shipped();
  return count;
}

int64_t AcceptedOf(const rows::v1::Shipment& shipment) {
  int64_t count = 0;
  for (const auto& line : shipment.lines()) count += line.accepted();
  return count;
}

absl::Status CheckOffices(const LoanRow& loan, const rows::v1::Shipment& shipment) {
  const std::string& from = shipment.from_office();
  const bool own = from == loan.borrower();
  const bool above = stock::IsAbove(from, loan.borrower()) && stock::IsAbove(from, loan.lender());
  if (shipment.to_office() == loan.lender() && (own || above)) return absl::OkStatus();
  return Refuse(Reason::kLoanWrongOffice, {{"loan", loan.loan_id()},
                                           {"lender", loan.lender()},
                                           {"borrower", loan.borrower()},
                                           {"from", from},
                                           {"to", shipment.to_office()}});
}

absl::Status CheckType(const LoanRow& loan, const rows::v1::Shipment& shipment,
                       const std::vector<rows::v1::Lot>& lots) {
  for (const auto& line : shipment.lines()) {
    const auto lot = std::find_if(lots.begin(), lots.end(),
                                  [&](const rows::v1::Lot& known) { return known.lot() == line.lot(); });
    if (lot == lots.end() || lot->blank_type() == loan.blank_type()) continue;
    return Refuse(Reason::kLoanWrongType, {{"loan", loan.loan_id()},
                                           {"lot", line.lot()},
                                           {"got", lot->blank_type()},
                                           {"want", loan.blank_type()}});
  }
  return absl::OkStatus();
}

absl::Status CheckCount(const LoanRow& loan, int64_t count) {
  const v1::Loan::State state = StateOf(loan);
  if (state != v1::Loan::STATE_OWED)
    return Refuse(Reason::kLoanSettled,
                  {{"loan", loan.loan_id()}, {"state", v1::Loan::State_Name(state).substr(6)}});
  // The last one may always settle it.
  if (loan.repayments_size() >= kRepaymentsMax && count < SpareOf(loan))
    return BadField("lines.count", absl::StrCat(count, " after ", loan.repayments_size(), " repayments"),
                    absl::StrCat("all that is owed, ", SpareOf(loan)));
  if (count <= SpareOf(loan)) return absl::OkStatus();
  return Refuse(
      Reason::kMoreThanOwed,
      {{"loan", loan.loan_id()}, {"got", absl::StrCat(count)}, {"want", absl::StrCat(SpareOf(loan))}});
}

void Settle(LoanRow& loan, int64_t now_micros) {
  const bool settled = loan.received() && RepaidOf(loan) >= LentOf(loan);
  if (!settled) loan.clear_settled_micros();
  if (settled && loan.settled_micros() == 0) loan.set_settled_micros(now_micros);
}

}  // namespace blangko::loans
