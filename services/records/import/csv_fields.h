// CsvFields: the fields of one row of a separated file, read by libcsv: RFC 4180 quotes, a settable separator.
//
// An unclosed quote ends with the row. Failure: std::bad_alloc alone. Threads: belongs to one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace blangko::records {

class CsvFields {
 public:
  explicit CsvFields(char separator);
  ~CsvFields();

  // None for a blank line.
  std::vector<std::string> Read(std::string_view row);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// ';' or ',': the one that the header line has more of, outside of quotes.
char SeparatorOf(std::string_view header);

}  // namespace blangko::records
