// SimulatedEncoder: blanks with UIDs and an encoder that fails when it is told to; for demos, tests and campaigns.
//
// UIDs come from a list (used ones are passed over; at its end there is no blank) or are drawn.
// Threads: one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/rng.h"
#include "printer/encoder/card_encoder.h"

namespace blangko::printer {

struct SimulatedEncoderConfig {
  std::optional<std::vector<std::string>> uids = {};  // the blanks, in order; nothing = drawn, never an end
  absl::Duration time = {};                           // how long a chip takes
  int fail_every = 0;                                 // every n-th certainly fails; 0 = none
  int lose_every = 0;                                 // of every n-th nobody knows
};

// One UID a line; empty lines and those that begin with '#' are passed over. INVALID_ARGUMENT names the bad line.
absl::StatusOr<std::vector<std::string>> ReadUids(const std::string& path);

class SimulatedEncoder : public CardEncoder {
 public:
  // `is_used` tells whether a UID belongs to another card already; `steady` and `rng` outlive it.
  SimulatedEncoder(SimulatedEncoderConfig config, std::function<bool(const std::string&)> is_used,
                   const Clock& steady, Rng& rng)
      : config_(std::move(config)), is_used_(std::move(is_used)), steady_(steady), rng_(rng) {}

  std::string_view name() const override { return "simulated"; }
  BlankView LookAtBlank() override;
  void Begin(const AttemptKey& card) override;
  EncodeProgress Poll() override;

 private:
  const SimulatedEncoderConfig config_;
  const std::function<bool(const std::string&)> is_used_;
  const Clock& steady_;
  Rng& rng_;
  std::string uid_;  // of the blank at hand
  int count_ = 0;    // chips begun
  absl::Time begun_;
};

}  // namespace blangko::printer
