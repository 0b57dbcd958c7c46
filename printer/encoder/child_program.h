// ChildProgram: a program that gets one text on standard input and answers on standard output, looked at without
// waiting.
//
// It runs in a process group of its own, which Kill ends; standard error stays the station's. What it leaves running
// outside of its group is not waited for.
// Failure: Start UNAVAILABLE when the program could not be started: then nothing of it ever ran. Threads: one.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace blangko::printer {

inline constexpr size_t kChildOutputBytesMax = 4096;

class ChildProgram {
 public:
  // `input` is at most 4 KiB.
  static absl::StatusOr<std::unique_ptr<ChildProgram>> Start(const std::vector<std::string>& command,
                                                             std::string_view input);
  ~ChildProgram();
  ChildProgram(const ChildProgram&) = delete;
  ChildProgram& operator=(const ChildProgram&) = delete;

  // The exit status as a shell gives it (128 + signal for a killed one); nothing while it runs.
  std::optional<int> Look();
  // What it has written so far; one byte more than kChildOutputBytesMax stands for all that is too much.
  const std::string& output() const { return output_; }
  void Kill();
  pid_t pid() const { return pid_; }

 private:
  ChildProgram(pid_t pid, int output) : pid_(pid), output_fd_(output) {}
  void Read();

  const pid_t pid_;
  const int output_fd_;
  std::string output_;
  std::optional<int> status_;
};

}  // namespace blangko::printer
