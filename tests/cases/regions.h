// Regency, districts and villages that a generated case is spread over: read from the region tables at run time
// (provinces.csv, regencies.csv, districts.csv, villages.csv of idn-area-data), or made up where no tables are at hand.
//
// Failure: NOT_FOUND when a table is missing or does not know the code. Threads: plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace blangko::cases {

struct Village {
  std::string code;
  std::string name;
};

struct District {
  std::string code;
  std::string name;
  std::vector<Village> villages;  // never empty
};

struct Regency {
  std::string code;
  std::string name;
  std::vector<District> districts;
};

// The regency `code` ("14.05") with everything below it, in code order.
absl::StatusOr<Regency> ReadRegency(std::string_view folder, std::string_view code);

// A regency with that code whose districts and villages are numbered: for tests that must not depend on the tables.
Regency MadeUpRegency(std::string_view code, int districts, int villages_each);

}  // namespace blangko::cases
