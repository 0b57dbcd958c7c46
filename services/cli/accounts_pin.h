// PinSource: where PINs come from: the terminal, without echo; for scripts, the lines of a file or of standard input,
// one for each PIN that is asked for, in that order. Never an argument: the shell keeps those.
//
// Failure: UsageError when there is no terminal and no file, when others may read the file, or when it has no more lines.
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

 private:
  absl::StatusOr<std::string> NextLine();

  const std::string file_;
  const Language language_;
  std::ifstream lines_;
};

}  // namespace blangko::cli
