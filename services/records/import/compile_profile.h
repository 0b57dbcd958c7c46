// CompileProfile: checks a profile that somebody wrote and makes it ready to read lists with.
//
// Failure: INVALID_FIELD with every field that is wrong, what it holds and what is wanted. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/records/v1/import_profile.pb.h"
#include "services/records/import/profile.h"

namespace blangko::records {

// 1 to 40 of a-z, 0-9, '-' and '_'.
bool IsProfileName(std::string_view name);

absl::StatusOr<Profile> CompileProfile(const v1::ImportProfile& profile);

}  // namespace blangko::records
