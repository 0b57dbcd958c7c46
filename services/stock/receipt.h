// Receipt: which movements the lines of a delivery make at the receiver, and whether the lines add up.
//
// accepted -> available; rejected (ditolak) and missing (kurang) -> quarantined, until the case is closed; surplus
// (lebih) -> quarantined too, out of `unexplained`, since no document accounts for it. Nothing is written off.
// Failure: RECEIPT_DOES_NOT_ADD_UP, INVALID_FIELD. Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"

namespace blangko::stock {

using Movements = std::vector<rows::v1::Movement>;

rows::v1::Movement Move(int64_t count, rows::v1::Account from, rows::v1::Account to,
                        std::string_view document, std::string_view reason);

rows::v1::ShipmentLine ToRow(const v1::ShipmentLine& line);

// RECEIPT_DOES_NOT_ADD_UP unless accepted + rejected + missing is what was shipped.
absl::Status CheckAddsUp(const rows::v1::ShipmentLine& line);

// What a received line moves at the receiver; `source` is where the shipped blanks come from.
Movements ReceivedMovements(const rows::v1::ShipmentLine& line, rows::v1::Account source,
                            std::string_view document);

// The lines of a shipment with what was received of each. Every lot that was sent has exactly one line; further lines
// name lots that were in the parcel but not on the note, as surplus.
absl::StatusOr<std::vector<rows::v1::ShipmentLine>> MatchLines(const rows::v1::Shipment& shipment,
                                                               const v1::ReceiveShipmentRequest& request);

}  // namespace blangko::stock
