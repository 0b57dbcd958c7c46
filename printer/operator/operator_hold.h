// OperatorHold: what people at the station have said of new cards: the day is closed, or a pause.
//
// A closed day gives permitted jobs back until an opening count; a station that never counted prints as it is. A pause
// keeps the jobs that are here, takes no further ones, and ends with the process.
// Failure: none. Threads: one, the agent's.
#pragma once

#include <optional>

#include "printer/journal/journal.h"
#include "printer/parts/agent_part.h"

namespace blangko::printer {

class OperatorHold : public AgentPart {
 public:
  explicit OperatorHold(const Journal& journal) : journal_(journal) {}

  void Pause(bool paused) { paused_ = paused; }
  bool paused() const { return paused_; }

  std::optional<Hindrance> Hinders() override;

 private:
  const Journal& journal_;
  bool paused_ = false;
};

}  // namespace blangko::printer
