#include "services/opening/open_loan.h"

#include <string>
#include <vector>

#include "base/status_macros.h"
#include "blangko/rows/v1/loans.pb.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::opening {

absl::StatusOr<bool> IsOpenAlready(storage::Snapshot& snapshot, const v1::OpenLoan& loan) {
  constexpr size_t kLooked = 50;  // a clerk enters a few
  std::vector<std::string> ids;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(storage::KeyWriter(storage::Table::kOpenLoan).Text(loan.borrower()).Range(),
                                storage::ScanOrder::kForward, [&](std::string_view key, std::string_view) {
                                  storage::KeyReader reader(key);
                                  bad = reader.Text().status();
                                  auto id = reader.Text();
                                  if (bad.ok()) bad = id.status();
                                  if (bad.ok()) ids.push_back(*std::move(id));
                                  return bad.ok() && ids.size() < kLooked;
                                }));
  RETURN_IF_ERROR(bad);
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(
        const auto row,
        storage::GetRow<rows::v1::Loan>(snapshot, storage::KeyWriter(storage::Table::kLoan).Text(id).Take()));
    if (row.has_value() && row->from_opening() && row->document() == loan.document() &&
        row->lender() == loan.lender() && row->blank_type() == loan.blank_type())
      return true;
  }
  return false;
}

std::string PutOpenLoan(storage::Txn& txn, const access::Act& act, const v1::OpenLoan& loan,
                        int64_t due_day) {
  rows::v1::Loan row;
  row.set_loan_id(act.request_id);
  row.set_lender(loan.lender());
  row.set_borrower(loan.borrower());
  row.set_blank_type(loan.blank_type());
  row.set_lent(loan.owed_count());
  row.set_due_day(due_day);
  row.set_since_micros(absl::ToUnixMicros(act.now));
  row.set_by(act.actor.identity);
  row.set_from_opening(true);
  row.set_document(loan.document());
  row.set_received(true);
  using storage::KeyWriter;
  using storage::Table;
  storage::PutRow(txn, KeyWriter(Table::kLoan).Text(row.loan_id()).Take(), row);
  txn.Put(KeyWriter(Table::kOpenLoan).Text(row.borrower()).Text(row.loan_id()).Take(), "");
  return row.loan_id();
}

}  // namespace blangko::opening
