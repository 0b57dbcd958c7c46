// Encodes a card's picture as PNG, for speed rather than size, at 300 dots per inch.
//
// Failure: INTERNAL when libpng refuses, INVALID_ARGUMENT for an empty picture. Threads: pure function.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "printer/face/card_image.h"

namespace blangko::printer {

absl::StatusOr<std::string> EncodePng(const CardImage& image);

}  // namespace blangko::printer
