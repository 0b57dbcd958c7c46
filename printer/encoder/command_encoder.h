// CommandEncoder runs an external program once for each card (encode_answer.h says what the two say to each other).
//
// A program that takes longer than its limit, or writes too much, is killed with its process group, and nobody knows
// what it has done. While a killed one has not ended, no other is started.
// Threads: one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "base/clock.h"
#include "printer/encoder/card_encoder.h"
#include "printer/encoder/child_program.h"

namespace blangko::printer {

struct CommandEncoderConfig {
  std::string program;  // a path, run without a shell
  std::string printer_id;
  absl::Duration limit = absl::Seconds(120);
};

class CommandEncoder : public CardEncoder {
 public:
  // `steady` outlives it.
  CommandEncoder(CommandEncoderConfig config, const Clock& steady)
      : config_(std::move(config)), steady_(steady) {}

  std::string_view name() const override { return "command"; }
  BlankView LookAtBlank() override;
  void Begin(const AttemptKey& card) override;
  EncodeProgress Poll() override;

 private:
  EncodeProgress GiveUp(std::string reason);

  const CommandEncoderConfig config_;
  const Clock& steady_;
  std::unique_ptr<ChildProgram> child_;  // runs, or was killed and has not ended
  absl::Time begun_;
};

}  // namespace blangko::printer
