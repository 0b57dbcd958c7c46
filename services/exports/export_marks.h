// Marks: places in an export from which its lines can be made again, so that who goes on need not wait until everything
// before was read once more. They are kept in a file beside the copy; a lost or torn one costs time, nothing else.
//
// Failure: none; what cannot be written or read is not there. Threads: one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/line_chain.h"

namespace blangko::exports {

// The lines up to here, and the key of the last of them; empty where it is the first line of the export, or none.
struct ExportMark {
  LineChain chain;
  std::string key;
};

class ExportMarks {
 public:
  explicit ExportMarks(std::string path);

  // The newest one at or before so many lines; none is the beginning.
  ExportMark Before(int64_t lines) const;

  // Kept unless a mark stands here or beyond.
  void Add(const ExportMark& mark);

 private:
  const std::string path_;
  std::vector<ExportMark> marks_;  // in the order of their lines
};

}  // namespace blangko::exports
