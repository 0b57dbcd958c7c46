// Validation of stock requests: pure, before anything is read. Each answers INVALID_FIELD with field, got and want.
//
// Failure: as said; RECEIPT_DOES_NOT_ADD_UP where the request itself shows it. Threads: pure.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "blangko/stock/v1/stock_service.pb.h"

namespace blangko::stock {

// A document is booked in one commit. Each line costs an entry and a head row (storage budget: 480 rows).
inline constexpr size_t kLinesMax = 200;
// A shipment inside the store is received at both ends in one commit: two entries a line; one from outside at one end,
// which is looked at when the shipment is known.
inline constexpr size_t kShipmentLinesMax = 118;
inline constexpr int64_t kCountMax = 10'000'000;  // blanks in one line

absl::Status ValidateCreateLot(const v1::CreateLotRequest& request);
absl::Status ValidateRecordOpening(const v1::RecordOpeningRequest& request);
absl::Status ValidateReceiveFromOutside(const v1::ReceiveFromOutsideRequest& request);
absl::Status ValidateDispatchShipment(const v1::DispatchShipmentRequest& request);
absl::Status ValidateReceiveShipment(const v1::ReceiveShipmentRequest& request);

}  // namespace blangko::stock
