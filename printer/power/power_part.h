// PowerPart: on battery the agent begins no new card (power_rule.h); what changes is logged once.
//
// Failure: none. Threads: one.
#pragma once

#include <optional>

#include "base/clock.h"
#include "printer/parts/agent_part.h"
#include "printer/power/power.h"
#include "printer/power/power_rule.h"

namespace blangko::printer {

class PowerPart : public AgentPart {
 public:
  // `source` and `steady` outlive it.
  PowerPart(const PowerSource& source, const PowerPolicy& policy, const Clock& steady)
      : source_(source), rule_(policy), steady_(steady) {}

  std::optional<Hindrance> Hinders() override;

 private:
  const PowerSource& source_;
  PowerRule rule_;
  const Clock& steady_;
  bool may_begin_ = true;  // as it was logged last
};

}  // namespace blangko::printer
