// IsUtf8: whether bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing beyond Unicode.
//
// Source: RFC 3629 section 4. Threads: pure.
#pragma once

#include <string_view>

namespace blangko {

bool IsUtf8(std::string_view text);

}  // namespace blangko
