// The bridge between std::string_view and absl::string_view, which are distinct types in Debian's Abseil.
//
// Our signatures use the std type; these two are called where a value enters or leaves an Abseil call.
#pragma once

#include <string_view>

#include "absl/strings/string_view.h"

namespace blangko {

inline absl::string_view ToAbsl(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view ToStd(absl::string_view text) { return {text.data(), text.size()}; }

}  // namespace blangko
