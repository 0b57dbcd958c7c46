// Bodies of documents, to and from the rows and requests of stock.
//
// Failure: none. Threads: pure.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "blangko/documents/v1/documents.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/stock/foreign_shipment.h"

namespace blangko::documents {

v1::DocumentKind KindOf(const v1::DocumentContent& content);

// ---- this store speaks ---------------------------------------------------------------------------------------------
// `lots` holds at least the lots of its lines.
v1::ShipmentBody ShipmentOf(const rows::v1::Shipment& shipment, const std::vector<rows::v1::Lot>& lots);
v1::ReceiptBody ReceiptOf(const rows::v1::Shipment& shipment, uint64_t shipment_number);

// ---- another store spoke -------------------------------------------------------------------------------------------
stock::Announcement AnnouncementOf(const v1::DocumentContent& content);
// The packs that it names, with what each holds; of a body that CheckPackCounts found right.
std::vector<stock::AnnouncedPack> AnnouncedPacksOf(const v1::DocumentContent& content);
stock::ForeignReceipt ForeignReceiptOf(const v1::DocumentContent& content);

// The requests of stock that say the same, for its validation.
stock::v1::DispatchShipmentRequest AsDispatch(const v1::DocumentContent& content);
stock::v1::CreateLotRequest AsLot(const v1::ShippedLot& line);
stock::v1::ReceiveShipmentRequest AsReceipt(const v1::ReceiptBody& body);

}  // namespace blangko::documents
