// IsUtf8: whether bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing beyond Unicode.
// PlainLine: what a device says, as it may be shown, written down and sent on.
//
// Source: RFC 3629 section 4. Threads: pure.
#pragma once

#include <string>
#include <string_view>

namespace blangko {

bool IsUtf8(std::string_view text);

// The text with a space for every control byte and, when it is not UTF-8, for every byte beyond ASCII.
std::string PlainLine(std::string text);

}  // namespace blangko
