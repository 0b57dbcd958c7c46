// Regions: the office tree of a regency from the region tables of idn-area-data (regencies.csv, districts.csv; the name
// of the province from provinces.csv, if it is there).
//
// The regency becomes the top office and the site of its whole area; its districts stand below it. The time zone
// follows the province.
// Failure: UsageError when a table is missing, damaged, or does not know the code.
// Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/access/v1/offices_service.pb.h"

namespace blangko::cli {

using CsvRow = std::vector<std::string>;

// All rows of a text, the header too.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text, char separator = ',');

// Without request_id.
absl::StatusOr<access::v1::PutOfficesRequest> ReadRegency(const std::string& folder,
                                                          const std::string& regency);

// "Asia/Jakarta", "Asia/Makassar" or "Asia/Jayapura" for a code of that province.
std::string ZoneOfCode(std::string_view code);

}  // namespace blangko::cli
