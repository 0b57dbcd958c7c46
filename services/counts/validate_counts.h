// Pure checks of the requests about counts.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "blangko/counts/v1/counts_service.pb.h"

namespace blangko::counts {

inline constexpr size_t kLotsOfACountMax = 80;  // a settlement is one commit

absl::Status ValidateOpen(const v1::OpenCountRequest& request);
absl::Status ValidateEnter(const v1::EnterCountRequest& request);
absl::Status ValidateSettle(const v1::SettleCountRequest& request);
absl::Status ValidateCancel(const v1::CancelCountRequest& request);

}  // namespace blangko::counts
