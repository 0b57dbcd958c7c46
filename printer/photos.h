// Photos finds a person's photo in a folder: <record id>.png, else <BLAKE2b-256 of the NIK in hex>.png, the sum
// that `printf %s NIK | b2sum -l 256` prints. The product itself stores no photos.
//
// Failure: a missing, oversized or unreadable file gives an empty picture and, but for a missing one, a log line.
// Threads: one.
#pragma once

#include <string>
#include <string_view>

#include "printer/card_image.h"

namespace blangko::printer {

class Photos {
 public:
  // An empty folder name: there are none.
  explicit Photos(std::string folder) : folder_(std::move(folder)) {}

  CardImage Find(std::string_view record_id, std::string_view nik) const;

 private:
  const std::string folder_;
};

}  // namespace blangko::printer
