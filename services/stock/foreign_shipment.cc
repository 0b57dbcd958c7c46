#include "services/stock/foreign_shipment.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_table.h"

namespace blangko::stock {
namespace {

using Violations = std::vector<FieldViolation>;

void Compare(const std::string& field, const std::string& got, const std::string& want, Violations& bad) {
  if (got != want) bad.push_back({absl::StrCat("lot.", field), got, want});
}

std::string TypesOf(const LotRow& lot) { return absl::StrJoin(lot.allowed_request_types(), ","); }

absl::Status CheckSameLot(const LotRow& told, const LotRow& known) {
  Violations bad;
  Compare("blank_type", told.blank_type(), known.blank_type(), bad);
  Compare("unit_price_idr", absl::StrCat(told.unit_price_idr()), absl::StrCat(known.unit_price_idr()), bad);
  Compare("funding", told.funding(), known.funding(), bad);
  Compare("allowed_request_types", TypesOf(told), TypesOf(known), bad);
  Compare("pack_size", absl::StrCat(told.pack_size()), absl::StrCat(known.pack_size()), bad);
  Compare("minimum_application_version", told.minimum_application_version(),
          known.minimum_application_version(), bad);
  if (bad.empty()) return absl::OkStatus();
  return Refuse(Reason::kLotDiffers, {{"lot", told.lot()}}, bad);
}

// `place` keeps lots that come together in the order of the paper.
absl::Status KnowLot(storage::Txn& txn, const access::Act& act, LotRow lot, uint64_t place) {
  ASSIGN_OR_RETURN(const std::optional<LotRow> known, FindLot(txn, lot.lot()));
  if (known.has_value()) return CheckSameLot(lot, *known);
  const int64_t now = absl::ToUnixMicros(act.now);
  lot.set_created_micros(now);
  lot.set_order(static_cast<uint64_t>(std::max<int64_t>(0, now)) + place);
  PutLot(txn, lot);
  return absl::OkStatus();
}

absl::Status CheckNewShipment(storage::Snapshot& snapshot, const ShipmentRow& shipment) {
  const auto known = GetShipment(snapshot, shipment.shipment_id());
  if (!known.ok()) return ReasonOf(known.status()).empty() ? known.status() : absl::OkStatus();
  return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("shipment ", shipment.shipment_id())}});
}

// Whoever books the same note by hand afterwards is refused: the blanks would be in twice.
absl::Status KeepNote(storage::Txn& txn, const ShipmentRow& shipment) {
  if (shipment.delivery_note().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto booked, FindDocument(txn, shipment.from_office(), shipment.delivery_note()));
  if (booked.has_value()) {
    return Refuse(Reason::kDocumentReused,
                  {{"document", shipment.delivery_note()}, {"office", shipment.from_office()}});
  }
  rows::v1::Document document;
  document.set_shipment_id(shipment.shipment_id());
  PutDocument(txn, shipment.from_office(), shipment.delivery_note(), document);
  return absl::OkStatus();
}

}  // namespace

absl::Status Announce(storage::Txn& txn, const access::Act& act, const Announcement& announced,
                      Loans* loans) {
  ShipmentRow shipment = announced.shipment;
  RETURN_IF_ERROR(CheckNewShipment(txn, shipment));
  RETURN_IF_ERROR(KeepNote(txn, shipment));
  uint64_t place = 0;
  for (const LotRow& lot : announced.lots) RETURN_IF_ERROR(KnowLot(txn, act, lot, place++));
  shipment.set_state(v1::Shipment::STATE_IN_TRANSIT);
  shipment.set_from_outside(true);
  RETURN_IF_ERROR(CheckOneType(shipment, announced.lots));
  RETURN_IF_ERROR(NotePassedOver(txn, shipment));
  PutShipment(txn, shipment);
  return loans == nullptr ? absl::OkStatus() : loans->Announced(txn, act, shipment, announced.lots);
}

absl::Status BookForeignReceipt(storage::Txn& txn, const access::Act& act, const ForeignReceipt& receipt,
                                Loans* loans) {
  const std::string& id = receipt.received.shipment_id();
  ASSIGN_OR_RETURN(ShipmentRow shipment, GetShipment(txn, id));
  if (!shipment.to_outside() || shipment.from_office() != receipt.sender ||
      shipment.to_office() != receipt.receiver) {
    return Refuse(Reason::kUnknownShipment, {{"shipment", id}});
  }
  if (shipment.received_micros() != 0) {
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("a receipt of shipment ", id)}});
  }
  ASSIGN_OR_RETURN(const auto lines, MatchLines(shipment, receipt.received));
  shipment.mutable_lines()->Assign(lines.begin(), lines.end());
  shipment.set_receipt_number(receipt.received.receipt_number());
  shipment.set_receipt_note(receipt.received.note());
  shipment.set_received_micros(receipt.received_micros);
  shipment.set_received_by(receipt.received_by);
  PutShipment(txn, shipment);
  return loans == nullptr ? absl::OkStatus() : loans->ReceivedOutside(txn, act, shipment);
}

}  // namespace blangko::stock
