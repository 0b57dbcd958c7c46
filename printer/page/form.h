// Form reads what a browser sends: a body or query of application/x-www-form-urlencoded, and the Cookie header.
//
// Source: URL standard (WHATWG), application/x-www-form-urlencoded parsing; RFC 6265 5.4 for cookies.
// Failure: INVALID_ARGUMENT for a percent sign without two hex digits, bytes that are no UTF-8, or more than
//          kFieldsMax fields. Threads: pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace blangko::printer {

using Fields = std::map<std::string, std::string, std::less<>>;

inline constexpr size_t kFieldsMax = 64;

// Of a field that is sent twice, the last counts.
absl::StatusOr<Fields> ParseForm(std::string_view body);
Fields ParseCookies(std::string_view header);
// Text as it may stand in HTML, also inside a quoted attribute.
std::string EscapeHtml(std::string_view text);

// The value of a field, "" when it was not sent.
const std::string& FieldOf(const Fields& fields, std::string_view name);

}  // namespace blangko::printer
