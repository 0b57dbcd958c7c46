// Rows of drawers and hand-outs inside a caller's transaction, and how they look in the API.
//
// Failure: UNKNOWN_HAND_OUT; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/drawers/v1/drawers.pb.h"
#include "blangko/rows/v1/drawers.pb.h"
#include "storage/txn.h"

namespace blangko::drawers {

using DrawerRow = rows::v1::Drawer;
using HandOutRow = rows::v1::HandOut;

inline constexpr int kLotsKept = 50;    // of one drawer
inline constexpr int kWaitingMax = 20;  // hand-outs of one drawer that nobody has taken

// An empty one for a station that was never given anything.
absl::StatusOr<DrawerRow> GetDrawer(storage::Snapshot& snapshot, const std::string& station_id);
void PutDrawer(storage::Txn& txn, const DrawerRow& row);
// By station, after the one named, until `visit` answers false.
absl::Status VisitDrawers(storage::Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const DrawerRow&)> visit);

absl::StatusOr<HandOutRow> GetHandOut(storage::Snapshot& snapshot, std::string_view station_id,
                                      uint64_t number);
void PutHandOut(storage::Txn& txn, std::string_view station_id, const HandOutRow& row);
// Newest first, those before the number `before` (0 = all), until `visit` answers false.
absl::Status VisitHandOuts(storage::Snapshot& snapshot, std::string_view station_id, uint64_t before,
                           absl::FunctionRef<bool(const HandOutRow&)> visit);
// Those that nobody has taken, oldest first.
absl::StatusOr<std::vector<HandOutRow>> WaitingOf(storage::Snapshot& snapshot, const DrawerRow& drawer);

v1::HandOut::State StateOf(const HandOutRow& row);
v1::HandOut ToApi(std::string_view station_id, const HandOutRow& row);

}  // namespace blangko::drawers
