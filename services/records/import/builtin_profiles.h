// The profiles that come with the product, as data: "blangko" (the default) and "siak".
//
// Threads: any.
#pragma once

#include <span>
#include <string_view>

#include "blangko/records/v1/import_profile.pb.h"

namespace blangko::records {

inline constexpr std::string_view kDefaultProfile = "blangko";

std::span<const v1::ImportProfile> BuiltinProfiles();

// Null for a name that is not one of them; empty = the default.
const v1::ImportProfile* FindBuiltinProfile(std::string_view name);

}  // namespace blangko::records
