// Pure checks of the requests about drawers.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/drawers/v1/drawers_service.pb.h"

namespace blangko::drawers {

absl::Status ValidateGive(const v1::GiveBlanksRequest& request);
absl::Status ValidateTake(const v1::TakeBlanksRequest& request);
absl::Status ValidateWithdraw(const v1::WithdrawHandOutRequest& request);

}  // namespace blangko::drawers
