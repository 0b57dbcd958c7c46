// What a policy must look like before it is stored. Pure.
//
// Failure: INVALID_FIELD with the field, POLICY_INVALID where the parts do not fit together.
#pragma once

#include "absl/status/status.h"
#include "blangko/rows/v1/scheduler.pb.h"

namespace blangko::scheduler {

absl::Status ValidatePolicy(const rows::v1::Policy& policy);

// A class may be renamed or change its rank but not vanish: records stand in its line.
absl::Status ValidateSuccessor(const rows::v1::Policy& before, const rows::v1::Policy& after);

// Fills the numbers that were left at zero with the default policy's.
void FillDefaults(rows::v1::Policy& policy);

}  // namespace blangko::scheduler
