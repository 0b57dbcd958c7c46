// Rows of lots, shipments and outside documents inside a caller's transaction, and how they look in the API.
//
// Failure: UNKNOWN_SHIPMENT; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <optional>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock.pb.h"
#include "storage/txn.h"

namespace blangko::stock {

using ShipmentRow = rows::v1::Shipment;
using LotRow = rows::v1::Lot;

absl::StatusOr<std::optional<LotRow>> FindLot(storage::Snapshot& snapshot, std::string_view lot);
void PutLot(storage::Txn& txn, const LotRow& lot);
// In the order of their numbers, after `after`, until the visitor answers false.
absl::Status VisitLots(storage::Snapshot& snapshot, std::string_view after,
                       absl::FunctionRef<bool(const LotRow&)> visit);

absl::StatusOr<ShipmentRow> GetShipment(storage::Snapshot& snapshot, std::string_view shipment_id);
// Lists it under its lots, too (shipment_index.h).
void PutShipment(storage::Txn& txn, const ShipmentRow& shipment);
// Newest first (ids are made in the order of time), before the id `before` if it is given.
absl::Status VisitShipments(storage::Snapshot& snapshot, std::string_view before,
                            absl::FunctionRef<bool(const ShipmentRow&)> visit);

// The receipt that was booked under a sender's document, if any.
absl::StatusOr<std::optional<rows::v1::Document>> FindDocument(storage::Snapshot& snapshot,
                                                               std::string_view from_office,
                                                               std::string_view document);
void PutDocument(storage::Txn& txn, std::string_view from_office, std::string_view document,
                 const rows::v1::Document& row);

// The receipt of `lot` was taken back by entry `by_seq`. When no lot of it stands any more it is REVERSED, and its document
// may be entered again.
absl::Status NoteReversed(storage::Txn& txn, std::string_view shipment_id, std::string_view lot,
                          uint64_t by_seq);

v1::Lot ToApi(const LotRow& lot);
v1::Shipment ToApi(const ShipmentRow& shipment);
// As it was when it left: what the reply to its dispatch says, whatever happened to it since.
v1::Shipment AsDispatched(const ShipmentRow& shipment);
// As it was when it was received from outside, whatever was taken back since.
v1::Shipment AsReceived(const ShipmentRow& shipment);

}  // namespace blangko::stock
