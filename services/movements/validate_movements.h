// What may be asked of movements, as pure functions over the requests.
//
// Failure: INVALID_FIELD with every field that is wrong. Threads: pure.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "blangko/movements/v1/movements_service.pb.h"

namespace blangko::movements {

absl::Status ValidateResolve(const v1::ResolveCaseRequest& request);
absl::Status ValidateDeclareLoss(const v1::DeclareLossRequest& request);
absl::Status ValidateFindLost(const v1::FindLostRequest& request);
absl::Status ValidateSpoil(const v1::SpoilBlanksRequest& request);
absl::Status ValidateWriteOff(const v1::WriteOffLotRequest& request);
absl::Status ValidateReverse(const v1::ReverseEntryRequest& request);
absl::Status ValidateSetCaseLimit(const v1::SetCaseLimitRequest& request);

// Whole days since 1970-01-01 of a date that is one.
int64_t DayOf(const common::v1::Date& date);

}  // namespace blangko::movements
