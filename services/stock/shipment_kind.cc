#include "services/stock/shipment_kind.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock_table.h"
#include "services/stock/tiers.h"

namespace blangko::stock {
namespace {

using Violations = std::vector<FieldViolation>;
using Request = v1::DispatchShipmentRequest;

const absl::CivilDay kFirstDay(1970, 1, 1);

bool Exists(const common::v1::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return date.year() >= 2000 && date.year() <= 9999 && day.year() == date.year() &&
         day.month() == date.month() && day.day() == date.day();
}

std::string TextOf(const common::v1::Date& date) {
  return absl::StrCat(date.year(), "-", date.month(), "-", date.day());
}

void CheckDueDate(const Request& request, Violations& bad) {
  const bool loan = request.kind() == v1::SHIPMENT_KIND_LOAN;
  if (!loan && request.has_due_date()) {
    bad.push_back({"due_date", TextOf(request.due_date()), "none: only a LOAN has one"});
  }
  if (loan && !Exists(request.due_date())) {
    bad.push_back({"due_date", request.has_due_date() ? TextOf(request.due_date()) : "",
                   "the day on which a LOAN is to be given back"});
  }
}

void CheckLoanId(const Request& request, Violations& bad) {
  const bool repayment = request.kind() == v1::SHIPMENT_KIND_REPAYMENT;
  const std::string& id = request.loan_id();
  if (!repayment && !id.empty()) bad.push_back({"loan_id", id, "none: only a REPAYMENT has one"});
  if (repayment && (id.empty() || id.size() > 100))
    bad.push_back({"loan_id", id.substr(0, 100), "the loan that a REPAYMENT settles"});
}

// Lots that the sender has not got from the office that they go back to.
absl::StatusOr<std::set<std::string>> LotsFromElsewhere(storage::Snapshot& snapshot, const Request& request) {
  std::set<std::string> open;
  for (const auto& line : request.lines()) open.insert(line.lot());
  RETURN_IF_ERROR(VisitShipments(snapshot, "", [&](const ShipmentRow& shipment) {
    const bool way =
        shipment.from_office() == request.to_office() && shipment.to_office() == request.from_office();
    if (!way || shipment.received_micros() == 0) return true;
    for (const auto& line : shipment.lines()) open.erase(line.lot());
    return !open.empty();
  }));
  return open;
}

}  // namespace

v1::ShipmentKind KindOf(const rows::v1::Shipment& shipment) {
  return shipment.kind() == 0 ? v1::SHIPMENT_KIND_NORMAL : static_cast<v1::ShipmentKind>(shipment.kind());
}

int64_t DayOfDate(const common::v1::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day()) - kFirstDay;
}

common::v1::Date DateOfDay(int64_t day) {
  const absl::CivilDay civil = kFirstDay + day;
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

void CheckKindFields(const Request& request, Violations& bad) {
  if (!v1::ShipmentKind_IsValid(request.kind())) {
    bad.push_back({"kind", absl::StrCat(request.kind()), "NORMAL, LOAN, REPAYMENT or RETURN"});
    return;
  }
  CheckDueDate(request, bad);
  CheckLoanId(request, bad);
  if (request.kind() == v1::SHIPMENT_KIND_RETURN && request.note().empty())
    bad.push_back({"note", "", "why blanks go back"});
  const bool normal = request.kind() <= v1::SHIPMENT_KIND_NORMAL;
  if (!normal && request.lines_size() > kKindLinesMax) {
    bad.push_back({"lines", absl::StrCat(request.lines_size()),
                   absl::StrCat("1 to ", kKindLinesMax, " in a LOAN, a REPAYMENT or a RETURN")});
  }
}

absl::Status FillKind(storage::Snapshot& snapshot, const access::Act& act, const Request& request,
                      rows::v1::Shipment& shipment) {
  shipment.set_kind(static_cast<uint32_t>(request.kind() == 0 ? v1::SHIPMENT_KIND_NORMAL : request.kind()));
  shipment.set_loan_id(request.loan_id());
  shipment.set_bypass_reason(request.bypass_reason());
  if (!request.has_due_date()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, request.from_office()));
  const int64_t today = access::OfficeDay(zone, act.now);
  shipment.set_due_day(DayOfDate(request.due_date()));
  if (shipment.due_day() > today) return absl::OkStatus();
  return BadField("due_date", TextOf(request.due_date()),
                  absl::StrCat("a day after ", absl::FormatCivilTime(kFirstDay + today)));
}

absl::Status NotePassedOver(storage::Snapshot& snapshot, rows::v1::Shipment& shipment) {
  ASSIGN_OR_RETURN(const auto passed, PassedOver(snapshot, shipment.from_office(), shipment.to_office()));
  shipment.mutable_bypassed_offices()->Assign(passed.begin(), passed.end());
  return absl::OkStatus();
}

absl::Status FillPassedOver(storage::Snapshot& snapshot, rows::v1::Shipment& shipment) {
  RETURN_IF_ERROR(NotePassedOver(snapshot, shipment));
  const auto& passed = shipment.bypassed_offices();
  if (passed.empty() || !shipment.bypass_reason().empty()) return absl::OkStatus();
  const std::string offices = absl::StrJoin(passed, ", ");
  return Refuse(Reason::kBypassNotExplained,
                {{"from", shipment.from_office()}, {"to", shipment.to_office()}, {"offices", offices}},
                {{"bypass_reason", "", absl::StrCat("why the shipment does not go through ", offices)}});
}

absl::StatusOr<std::vector<LotRow>> LotsOfLines(storage::Snapshot& snapshot,
                                                const rows::v1::Shipment& shipment) {
  std::vector<LotRow> lots;
  for (const auto& line : shipment.lines()) {
    ASSIGN_OR_RETURN(LotRow lot, GetLot(snapshot, line.lot()));
    lots.push_back(std::move(lot));
  }
  return lots;
}

absl::Status CheckOneType(const rows::v1::Shipment& shipment, const std::vector<LotRow>& lots) {
  if (KindOf(shipment) != v1::SHIPMENT_KIND_LOAN || lots.empty()) return absl::OkStatus();
  const std::string& type = lots.front().blank_type();
  const auto other =
      std::find_if(lots.begin(), lots.end(), [&](const LotRow& lot) { return lot.blank_type() != type; });
  if (other == lots.end()) return absl::OkStatus();
  return BadField("lines.lot", absl::StrCat(other->lot(), " of type ", other->blank_type()),
                  absl::StrCat("lots of one blank type in a LOAN: ", type));
}

absl::Status CheckReturn(storage::Store& store, const Request& request) {
  if (request.kind() != v1::SHIPMENT_KIND_RETURN) return absl::OkStatus();
  if (IsAbove(request.to_office(), request.from_office())) return absl::OkStatus();
  using Lots = std::set<std::string>;
  ASSIGN_OR_RETURN(const Lots open, storage::ViewFor<Lots>(store, [&](storage::Snapshot& snapshot) {
                     return LotsFromElsewhere(snapshot, request);
                   }));
  if (open.empty()) return absl::OkStatus();
  return BadField("to_office", request.to_office(),
                  absl::StrCat("an office above ", request.from_office(),
                               ", or one that shipped there before: lot ", *open.begin()));
}

}  // namespace blangko::stock
