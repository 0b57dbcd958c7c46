// Opens the encoder of the command line's --encoder.
//
//   command:PROGRAM[,seconds=N]                                   an external program writes the chip
//   pcsc[:READER]                                                 a chip reader reads the UID
//   simulated[:uids=FILE,seconds=N,fail-every=N,lose-every=N]     for demos and tests
// Failure: INVALID_ARGUMENT with what was got and what is wanted. Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "printer/encoder/card_encoder.h"
#include "printer/program/station_options.h"

namespace blangko::printer {

struct EncoderParties {
  std::function<bool(const std::string&)> is_set_aside;  // the blank with this UID was taken away
  const Clock& steady;
  Rng& rng;
};

// Null without --encoder.
absl::StatusOr<std::unique_ptr<CardEncoder>> OpenEncoder(const StationOptions& options,
                                                         EncoderParties parties);

}  // namespace blangko::printer
