// AgentPart: what has a say before a new card begins, besides the printer: power, clock, blank, encoder. It may ask and
// hear something with every heartbeat.
//
// The card in hand is finished whatever a part says.
// Failure: Take, of the disk alone. Threads: one, the agent's.
#pragma once

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/printers/v1/printers_service.pb.h"

namespace blangko::printer {

// Why no new card may begin now.
struct Hindrance {
  std::string_view reason;  // with which jobs are given back: POWER_BATTERY …
  std::string_view word;    // beside the printer's own reasons in a heartbeat; empty = nothing is told
  bool keeps_jobs = false;  // it will soon be over: permitted jobs stay here
};

class AgentPart {
 public:
  virtual ~AgentPart() = default;

  virtual std::optional<Hindrance> Hinders() = 0;
  virtual void Ask(printers::v1::HeartbeatRequest&) {}
  // True when there is more to ask: the next heartbeat follows at once.
  virtual absl::StatusOr<bool> Take(const printers::v1::HeartbeatResponse&) { return false; }
};

}  // namespace blangko::printer
