// LineSplitter: cuts a stream of bytes into lines and knows the number of each one and where it ends.
//
// A line longer than kRowBytesMax is given in its first kRowBytesMax bytes, marked as cut.
// Failure: what the sink answers. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

namespace blangko::records {

struct Line {
  std::string text;    // with its line feed, if it has one
  int64_t number = 0;  // in the file, from 1
  int64_t end_offset = 0;
  bool cut = false;
};

class LineSplitter {
 public:
  using Sink = absl::FunctionRef<absl::Status(Line)>;

  // The bytes begin at `offset` of the file, after `lines` of its lines.
  LineSplitter(int64_t offset, int64_t lines) : offset_(offset), lines_(lines) {}

  absl::Status Feed(std::string_view bytes, Sink sink);
  absl::Status Finish(Sink sink);  // gives the last line if it has no line feed

 private:
  void Add(std::string_view part);
  absl::Status Give(Sink sink);

  int64_t offset_;  // of the end of line_
  int64_t lines_;   // given, or before the first byte
  Line line_;
};

}  // namespace blangko::records
