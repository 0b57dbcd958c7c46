#include "services/cli/loan_view.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using loans::v1::Loan;
using loans::v1::ShipmentNotice;

std::string StateOf(const Loan& loan) {
  return loan.overdue() ? "OVERDUE" : EnumCell(Loan::State_descriptor(), loan.state());
}

Table RepaymentsOf(const Loan& loan) {
  Table table{.key = "repayments",
              .title = "Pengiriman pengembalian",
              .columns = {{"shipment_id", "Nomor"}},
              .rows = {}};
  for (const std::string& id : loan.repayment_ids()) table.rows.push_back({id});
  return table;
}

}  // namespace

Table LoanList() {
  return {.key = "loans",
          .title = "",
          .columns = {{"loan_id", "Nomor"},
                      {"loan_state", "Status", Kind::kCode},
                      {"lender", "Pemberi pinjaman"},
                      {"borrower", "Peminjam"},
                      {"blank_type", "Jenis blangko"},
                      {"lent_count", "Dipinjam", Kind::kCount},
                      {"repaid_count", "Dikembalikan", Kind::kCount},
                      {"on_the_way_count", "Pengembalian di jalan", Kind::kCount, Shown::kWhenUsed},
                      {"owed_count", "Terutang", Kind::kCount},
                      {"due_date", "Jatuh tempo"},
                      {"repay_from_shipment", "Kembalikan dari kiriman", Kind::kText, Shown::kWhenUsed},
                      {"create_time", "Sejak", Kind::kTime},
                      {"by", "Oleh"},
                      {"document", "Dokumen", Kind::kText, Shown::kWhenUsed},
                      {"settle_time", "Lunas sejak", Kind::kTime, Shown::kWhenUsed}},
          .rows = {}};
}

void AddLoan(Table& list, const Loan& loan) {
  list.rows.push_back({loan.loan_id(), StateOf(loan), loan.lender(), loan.borrower(), loan.blank_type(),
                       Raw(loan.lent_count()), Raw(loan.repaid_count()), Raw(loan.on_the_way_count()),
                       Raw(loan.owed_count()), DayCell(loan.due_date()), loan.repay_from_shipment(),
                       TimeCell(loan.create_time()), loan.by(), loan.document(),
                       TimeCell(loan.settle_time())});
}

std::vector<Table> LoanSheets(const Loan& loan) {
  Table head = LoanList();
  AddLoan(head, loan);
  head.single = true;
  std::vector<Table> sheets = {std::move(head)};
  if (!loan.repayment_ids().empty()) sheets.push_back(RepaymentsOf(loan));
  return sheets;
}

Table NoticeList() {
  return {.key = "notices",
          .title = "",
          .columns = {{"office", "Kantor yang dilewati"},
                      {"shipment_id", "Pengiriman"},
                      {"from", "Dari"},
                      {"to", "Ke"},
                      {"count", "Keping", Kind::kCount},
                      {"reason", "Alasan"},
                      {"time", "Waktu", Kind::kTime},
                      {"seen_by", "Diketahui oleh", Kind::kText, Shown::kWhenUsed},
                      {"seen_time", "Diketahui sejak", Kind::kTime, Shown::kWhenUsed}},
          .rows = {}};
}

void AddNotice(Table& list, const ShipmentNotice& notice) {
  list.rows.push_back({notice.office(), notice.shipment_id(), notice.from_office(), notice.to_office(),
                       Raw(notice.count()), notice.reason(), TimeCell(notice.time()), notice.seen_by(),
                       TimeCell(notice.seen_time())});
}

Sentence DebtLine(const Loan& loan) {
  const int64_t due = loan.owed_count() - loan.on_the_way_count();
  if (loan.state() != Loan::STATE_OWED || due <= 0) return {};
  const bool dated = loan.has_due_date();
  const std::string day = DayCell(loan.due_date());
  return {
      absl::StrCat("UTANG: ", loan.borrower(), " masih berutang ", Grouped(due, Language::kIndonesian),
                   " keping ", loan.blank_type(), " kepada ", loan.lender(),
                   dated ? ", jatuh tempo " : ", tanpa tanggal", dated ? day : "",
                   loan.overdue() ? " (LEWAT)" : "",
                   ". Kembalikan dari kiriman ini: blangko shipments dispatch --from ", loan.borrower(),
                   " --to ", loan.lender(), " --kind repayment --loan ", loan.loan_id(), " --lot LOT:JUMLAH"),
      absl::StrCat("DEBT: ", loan.borrower(), " still owes ", Grouped(due, Language::kEnglish), " blanks of ",
                   loan.blank_type(), " to ", loan.lender(), dated ? ", due " : ", without a date",
                   dated ? day : "", loan.overdue() ? " (OVERDUE)" : "",
                   ". Repay from this shipment: blangko shipments dispatch --from ", loan.borrower(),
                   " --to ", loan.lender(), " --kind repayment --loan ", loan.loan_id(), " --lot LOT:COUNT")};
}

Sentence OverdueLine(int64_t overdue_loans) {
  if (overdue_loans == 0) return {};
  return {absl::StrCat("PINJAMAN BLANGKO LEWAT JATUH TEMPO: ", overdue_loans, ". Lihat: blangko loans list"),
          absl::StrCat("LOANS OF BLANKS OVERDUE: ", overdue_loans, ". See: blangko loans list")};
}

Sentence UnseenLine(int64_t unseen_notices) {
  if (unseen_notices == 0) return {};
  return {absl::StrCat("KIRIMAN MELEWATI KANTOR, BELUM DIKETAHUI: ", unseen_notices,
                       ". Lihat: blangko loans notices"),
          absl::StrCat("SHIPMENTS PASSED AN OFFICE OVER, NOT ACKNOWLEDGED: ", unseen_notices,
                       ". See: blangko loans notices")};
}

}  // namespace blangko::cli
