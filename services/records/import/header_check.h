// HeaderCheck: what is wrong with the columns of a list, all of it at once, and what of a header may be shown.
//
// Failure: IMPORT_FORMAT. Threads: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "services/records/import/row_reader.h"
#include "services/refusal/refusal.h"

namespace blangko::records {

// IMPORT_FORMAT in both languages.
absl::Status RefuseFile(std::string_view why, std::string_view why_id,
                        const std::vector<FieldViolation>& fields = {});

// IMPORT_FORMAT that names every needed column that `found` has not. What the header holds instead is not repeated: it
// may be somebody's data, in a file without a header.
absl::Status CheckColumns(const ListShape& shape, const std::bitset<kFieldCount>& found, size_t column_count,
                          char separator);

// A column's name, or "column 7" where it may be personal or is no text ("(not shown)" without a number).
std::string ShownColumn(std::string_view name, size_t number);

}  // namespace blangko::records
