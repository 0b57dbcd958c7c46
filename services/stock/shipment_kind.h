// Why a shipment goes (stock.v1.ShipmentKind), and what each kind needs. The kind changes no account.
//
// Failure: INVALID_FIELD with field, got and want; BYPASS_NOT_EXPLAINED; storage errors. Threads: pure, or borrows one
// Snapshot.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/common/v1/common.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/stock/v1/stock_service.pb.h"
#include "services/access/actor.h"
#include "services/refusal/refusal.h"
#include "storage/store.h"

namespace blangko::stock {

// Lines of a LOAN, a REPAYMENT and a RETURN: what they owe is booked in the same commit.
inline constexpr int kKindLinesMax = 100;

// NORMAL where nothing is said.
v1::ShipmentKind KindOf(const rows::v1::Shipment& shipment);

// Days since 1970-01-01; the date has to exist.
int64_t DayOfDate(const common::v1::Date& date);
common::v1::Date DateOfDay(int64_t day);

// The fields that a kind needs, and that no other kind has.
void CheckKindFields(const v1::DispatchShipmentRequest& request, std::vector<FieldViolation>& bad);

// Fills kind, due day, loan and the reason of a bypass in a new shipment. The due day is after today at its sender.
absl::Status FillKind(storage::Snapshot& snapshot, const access::Act& act,
                      const v1::DispatchShipmentRequest& request, rows::v1::Shipment& shipment);

// Writes the offices that it passes over into the shipment; each needs a reason: BYPASS_NOT_EXPLAINED.
absl::Status FillPassedOver(storage::Snapshot& snapshot, rows::v1::Shipment& shipment);

// The same of a shipment that came from outside: nobody here can ask why.
absl::Status NotePassedOver(storage::Snapshot& snapshot, rows::v1::Shipment& shipment);

// The lots of its lines, as the store knows them. UNKNOWN_LOT.
absl::StatusOr<std::vector<rows::v1::Lot>> LotsOfLines(storage::Snapshot& snapshot,
                                                       const rows::v1::Shipment& shipment);

// INVALID_FIELD for a LOAN of more than one blank type.
absl::Status CheckOneType(const rows::v1::Shipment& shipment, const std::vector<rows::v1::Lot>& lots);

// INVALID_FIELD for a RETURN to an office that is neither above its sender nor has shipped each of its lots there. Reads
// the shipments of the store, newest first, outside of any change: what was shipped stays shipped.
absl::Status CheckReturn(storage::Store& store, const v1::DispatchShipmentRequest& request);

}  // namespace blangko::stock
