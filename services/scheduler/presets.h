// Presets: policies to begin with, as data. "normal", "hemat" (few blanks come) and "darurat" (hardly any is left) are this
// project's; "edaran-2016", "edaran-2019" and "edaran-2020" follow the ministry's circulars as far as a policy can say it.
//
// All have the same class numbers, so that an office may change from one to another while records wait.
// Threads: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blangko/rows/v1/scheduler.pb.h"

namespace blangko::scheduler {

// Valid but for their office; numbers that a preset does not care about are left at zero.
const std::vector<rows::v1::Policy>& Presets();

std::optional<rows::v1::Policy> PresetNamed(std::string_view name);

std::string PresetNames();  // "normal, hemat, …"

}  // namespace blangko::scheduler
