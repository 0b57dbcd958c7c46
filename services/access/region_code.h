// Region codes of the ministry: dotted, 2.2.2.4 digits, for example 14.05.02.2003; and the codes of offices.
//
// Only the shape is checked: which codes exist changes with every edition and is data (the office tree, the routes).
// Failure: none; the functions answer false. Threads: pure.
#pragma once

#include <string_view>

namespace blangko::access {

// Province, regency, district or village: "14", "14.05", "14.05.02", "14.05.02.2003".
bool IsRegionCode(std::string_view code);

// A region code, or another room of it: "14.05-gudang". "00" is the centre.
bool IsOfficeCode(std::string_view code);

}  // namespace blangko::access
