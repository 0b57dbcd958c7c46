// CRC-32C (Castagnoli), the checksum of files that this project writes itself. It finds damage, not tampering.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string_view>

namespace blangko {

uint32_t Crc32c(std::string_view bytes);

}  // namespace blangko
