// Pure checks of what two persons are to decide about a card.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::scheduler {

// NOT_PRINTED with its evidence, or CARD_MISSING; both with what was done to find out.
absl::Status ValidateTwoPersonDecision(const v1::ResolveJobRequest& request);
absl::Status ValidateVoid(const v1::VoidAttemptsRequest& request);

// The number on an envelope: 1 to 40 printable characters.
bool IsEnvelope(std::string_view envelope);

}  // namespace blangko::scheduler
