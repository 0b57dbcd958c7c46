// Pure checks of the requests about supplies.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/consumables/v1/consumables_service.pb.h"

namespace blangko::consumables {

absl::Status ValidateKind(const v1::SupplyKind& kind);
absl::Status ValidateReceive(const v1::ReceiveSuppliesRequest& request);
absl::Status ValidateIssue(const v1::IssueSuppliesRequest& request);
absl::Status ValidateReturn(const v1::ReturnSuppliesRequest& request);
absl::Status ValidateCount(const v1::CountSuppliesRequest& request);

// Days since 1970-01-01 of a date that exists and is not after `today`; 0 for one that is not set.
absl::StatusOr<int64_t> DocumentDay(const v1::ReceiveSuppliesRequest& request, int64_t today);

}  // namespace blangko::consumables
