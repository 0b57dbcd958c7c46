// AskStation: what a person asks is done by the agent that runs in the directory, else in the journal itself.
//
// Failure: NOT_FOUND where no station is, or where its journal has a copy that is not there; INVALID_ARGUMENT for text that
//          could not be read again. Per request: what the journal or the agent said; DEADLINE_EXCEEDED when the agent did
//          not answer in time: a look stays in its inbox then and counts later, all else is taken back.
// Threads: one.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "blangko/station/v1/operator.pb.h"

namespace blangko::printer {

struct Asked {
  std::vector<absl::Status> answers;  // one for each request
  bool by_agent = false;              // a running agent answered
};

struct AskParties {
  const Clock& clock;
  Rng& rng;
  const StopFlag& stop;
};

// NOT_FOUND: there is no journal in this directory.
absl::Status NoStation(const std::string& directory);

absl::StatusOr<Asked> AskStation(const std::string& directory,
                                 const std::vector<station::v1::OperatorRequest>& requests,
                                 const AskParties& parties);

}  // namespace blangko::printer
