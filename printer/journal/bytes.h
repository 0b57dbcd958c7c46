// Little-endian integers in byte strings, for the station's own files.
//
// Threads: pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace blangko::printer {

template <typename Number>
std::string LittleEndian(Number value) {
  std::string bytes;
  for (size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xff);
  return bytes;
}

// REQUIRES: bytes holds at least the size of a Number.
template <typename Number>
Number ReadLittleEndian(std::string_view bytes) {
  Number value = 0;
  for (size_t i = 0; i < sizeof value; ++i) {
    value |= static_cast<Number>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

}  // namespace blangko::printer
