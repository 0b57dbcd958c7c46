// PinSource: where PINs come from: the terminal, without echo; for scripts, the lines of a file or of standard input,
// one for each PIN that is asked for, in that order. Never an argument: the shell keeps those.
//
// Failure: UsageError when there is no terminal and no file, when others may read the file, or when it has no more lines, or
// too many.
// Threads: one.
#pragma once

#include <fstream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/refusal/words.h"

namespace blangko::cli {

class PinSource {
 public:
  // `file`: a path, "-" for standard input, "" for the terminal.
  explicit PinSource(std::string file, Language language = Language::kIndonesian)
      : file_(std::move(file)), language_(language) {}

  absl::StatusOr<std::string> Ask(std::string_view prompt);
  // On the terminal twice, because it cannot be seen.
  absl::StatusOr<std::string> AskNew(std::string_view prompt);

  // After the last one was asked for and before any is used: a file with more lines is meant for something else, and its
  // first line may be somebody else's PIN. Standard input is not read ahead.
  absl::Status CheckAllUsed();

 private:
  absl::StatusOr<std::string> NextLine();

  const std::string file_;
  const Language language_;
  std::ifstream lines_;
  int used_ = 0;
};

}  // namespace blangko::cli
