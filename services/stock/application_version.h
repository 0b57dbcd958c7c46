// Which application can encode the blanks of a lot (base/dotted_version.h).
//
// A lot may say the oldest version that can encode its blanks. A station that tells no version fits lots without one only.
// Threads: pure.
#pragma once

#include <string_view>

#include "blangko/rows/v1/stock.pb.h"

namespace blangko::stock {

// True when an application of that version ("" = not told) can encode blanks of the lot.
bool CanEncode(std::string_view application_version, const rows::v1::Lot& lot);

}  // namespace blangko::stock
