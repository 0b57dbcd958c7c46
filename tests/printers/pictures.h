// The pictures of a printer's cards, as files of its folder: <seq>.ppm, which tests read back, or <seq>.png lying as a card
// lies in the hand, for people.
//
// Failure: UNAVAILABLE with path and cause; NOT_FOUND or DATA_LOSS for a picture that is not there, or not whole.
// Threads: one for each folder.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "printer/face/card_image.h"

namespace blangko::printer_sim {

using printer::CardImage;

struct PictureWish {
  bool png = false;
  uint64_t keep = 0;  // the newest so many; 0 = all
};

absl::Status WritePicture(const std::string& directory, uint64_t seq, const CardImage& image,
                          const PictureWish& wish);

// One that was written as PPM.
absl::StatusOr<CardImage> ReadPicture(const std::string& directory, uint64_t seq);

}  // namespace blangko::printer_sim
