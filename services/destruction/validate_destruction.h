// Pure checks of the requests about registers and destruction lists.
//
// Failure: INVALID_FIELD with field, got and want; a name or an address never stands in it. Threads: pure.
#pragma once

#include "absl/status/status.h"
#include "blangko/destruction/v1/destruction_service.pb.h"

namespace blangko::destruction {

inline constexpr int kCardsOfARequest = 60;

absl::Status ValidateWithdraw(const v1::WithdrawCardRequest& request);
absl::Status ValidateLimit(const v1::SetHoldingLimitRequest& request);
absl::Status ValidateOpen(const v1::OpenDestructionRequest& request);
absl::Status ValidateAdd(const v1::AddCardsRequest& request);
absl::Status ValidateAddCounted(const v1::AddCountedCardsRequest& request);
absl::Status ValidateRemove(const v1::RemoveCardsRequest& request);
absl::Status ValidateDescribe(const v1::DescribeDestructionRequest& request);
absl::Status ValidatePile(const v1::CountPileRequest& request);
absl::Status ValidateCancel(const v1::CancelDestructionRequest& request);

}  // namespace blangko::destruction
