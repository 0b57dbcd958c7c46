// SimulatedEncoder: blanks with UIDs and an encoder that fails when it is told to; for demos, tests and campaigns.
//
// UIDs come from a list (the blanks as they lie in the tray: what this one has begun, or what was set aside, is passed
// over; at its end there is no blank) or are drawn. A blank that was used before is laid like any other.
// Threads: one.
#pragma once

#include <functional>
#include <optional>
#include <set>
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
  // `is_set_aside` tells whether the blank with this UID was taken away; `steady` and `rng` outlive it.
  SimulatedEncoder(SimulatedEncoderConfig config, std::function<bool(const std::string&)> is_set_aside,
                   const Clock& steady, Rng& rng)
      : config_(std::move(config)), is_set_aside_(std::move(is_set_aside)), steady_(steady), rng_(rng) {}

  std::string_view name() const override { return "simulated"; }
  BlankView LookAtBlank() override;
  void Begin(const AttemptKey& card) override;
  EncodeProgress Poll() override;

 private:
  bool IsGone(const std::string& uid) const;

  const SimulatedEncoderConfig config_;
  const std::function<bool(const std::string&)> is_set_aside_;
  const Clock& steady_;
  Rng& rng_;
  std::string uid_;  // of the blank at hand
  int count_ = 0;    // chips begun
  std::set<std::string> begun_uids_;
  absl::Time begun_;
};

}  // namespace blangko::printer
