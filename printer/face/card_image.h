// The picture of one card: rows of red, green, blue bytes, top to bottom.
#pragma once

#include <cstdint>
#include <vector>

namespace blangko::printer {

struct CardImage {
  int width = 0;  // pixels
  int height = 0;
  std::vector<uint8_t> rgb;  // width * height * 3
};

}  // namespace blangko::printer
