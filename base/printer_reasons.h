// Words of IPP's printer-state-reasons.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace blangko {

// "media-empty-error" -> "media-empty": printers and transports rewrite the suffix.
std::string WithoutSuffix(std::string_view reason);

// True for the reasons with which a card printer cannot print.
bool StopsPrinting(std::string_view reason_without_suffix);

}  // namespace blangko
