#include "services/opening/open_loan.h"

#include "blangko/rows/v1/loans.pb.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::opening {

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
