// Photos finds a person's photo in a folder: <record id>.png, else <BLAKE2b-256 of the NIK in hex>.png, the sum
// that `printf %s NIK | b2sum -l 256` prints. The product itself stores no photos.
//
// Failure: NOT_FOUND when there is none; INVALID_ARGUMENT for one that is too big or no picture, logged. Never a crash,
//          whatever the file holds. Threads: one.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "printer/face/card_image.h"

namespace blangko::printer {

// What a card without its photo is given back with.
inline constexpr char kPhotoMissing[] = "FOTO_TIDAK_ADA";
inline constexpr char kPhotoBroken[] = "FOTO_RUSAK";

class Photos {
 public:
  // An empty folder name: there are none, and nobody misses them; every picture is empty.
  explicit Photos(std::string folder) : folder_(std::move(folder)) {}

  absl::StatusOr<CardImage> Find(std::string_view record_id, std::string_view nik) const;

 private:
  const std::string folder_;
};

}  // namespace blangko::printer
