#include "services/documents/body.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/stock/api_time.h"
#include "services/stock/shipment_kind.h"

namespace blangko::documents {
namespace {

using rows::v1::Lot;
using stock::ApiTime;

v1::ShippedLot ShippedOf(const rows::v1::ShipmentLine& line, const std::vector<Lot>& lots) {
  v1::ShippedLot shipped;
  shipped.set_lot(line.lot());
  shipped.set_count(line.shipped());
  *shipped.mutable_packs() = line.packs();
  const auto lot =
      std::find_if(lots.begin(), lots.end(), [&](const Lot& known) { return known.lot() == line.lot(); });
  if (lot == lots.end()) return shipped;
  shipped.set_blank_type(lot->blank_type());
  shipped.set_unit_price_idr(lot->unit_price_idr());
  shipped.set_funding(lot->funding());
  for (const uint32_t type : lot->allowed_request_types()) {
    shipped.add_allowed_request_types(static_cast<int32_t>(type));
  }
  shipped.set_pack_size(lot->pack_size());
  shipped.set_minimum_application_version(lot->minimum_application_version());
  return shipped;
}

Lot LotOf(const v1::ShippedLot& line) {
  Lot lot;
  lot.set_lot(line.lot());
  lot.set_blank_type(line.blank_type());
  lot.set_unit_price_idr(line.unit_price_idr());
  lot.set_funding(line.funding());
  for (const int32_t type : line.allowed_request_types()) {
    lot.add_allowed_request_types(static_cast<uint32_t>(type));
  }
  lot.set_pack_size(line.pack_size());
  lot.set_minimum_application_version(line.minimum_application_version());
  return lot;
}

int64_t Micros(const google::protobuf::Timestamp& time) { return absl::ToUnixMicros(stock::FromApi(time)); }

}  // namespace

v1::DocumentKind KindOf(const v1::DocumentContent& content) {
  switch (content.body_case()) {
    case v1::DocumentContent::kShipment: return v1::DOCUMENT_KIND_SHIPMENT;
    case v1::DocumentContent::kReceipt: return v1::DOCUMENT_KIND_RECEIPT;
    case v1::DocumentContent::kNeed: return v1::DOCUMENT_KIND_NEED;
    case v1::DocumentContent::kPlanLine: return v1::DOCUMENT_KIND_PLAN_LINE;
    case v1::DocumentContent::BODY_NOT_SET: break;
  }
  return v1::DOCUMENT_KIND_UNSPECIFIED;
}

v1::ShipmentBody ShipmentOf(const rows::v1::Shipment& shipment, const std::vector<Lot>& lots) {
  v1::ShipmentBody body;
  body.set_shipment_id(shipment.shipment_id());
  body.set_delivery_note(shipment.delivery_note());
  *body.mutable_ship_time() = ApiTime(shipment.shipped_micros());
  body.set_note(shipment.note());
  for (const auto& line : shipment.lines()) *body.add_lines() = ShippedOf(line, lots);
  body.set_kind(stock::KindOf(shipment));
  if (shipment.due_day() != 0) *body.mutable_due_date() = stock::DateOfDay(shipment.due_day());
  body.set_loan_id(shipment.loan_id());
  return body;
}

v1::ReceiptBody ReceiptOf(const rows::v1::Shipment& shipment, uint64_t shipment_number) {
  v1::ReceiptBody body;
  body.set_shipment_id(shipment.shipment_id());
  body.set_shipment_number(shipment_number);
  body.set_receipt_number(shipment.receipt_number());
  *body.mutable_receive_time() = ApiTime(shipment.received_micros());
  body.set_note(shipment.receipt_note());
  for (const auto& line : shipment.lines()) {
    v1::ReceivedLot& received = *body.add_lines();
    received.set_lot(line.lot());
    received.set_shipped_count(line.shipped());
    received.set_accepted_count(line.accepted());
    received.set_rejected_count(line.rejected());
    received.set_missing_count(line.missing());
    received.set_surplus_count(line.surplus());
  }
  return body;
}

stock::Announcement AnnouncementOf(const v1::DocumentContent& content) {
  const v1::ShipmentBody& body = content.shipment();
  stock::Announcement announced;
  rows::v1::Shipment& shipment = announced.shipment;
  shipment.set_shipment_id(body.shipment_id());
  shipment.set_from_office(content.from_office());
  shipment.set_to_office(content.to_office());
  shipment.set_delivery_note(body.delivery_note());
  shipment.set_shipped_micros(Micros(body.ship_time()));
  shipment.set_shipped_by(absl::StrCat("office:", content.from_office()));
  shipment.set_note(body.note());
  shipment.set_kind(std::max<uint32_t>(body.kind(), stock::v1::SHIPMENT_KIND_NORMAL));
  if (body.has_due_date()) shipment.set_due_day(stock::DayOfDate(body.due_date()));
  shipment.set_loan_id(body.loan_id());
  for (const v1::ShippedLot& line : body.lines()) {
    announced.lots.push_back(LotOf(line));
    auto* added = shipment.add_lines();
    added->set_lot(line.lot());
    added->set_shipped(line.count());
    *added->mutable_packs() = line.packs();
  }
  return announced;
}

std::vector<stock::AnnouncedPack> AnnouncedPacksOf(const v1::DocumentContent& content) {
  std::vector<stock::AnnouncedPack> packs;
  for (const v1::ShippedLot& line : content.shipment().lines()) {
    for (int i = 0; i < line.packs_size(); ++i) {
      packs.push_back({.pack_id = line.packs(i), .lot = line.lot(), .count = line.pack_counts(i)});
    }
  }
  return packs;
}

stock::ForeignReceipt ForeignReceiptOf(const v1::DocumentContent& content) {
  return {.sender = content.to_office(),
          .receiver = content.from_office(),
          .received_micros = Micros(content.receipt().receive_time()),
          .received_by = absl::StrCat("office:", content.from_office()),
          .received = AsReceipt(content.receipt())};
}

stock::v1::DispatchShipmentRequest AsDispatch(const v1::DocumentContent& content) {
  stock::v1::DispatchShipmentRequest request;
  request.set_from_office(content.from_office());
  request.set_to_office(content.to_office());
  request.set_delivery_note(content.shipment().delivery_note());
  request.set_note(content.shipment().note());
  request.set_kind(static_cast<stock::v1::ShipmentKind>(content.shipment().kind()));
  if (content.shipment().has_due_date()) *request.mutable_due_date() = content.shipment().due_date();
  request.set_loan_id(content.shipment().loan_id());
  for (const v1::ShippedLot& line : content.shipment().lines()) {
    auto* added = request.add_lines();
    added->set_lot(line.lot());
    added->set_count(line.count());
    *added->mutable_packs() = line.packs();
  }
  return request;
}

stock::v1::CreateLotRequest AsLot(const v1::ShippedLot& line) {
  stock::v1::CreateLotRequest request;
  stock::v1::Lot& lot = *request.mutable_lot();
  lot.set_lot(line.lot());
  lot.set_blank_type(line.blank_type());
  lot.set_unit_price_idr(line.unit_price_idr());
  lot.set_funding(line.funding());
  *lot.mutable_allowed_request_types() = line.allowed_request_types();
  lot.set_pack_size(line.pack_size());
  lot.set_minimum_application_version(line.minimum_application_version());
  return request;
}

stock::v1::ReceiveShipmentRequest AsReceipt(const v1::ReceiptBody& body) {
  stock::v1::ReceiveShipmentRequest request;
  request.set_shipment_id(body.shipment_id());
  request.set_receipt_number(body.receipt_number());
  request.set_note(body.note());
  for (const v1::ReceivedLot& line : body.lines()) {
    auto* added = request.add_lines();
    added->set_lot(line.lot());
    added->set_shipped_count(line.shipped_count());
    added->set_accepted_count(line.accepted_count());
    added->set_rejected_count(line.rejected_count());
    added->set_missing_count(line.missing_count());
    added->set_surplus_count(line.surplus_count());
  }
  return request;
}

}  // namespace blangko::documents
