// The file of a slip. It is made before the receipt is asked for, so that no receipt is replaced by one that cannot be
// written; it is never laid over another file, and vanishes when nothing was written into it.
//
// Failure: UsageError when it exists or cannot be made; FAILED_PRECONDITION when it cannot be written. Threads: one.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace blangko::cli {

class SlipFile {
 public:
  static absl::StatusOr<std::unique_ptr<SlipFile>> Make(const std::string& path);
  ~SlipFile();
  SlipFile(const SlipFile&) = delete;
  SlipFile& operator=(const SlipFile&) = delete;

  absl::Status Write(const std::string& bytes);

 private:
  SlipFile(std::string path, int file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  const int file_;
  bool written_ = false;
};

}  // namespace blangko::cli
