// The words on a card: which fields, in which order, in which form.
//
// Values come out in capitals on one line; control characters become spaces, broken UTF-8 is mended. An empty
// field is "-".
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "blangko/records/v1/records.pb.h"

namespace blangko::printer {

struct CardRow {
  std::string_view label;
  std::string value;
  bool indented = false;  // a part of the address
};

// Nama to Berlaku Hingga, top to bottom. The NIK and the blood type have places of their own.
std::vector<CardRow> CardRows(const records::v1::Personal& personal);

// One clean line in capitals.
std::string CardLine(std::string_view text);

}  // namespace blangko::printer
