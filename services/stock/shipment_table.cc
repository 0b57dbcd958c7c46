#include "services/stock/shipment_table.h"

#include <string>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/stock/api_time.h"
#include "services/stock/shipment_index.h"
#include "services/stock/shipment_kind.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::stock {
namespace {

using storage::KeyRange;
using storage::KeyWriter;
using storage::ScanOrder;
using storage::Table;

std::string LotKey(std::string_view lot) { return KeyWriter(Table::kLot).Text(lot).Take(); }
std::string ShipmentKey(std::string_view id) { return KeyWriter(Table::kShipment).Text(id).Take(); }

std::string DocumentKey(std::string_view from_office, std::string_view document) {
  return KeyWriter(Table::kDocument).Text(from_office).Text(document).Take();
}

template <typename Row>
absl::Status VisitRows(storage::Snapshot& snapshot, const KeyRange& range, ScanOrder order,
                       absl::FunctionRef<bool(const Row&)> visit) {
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(range, order, [&](std::string_view, std::string_view value) {
    const absl::StatusOr<Row> row = storage::DecodeRow<Row>(value);
    if (!row.ok()) bad = row.status();
    return row.ok() && visit(*row);
  }));
  return bad;
}

v1::ShipmentLine ToApi(const rows::v1::ShipmentLine& line) {
  v1::ShipmentLine api;
  api.set_lot(line.lot());
  api.set_shipped_count(line.shipped());
  api.set_accepted_count(line.accepted());
  api.set_rejected_count(line.rejected());
  api.set_missing_count(line.missing());
  api.set_surplus_count(line.surplus());
  api.set_reversed_by_seq(line.reversed_by_seq());
  *api.mutable_packs() = line.packs();
  *api.mutable_missing_packs() = line.missing_packs();
  return api;
}

}  // namespace

absl::StatusOr<std::optional<LotRow>> FindLot(storage::Snapshot& snapshot, std::string_view lot) {
  return storage::GetRow<LotRow>(snapshot, LotKey(lot));
}

void PutLot(storage::Txn& txn, const LotRow& lot) { storage::PutRow(txn, LotKey(lot.lot()), lot); }

absl::Status VisitLots(storage::Snapshot& snapshot, std::string_view after,
                       absl::FunctionRef<bool(const LotRow&)> visit) {
  KeyRange range = KeyWriter(Table::kLot).Range();
  if (!after.empty()) range.begin = LotKey(after) + '\0';
  return VisitRows<LotRow>(snapshot, range, ScanOrder::kForward, visit);
}

absl::StatusOr<ShipmentRow> GetShipment(storage::Snapshot& snapshot, std::string_view shipment_id) {
  ASSIGN_OR_RETURN(std::optional<ShipmentRow> row,
                   storage::GetRow<ShipmentRow>(snapshot, ShipmentKey(shipment_id)));
  if (!row.has_value()) return Refuse(Reason::kUnknownShipment, {{"shipment", std::string(shipment_id)}});
  return *std::move(row);
}

void PutShipment(storage::Txn& txn, const ShipmentRow& shipment) {
  storage::PutRow(txn, ShipmentKey(shipment.shipment_id()), shipment);
  IndexShipment(txn, shipment);
}

absl::Status VisitShipments(storage::Snapshot& snapshot, std::string_view before,
                            absl::FunctionRef<bool(const ShipmentRow&)> visit) {
  KeyRange range = KeyWriter(Table::kShipment).Range();
  if (!before.empty()) range.end = ShipmentKey(before);
  return VisitRows<ShipmentRow>(snapshot, range, ScanOrder::kReverse, visit);
}

absl::StatusOr<std::optional<rows::v1::Document>> FindDocument(storage::Snapshot& snapshot,
                                                               std::string_view from_office,
                                                               std::string_view document) {
  return storage::GetRow<rows::v1::Document>(snapshot, DocumentKey(from_office, document));
}

void PutDocument(storage::Txn& txn, std::string_view from_office, std::string_view document,
                 const rows::v1::Document& row) {
  storage::PutRow(txn, DocumentKey(from_office, document), row);
}

absl::Status NoteReversed(storage::Txn& txn, std::string_view shipment_id, std::string_view lot,
                          uint64_t by_seq) {
  ASSIGN_OR_RETURN(ShipmentRow shipment, GetShipment(txn, shipment_id));
  bool stands = false;
  for (rows::v1::ShipmentLine& line : *shipment.mutable_lines()) {
    if (line.lot() == lot) line.set_reversed_by_seq(by_seq);
    stands = stands || line.reversed_by_seq() == 0;
  }
  if (!stands) {
    shipment.set_state(v1::Shipment::STATE_REVERSED);
    txn.Erase(DocumentKey(shipment.from_office(), shipment.delivery_note()));
  }
  PutShipment(txn, shipment);
  return absl::OkStatus();
}

v1::Lot ToApi(const LotRow& lot) {
  v1::Lot api;
  api.set_lot(lot.lot());
  api.set_blank_type(lot.blank_type());
  api.set_unit_price_idr(lot.unit_price_idr());
  api.set_funding(lot.funding());
  for (const uint32_t type : lot.allowed_request_types())
    api.add_allowed_request_types(static_cast<int32_t>(type));
  api.set_pack_size(lot.pack_size());
  api.set_minimum_application_version(lot.minimum_application_version());
  *api.mutable_create_time() = ApiTime(lot.created_micros());
  return api;
}

v1::Shipment ToApi(const ShipmentRow& shipment) {
  v1::Shipment api;
  api.set_shipment_id(shipment.shipment_id());
  api.set_from_office(shipment.from_office());
  api.set_to_office(shipment.to_office());
  api.set_state(static_cast<v1::Shipment::State>(shipment.state()));
  for (const auto& line : shipment.lines()) *api.add_lines() = ToApi(line);
  api.set_delivery_note(shipment.delivery_note());
  api.set_receipt_number(shipment.receipt_number());
  if (shipment.shipped_micros() != 0) *api.mutable_ship_time() = ApiTime(shipment.shipped_micros());
  if (shipment.received_micros() != 0) *api.mutable_receive_time() = ApiTime(shipment.received_micros());
  api.set_shipped_by(shipment.shipped_by());
  api.set_received_by(shipment.received_by());
  api.set_note(shipment.note());
  api.set_receipt_note(shipment.receipt_note());
  api.set_kind(KindOf(shipment));
  if (shipment.due_day() != 0) *api.mutable_due_date() = DateOfDay(shipment.due_day());
  api.set_loan_id(shipment.loan_id());
  *api.mutable_bypassed_offices() = shipment.bypassed_offices();
  api.set_bypass_reason(shipment.bypass_reason());
  api.set_case_id(shipment.case_id());
  return api;
}

v1::Shipment AsReceived(const ShipmentRow& shipment) {
  ShipmentRow received = shipment;
  received.set_state(v1::Shipment::STATE_RECEIVED);
  for (rows::v1::ShipmentLine& line : *received.mutable_lines()) line.clear_reversed_by_seq();
  return ToApi(received);
}

v1::Shipment AsDispatched(const ShipmentRow& shipment) {
  ShipmentRow sent = shipment;
  sent.set_state(shipment.to_outside() ? v1::Shipment::STATE_SENT_OUT : v1::Shipment::STATE_IN_TRANSIT);
  sent.clear_lines();
  for (const auto& line : shipment.lines()) {
    if (line.shipped() == 0) continue;  // found in the parcel, not sent
    auto* added = sent.add_lines();
    added->set_lot(line.lot());
    added->set_shipped(line.shipped());
    *added->mutable_packs() = line.packs();
  }
  sent.clear_receipt_number();
  sent.clear_received_micros();
  sent.clear_received_by();
  sent.clear_receipt_note();
  return ToApi(sent);
}

}  // namespace blangko::stock
