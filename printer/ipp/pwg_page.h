// The page that a printer gets: the card's picture as PWG raster, sRGB with 8 bits, 300 dots an inch, on end.
//
// A picture that lies is turned by 90 degrees clockwise. One whose size is within 2 % of the page (a card at 300 dpi is
// 1011 x 638 dots) keeps every pixel as it is and is centred: at most some rows at the edges are cut off or stay white, so
// codes and small letters stay sharp. Any other is scaled to fit, nearest pixel, and centred.
// Failure: INVALID_ARGUMENT for a picture without pixels. Threads: pure functions.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "printer/face/card_image.h"

namespace blangko::printer {

struct PageSize {
  int width = 0;  // pixels
  int height = 0;
};

// At 300 dots an inch, by the name of the medium; om_cr80_54x86mm is 637 x 1015. INVALID_ARGUMENT when the name is none
// of a card on end.
absl::StatusOr<PageSize> PageSizeOf(const std::string& media);

// The pixels of the page.
absl::StatusOr<CardImage> LayOutPage(const CardImage& card, PageSize size);

// The page as the bytes that are sent.
absl::StatusOr<std::string> MakeRaster(const CardImage& page, const std::string& media);

}  // namespace blangko::printer
