// Rows that tell an office which shipments passed it over, inside a caller's transaction.
//
// Failure: PAGE_TOKEN_INVALID; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/loans/v1/loans.pb.h"
#include "blangko/rows/v1/loans.pb.h"
#include "storage/txn.h"

namespace blangko::loans {

using NoticeRow = rows::v1::ShipmentNotice;

struct NoticePlace {
  std::string office;  // that was passed over
  std::string shipment_id;
};

// Where a list goes on after a notice, and back.
std::string CursorOf(const NoticePlace& place);

absl::StatusOr<std::optional<NoticeRow>> FindNotice(storage::Snapshot& snapshot, const NoticePlace& place);
void PutNotice(storage::Txn& txn, const NoticePlace& place, const NoticeRow& notice);
// By office and oldest first, after the cursor `after` if it is given.
absl::Status VisitNotices(storage::Snapshot& snapshot, std::string_view after,
                          absl::FunctionRef<bool(const NoticePlace&, const NoticeRow&)> visit);

v1::ShipmentNotice ToApi(const NoticePlace& place, const NoticeRow& notice);

}  // namespace blangko::loans
