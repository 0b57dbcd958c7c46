// CountTeller tells the server what was counted at the start and at the end of each day, with the heartbeats.
//
// The server says which count is the newest that it holds; those after it are told until it holds them, also after a
// restart, and again when the server has lost them. A server that says nothing of counts is told none.
// Failure: none. Threads: one, the agent's.
#pragma once

#include <cstdint>
#include <optional>

#include "printer/journal/journal.h"
#include "printer/parts/agent_part.h"

namespace blangko::printer {

inline constexpr int kCountsPerBeatMax = 4;

class CountTeller : public AgentPart {
 public:
  // The journal must outlive it.
  explicit CountTeller(const Journal& journal) : journal_(journal) {}

  std::optional<Hindrance> Hinders() override { return std::nullopt; }
  void Ask(printers::v1::HeartbeatRequest& request) override;
  absl::StatusOr<bool> Take(const printers::v1::HeartbeatResponse& response) override;

 private:
  bool HasMore() const;

  const Journal& journal_;
  std::optional<uint64_t> held_;  // newest count that the server holds, as it said last
};

}  // namespace blangko::printer
