#include "services/audit/loan_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/loans/loan.h"
#include "services/loans/loan_table.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"
#include "storage/key_codec.h"

namespace blangko::audit {
namespace {

using loans::LoanRow;
using rows::v1::Shipment;
using storage::KeyReader;
using storage::KeyWriter;
using storage::Snapshot;
using storage::Table;

// What the shipments of one loan add up to.
struct Sums {
  bool lent_by_shipment = false;
  bool arrived = false;
  int64_t lent = 0, repaid = 0, on_the_way = 0;
  std::set<std::string> repayments;
};
using SumsOfLoans = std::map<std::string, Sums>;

// Received where it went, or told by the office outside that it went to.
bool IsReceived(const Shipment& shipment) { return shipment.received_micros() != 0; }

void AddLent(const Shipment& shipment, Sums& sums) {
  sums.lent_by_shipment = true;
  sums.arrived = IsReceived(shipment) || shipment.to_outside();
  for (const auto& line : shipment.lines())
    sums.lent += IsReceived(shipment) ? line.accepted() : line.shipped();
}

void AddRepaid(const Shipment& shipment, Sums& sums) {
  sums.repayments.insert(shipment.shipment_id());
  for (const auto& line : shipment.lines()) {
    if (IsReceived(shipment)) {
      sums.repaid += line.accepted();
    } else {
      (shipment.to_outside() ? sums.repaid : sums.on_the_way) += line.shipped();
    }
  }
}

absl::StatusOr<SumsOfLoans> SumShipments(Snapshot& snapshot) {
  SumsOfLoans sums;
  RETURN_IF_ERROR(stock::VisitShipments(snapshot, "", [&](const Shipment& shipment) {
    const auto kind = stock::KindOf(shipment);
    if (kind == stock::v1::SHIPMENT_KIND_LOAN) AddLent(shipment, sums[shipment.shipment_id()]);
    if (kind == stock::v1::SHIPMENT_KIND_REPAYMENT) AddRepaid(shipment, sums[shipment.loan_id()]);
    return true;
  }));
  return sums;
}

absl::StatusOr<std::set<std::string>> ListedAsOpen(Snapshot& snapshot, Check& check) {
  std::set<std::string> listed;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kOpenLoan).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view key, std::string_view) {
                                  KeyReader reader(key);
                                  const auto borrower = reader.Text();
                                  const auto id = reader.Text();
                                  if (!borrower.ok() || !id.ok()) check.Bad("a key of the open loans");
                                  if (borrower.ok() && id.ok())
                                    listed.insert(absl::StrCat(*borrower, " ", *id));
                                  return true;
                                }));
  return listed;
}

void Compare(const LoanRow& loan, std::string_view what, int64_t got, int64_t want, Check& check) {
  if (got == want) return;
  check.Bad(absl::StrCat("loan ", loan.loan_id(), ": ", std::string(what), " is ", got, ", by its shipments ",
                         want));
}

void CompareLoan(const LoanRow& loan, const Sums& sums, Check& check) {
  if (!loan.from_opening()) {
    if (!sums.lent_by_shipment)
      return check.Bad(absl::StrCat("loan ", loan.loan_id(), ": no shipment lent it"));
    Compare(loan, "lent", loan.lent(), sums.lent, check);
    Compare(loan, "received", loan.received() ? 1 : 0, sums.arrived ? 1 : 0, check);
  }
  Compare(loan, "repaid", loan.repaid(), sums.repaid, check);
  Compare(loan, "on the way", loan.on_the_way(), sums.on_the_way, check);
  const std::set<std::string> named(loan.repayments().begin(), loan.repayments().end());
  if (named != sums.repayments)
    check.Bad(absl::StrCat("loan ", loan.loan_id(), ": names ", named.size(), " repayments, there are ",
                           sums.repayments.size()));
  const bool settled = loan.received() && loans::RepaidOf(loan) >= loans::LentOf(loan);
  if (settled != (loan.settled_micros() != 0))
    check.Bad(
        absl::StrCat("loan ", loan.loan_id(), ": ", settled ? "settled" : "owed", ", and said not to be"));
}

}  // namespace

absl::Status CheckLoans(Snapshot& snapshot, std::vector<Check>& checks) {
  Check check{.name = "loans",
              .invariants = "",
              .what = "what is lent, repaid and on the way of each loan is what its shipments say"};
  ASSIGN_OR_RETURN(SumsOfLoans sums, SumShipments(snapshot));
  ASSIGN_OR_RETURN(std::set<std::string> listed, ListedAsOpen(snapshot, check));
  RETURN_IF_ERROR(loans::VisitLoans(snapshot, "", [&](const LoanRow& loan) {
    ++check.rows;
    CompareLoan(loan, sums[loan.loan_id()], check);
    sums.erase(loan.loan_id());
    const bool open = loan.settled_micros() == 0;
    if (open != (listed.erase(absl::StrCat(loan.borrower(), " ", loan.loan_id())) > 0))
      check.Bad(absl::StrCat("loan ", loan.loan_id(), ": wrong in the list of open loans"));
    return true;
  }));
  for (const auto& [id, sum] : sums)
    check.Bad(absl::StrCat("loan ", id, ": there are shipments of it, and no loan"));
  for (const std::string& name : listed) check.Bad(absl::StrCat("open loan ", name, ": there is none"));
  checks.push_back(std::move(check));
  return absl::OkStatus();
}

}  // namespace blangko::audit
