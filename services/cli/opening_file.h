// Lists of an opening as files: a header that names the columns, then a row an item; ';' or ',' between them.
//
// Failure: UsageError when the file cannot be read, is no CSV or lacks a column. Threads: pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace blangko::cli {

// One item: text by the name of its column; "" where the row is short.
using OpeningItem = std::map<std::string, std::string>;

// `needed` columns are in every file; others are kept as they are called.
absl::StatusOr<std::vector<OpeningItem>> ReadOpeningFile(const std::string& path,
                                                         const std::vector<std::string>& needed);

// The id of request `number` of a file (from 0) whose first one is `first`: the same again when the file is sent again.
std::string NthRequestId(const std::string& first, size_t number);

}  // namespace blangko::cli
