// Which IPP call goes over a connection of ipp_driver.h, for a Wire that is to hold it (tests/support/wire.h).
#pragma once

#include <optional>
#include <string_view>

#include "tests/support/wire.h"

namespace blangko::printer_sim {

enum class IppOperation : char {
  kCreateJob = 0x05,
  kSendDocument = 0x06,
  kGetJob = 0x09,
  kGetPrinter = 0x0b
};

// The message begins after the header of HTTP: two bytes of version, two of the operation.
inline support::Wire::Meant CallsOf(IppOperation operation) {
  return [operation](std::string_view sent) -> std::optional<bool> {
    constexpr std::string_view kHeaderEnd = "\r\n\r\n";
    const size_t end = sent.find(kHeaderEnd);
    const size_t at = end + kHeaderEnd.size() + 3;
    if (end == std::string_view::npos || at >= sent.size()) return std::nullopt;
    return sent[at] == static_cast<char>(operation);
  };
}

}  // namespace blangko::printer_sim
