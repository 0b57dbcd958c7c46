#include "services/stock/leaving.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "blangko/stock/v1/stock.pb.h"
#include "services/stock/document_date.h"
#include "services/stock/inside.h"
#include "services/stock/receipt.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"
#include "services/stock/stock_table.h"

namespace blangko::stock {
namespace {

using access::Act;
using storage::Txn;

// The lots of a shipment, read before they are empty: the list of free ones has them all in one row.
absl::StatusOr<std::vector<LotRow>> LotsThatLeave(Txn& txn, const ShipmentRow& shipment, Account source) {
  const bool normal = KindOf(shipment) == v1::SHIPMENT_KIND_NORMAL;
  if (!normal || source != rows::v1::ACCOUNT_AVAILABLE) return LotsOfLines(txn, shipment);
  if (!shipment.to_outside()) return std::vector<LotRow>();
  return FreeLots(txn, shipment.from_office());
}

ShipmentRow ReturnOf(const Act& act, const RejectedBlanks& rejected, bool to_outside) {
  ShipmentRow shipment;
  shipment.set_shipment_id(act.request_id);
  shipment.set_from_office(rejected.office);
  shipment.set_to_office(rejected.sender);
  shipment.set_state(to_outside ? v1::Shipment::STATE_SENT_OUT : v1::Shipment::STATE_IN_TRANSIT);
  auto* line = shipment.add_lines();
  line->set_lot(rejected.lot);
  line->set_shipped(rejected.count);
  shipment.set_shipped_micros(absl::ToUnixMicros(act.now));
  shipment.set_shipped_by(act.actor.identity);
  shipment.set_to_outside(to_outside);
  shipment.set_note(rejected.note);
  shipment.set_kind(v1::SHIPMENT_KIND_RETURN);
  shipment.set_bypass_reason(rejected.note);
  shipment.set_case_id(rejected.case_id);
  return shipment;
}

}  // namespace

absl::Status PostSent(Txn& txn, const Act& act, const ShipmentRow& shipment, const SentMove& move) {
  for (const rows::v1::ShipmentLine& line : shipment.lines()) {
    if (line.shipped() == 0) continue;
    const Posting posting{
        .office = shipment.from_office(),
        .lot = line.lot(),
        .movements = Dated({Move(line.shipped(), move.from, move.to, shipment.delivery_note(), "")},
                           move.document_day),
        .record = {},
        .subject = absl::StrCat("shipment:", shipment.shipment_id()),
        .event = std::string(move.event)};
    RETURN_IF_ERROR(StockTable(txn).Post(act, posting).status());
  }
  return absl::OkStatus();
}

absl::Status Leave(Txn& txn, const Act& act, const DomainsAbove& above, ShipmentRow shipment,
                   Account source) {
  const bool outside = shipment.to_outside();
  RETURN_IF_ERROR(FillPassedOver(txn, shipment));
  ASSIGN_OR_RETURN(const std::vector<LotRow> lots, LotsThatLeave(txn, shipment, source));
  RETURN_IF_ERROR(CheckOneType(shipment, lots));
  if (above.loans != nullptr) RETURN_IF_ERROR(above.loans->Leaves(txn, act, shipment, lots));
  const SentMove move{.from = source,
                      .to = outside ? rows::v1::ACCOUNT_SENT_OUT : rows::v1::ACCOUNT_IN_TRANSIT,
                      .event = "DISPATCH",
                      .document_day = shipment.dispatch_day()};
  RETURN_IF_ERROR(PostSent(txn, act, shipment, move));
  if (above.packs != nullptr) RETURN_IF_ERROR(above.packs->Leave(txn, act, shipment));
  PutShipment(txn, shipment);
  const bool papers = outside && above.papers != nullptr && shipment.to_office() != kMaker;
  return papers ? above.papers->Leaves(txn, act, shipment, lots) : absl::OkStatus();
}

absl::StatusOr<std::string> SendBack(Txn& txn, const Act& act, const DomainsAbove& above,
                                     const RejectedBlanks& rejected) {
  ASSIGN_OR_RETURN(const bool inside, IsInside(txn, above.papers, rejected.sender));
  const ShipmentRow shipment = ReturnOf(act, rejected, !inside);
  const Account source =
      Planted("return-takes-free-blanks") ? rows::v1::ACCOUNT_AVAILABLE : rows::v1::ACCOUNT_QUARANTINED;
  RETURN_IF_ERROR(Leave(txn, act, above, shipment, source));
  return shipment.shipment_id();
}

}  // namespace blangko::stock
