#include "services/movements/case_book.h"

#include "base/status_macros.h"
#include "services/movements/case_limit.h"
#include "services/movements/case_table.h"

namespace blangko::movements {
namespace {

bool Differs(const rows::v1::ShipmentLine& line) {
  return line.rejected() > 0 || line.missing() > 0 || line.surplus() > 0;
}

void AddLine(CaseRow& row, const rows::v1::ShipmentLine& received) {
  rows::v1::DifferenceLine& line = *row.add_lines();
  line.set_lot(received.lot());
  line.set_rejected(received.rejected());
  line.set_missing(received.missing());
  line.set_surplus(received.surplus());
  line.set_open_rejected(received.rejected());
  line.set_open_missing(received.missing());
  line.set_open_surplus(received.surplus());
}

}  // namespace

absl::Status CaseBook::Received(storage::Txn& txn, const access::Act& act,
                                const rows::v1::Shipment& shipment) {
  CaseRow row;
  for (const rows::v1::ShipmentLine& line : shipment.lines()) {
    if (Differs(line)) AddLine(row, line);
  }
  if (row.lines().empty()) return absl::OkStatus();
  row.set_case_id(shipment.shipment_id());
  row.set_office(shipment.to_office());
  row.set_from_office(shipment.from_office());
  row.set_opened_micros(absl::ToUnixMicros(act.now));
  ASSIGN_OR_RETURN(const int32_t days, CaseDays(txn, row.office()));
  row.set_due_micros(absl::ToUnixMicros(act.now + absl::Hours(24) * days));
  row.set_owner(act.actor.identity);
  PutCase(txn, row);
  return absl::OkStatus();
}

}  // namespace blangko::movements
