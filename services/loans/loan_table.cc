#include "services/loans/loan_table.h"

#include <optional>
#include <string>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/shipment_kind.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::loans {
namespace {

using storage::KeyRange;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

std::string LoanKey(std::string_view id) { return KeyWriter(Table::kLoan).Text(id).Take(); }
std::string OpenKey(const LoanRow& loan) {
  return KeyWriter(Table::kOpenLoan).Text(loan.borrower()).Text(loan.loan_id()).Take();
}

absl::Status NoSuchLoan(std::string_view id) {
  return Refuse(Reason::kUnknownLoan, {{"loan", std::string(id)}});
}

}  // namespace

absl::StatusOr<LoanRow> GetLoan(Snapshot& snapshot, std::string_view loan_id) {
  ASSIGN_OR_RETURN(std::optional<LoanRow> row, storage::GetRow<LoanRow>(snapshot, LoanKey(loan_id)));
  if (!row.has_value()) return NoSuchLoan(loan_id);
  return *std::move(row);
}

absl::StatusOr<LoanRow> FindLoan(Snapshot& snapshot, const access::Actor& actor, std::string_view loan_id) {
  ASSIGN_OR_RETURN(LoanRow loan, GetLoan(snapshot, loan_id));
  const bool sees =
      access::Covers(actor.scope, loan.lender()) || access::Covers(actor.scope, loan.borrower());
  if (!sees) return NoSuchLoan(loan_id);
  return loan;
}

void PutLoan(storage::Txn& txn, const LoanRow& loan) {
  storage::PutRow(txn, LoanKey(loan.loan_id()), loan);
  if (loan.settled_micros() == 0) {
    txn.Put(OpenKey(loan), "");
  } else {
    txn.Erase(OpenKey(loan));
  }
}

absl::Status VisitLoans(Snapshot& snapshot, std::string_view after,
                        absl::FunctionRef<bool(const LoanRow&)> visit) {
  KeyRange range = KeyWriter(Table::kLoan).Range();
  if (!after.empty()) range.begin = LoanKey(after) + '\0';
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view, std::string_view value) {
        const auto row = storage::DecodeRow<LoanRow>(value);
        if (!row.ok()) bad = row.status();
        return row.ok() && visit(*row);
      }));
  return bad;
}

absl::StatusOr<std::vector<LoanRow>> OpenLoans(Snapshot& snapshot, std::string_view borrower, size_t limit) {
  std::vector<std::string> ids;
  absl::Status bad;
  KeyWriter key(Table::kOpenLoan);
  if (!borrower.empty()) key.Text(borrower);
  RETURN_IF_ERROR(
      snapshot.Scan(key.Range(), storage::ScanOrder::kForward, [&](std::string_view found, std::string_view) {
        KeyReader reader(found);
        bad = reader.Text().status();
        if (!bad.ok() || ids.size() == limit) return false;
        auto id = reader.Text();
        bad = id.status();
        if (id.ok()) ids.push_back(*std::move(id));
        return bad.ok();
      }));
  RETURN_IF_ERROR(bad);
  std::vector<LoanRow> loans;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(LoanRow loan, GetLoan(snapshot, id));
    loans.push_back(std::move(loan));
  }
  return loans;
}

absl::StatusOr<bool> IsOverdueAt(Snapshot& snapshot, const LoanRow& loan, absl::Time now) {
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, loan.borrower()));
  return IsOverdue(loan, access::OfficeDay(zone, now));
}

absl::StatusOr<v1::Loan> ToApi(Snapshot& snapshot, const LoanRow& loan, absl::Time now) {
  v1::Loan api;
  api.set_loan_id(loan.loan_id());
  api.set_lender(loan.lender());
  api.set_borrower(loan.borrower());
  api.set_blank_type(loan.blank_type());
  api.set_lent_count(LentOf(loan));
  api.set_repaid_count(RepaidOf(loan));
  api.set_on_the_way_count(loan.on_the_way());
  api.set_owed_count(OwedOf(loan));
  if (loan.due_day() != 0) *api.mutable_due_date() = stock::DateOfDay(loan.due_day());
  ASSIGN_OR_RETURN(const bool overdue, IsOverdueAt(snapshot, loan, now));
  api.set_overdue(overdue);
  api.set_repay_from_shipment(loan.called_by());
  *api.mutable_repayment_ids() = loan.repayments();
  *api.mutable_create_time() = stock::ApiTime(loan.since_micros());
  if (loan.settled_micros() != 0) *api.mutable_settle_time() = stock::ApiTime(loan.settled_micros());
  api.set_by(loan.by());
  api.set_document(loan.document());
  api.set_state(StateOf(loan));
  return api;
}

}  // namespace blangko::loans
