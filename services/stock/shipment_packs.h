// Packs of a shipment: their ids on its lines, and what may be said of them without looking at the packs themselves.
//
// Failure: INVALID_FIELD. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/refusal/refusal.h"

namespace blangko::stock {

// Each pack is a row, a place and a sum beside the two entries of its line, all in one commit: lines and packs of a
// shipment that names packs are at most as many together.
inline constexpr int kLinesAndPacksMax = 118;
inline constexpr size_t kPackIdMax = 40;  // bytes

// Up to 40 letters, digits, "-", "." and "/".
bool IsPackId(std::string_view id);

// Ids that are none, stand there twice, or are too many.
void CheckPacks(const v1::DispatchShipmentRequest& request, std::vector<FieldViolation>& bad);

// The packs that did not come are of those that were shipped, each once.
absl::Status CheckMissingPacks(const rows::v1::ShipmentLine& line);

bool HasPacks(const rows::v1::Shipment& shipment);

}  // namespace blangko::stock
