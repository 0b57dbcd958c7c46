// RowReader: takes the bytes of a list as they come and gives its rows, each with the offset at which it ends, so that a
// broken stream can go on there. What is given does not depend on how the bytes were cut.
//
// Failure: IMPORT_FORMAT for a file that is no list of this profile (no header, a needed column missing); a row that
//          cannot be read is given with its problem and never stops the others. What the sink answers passes through.
// Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "services/records/import/profile.h"

namespace blangko::records {

inline constexpr size_t kRowBytesMax = 64 * 1024;

// Why a row does not go in: `got` holds nothing personal.
struct RowError {
  std::string field;
  std::string got;
  std::string want;
  std::string reason;  // UPPER_SNAKE
};

struct SourceRow {
  Cells cells;
  int64_t end_offset = 0;          // bytes of the file up to the end of this row
  std::vector<RowError> problems;  // not empty = the row cannot be read
};

class RowReader {
 public:
  using Sink = absl::FunctionRef<absl::Status(SourceRow)>;

  virtual ~RowReader() = default;
  virtual absl::Status Feed(std::string_view bytes, Sink sink) = 0;
  // The file ends here: gives a last row that has no line feed.
  virtual absl::Status Finish(Sink sink) = 0;
  // The header line, once it was read; "" for a format without one.
  virtual const std::string& header() const = 0;
};

// What a list must have: the fields whose columns may not be missing.
struct ListShape {
  const Profile* profile = nullptr;
  std::vector<Field> needed;
};

// `header` and `offset` go on where an earlier reader was; empty and 0 begin.
std::unique_ptr<RowReader> NewCsvReader(const ListShape& shape, std::string_view header, int64_t offset);
// One JSON object a line, its keys the names of the columns.
std::unique_ptr<RowReader> NewNdjsonReader(const ListShape& shape, int64_t offset);

}  // namespace blangko::records
