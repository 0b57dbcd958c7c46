// RowReader: takes the bytes of a list as they come and gives its rows, each with its line in the file and the offset at
// which it ends, so that a broken stream can go on there. What is given does not depend on how the bytes were cut.
//
// Failure: IMPORT_FORMAT for a file that is no list of this profile (no header, needed columns missing: all of them are
//          named); a row that cannot be read is given with its problem and never stops the others. What the sink answers
//          passes through.
// Threads: belongs to one thread.
#pragma once

#include <bitset>
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
inline constexpr size_t kIgnoredColumnsMax = 50;

// Why a row does not go in: `got` holds nothing personal.
struct RowError {
  std::string field;
  std::string got;
  std::string want;
  std::string reason;  // UPPER_SNAKE
};

struct SourceRow {
  Cells cells;
  std::bitset<kFieldCount> present;  // fields that the list has a column for, or the object a key
  int64_t line = 0;                  // of the file, from 1, where the row begins
  int64_t end_line = 0;              // where it ends
  int64_t end_offset = 0;            // bytes of the file up to the end of this row
  std::vector<RowError> problems;    // not empty = the row cannot be read
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
  // The column's name as this list writes it; "" before the header was read and where there is no such column.
  virtual std::string HeadingOf(Field field) const = 0;
  // Columns that this profile does not know, in the order of the header, of keys in that of the alphabet; at most
  // kIgnoredColumnsMax.
  virtual const std::vector<std::string>& ignored() const = 0;
};

// What a list must have: the fields whose columns may not be missing.
struct ListShape {
  const Profile* profile = nullptr;
  std::vector<Field> needed;
  bool needs_area = false;  // as one column, or in parts
};

// Where an earlier reader was; nothing = the beginning.
struct ReadFrom {
  std::string header;
  int64_t offset = 0;  // bytes
  int64_t lines = 0;   // lines before that
};

std::unique_ptr<RowReader> NewCsvReader(const ListShape& shape, const ReadFrom& from);
// One JSON object a line, its keys the names of the columns.
std::unique_ptr<RowReader> NewNdjsonReader(const ListShape& shape, const ReadFrom& from);

}  // namespace blangko::records
