// What a policy must look like before it is stored. Pure.
//
// Failure: INVALID_FIELD with field, got and want; POLICY_INVALID where no class takes every record, or one is missing.
#pragma once

#include "absl/status/status.h"
#include "blangko/rows/v1/scheduler.pb.h"

namespace blangko::scheduler {

absl::Status ValidatePolicy(const rows::v1::Policy& policy);

// A class may be renamed or change its rank but not vanish: records stand in its line.
absl::Status ValidateSuccessor(const rows::v1::Policy& before, const rows::v1::Policy& after);

// Fills the numbers that were left at zero with the default policy's, and the classes, with all that they need, with those
// of the preset that is named, else of the default.
void FillDefaults(rows::v1::Policy& policy);

}  // namespace blangko::scheduler
