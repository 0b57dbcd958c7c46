// How `blangko-station clear` reaches an agent that runs: a small file in the station's directory.
//
// A request is taken away before it is carried out, and one from before the agent's start is thrown away: it must
// never clear a card that nobody has seen. Failure: UNAVAILABLE with path and cause. Threads: any process.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace blangko::printer {

struct ClearRequest {
  std::string printer_id;
  std::string by;
};

absl::Status PutClearRequest(const std::string& directory, const ClearRequest& request);
// The requests since the last call, or none.
std::vector<ClearRequest> TakeClearRequests(const std::string& directory);
// Throws away what was asked before this start; the asking program is told.
void DropClearRequests(const std::string& directory);

enum class ClearAnswer { kWaiting, kTaken, kDropped };
ClearAnswer AnswerToClear(const std::string& directory);

}  // namespace blangko::printer
