// OperatorDesk carries out what people ask of the running agent through the station's inbox.
//
// A look is carried out whenever it comes, also after a restart. To clear the printer, or to confirm the clock, from before
// the agent's start is turned away: it must never clear a card, or confirm a time, that nobody has seen.
// Failure: of the journal; then the program must stop. Refusals go to who asked. Threads: one, the agent's.
#pragma once

#include "absl/status/status.h"
#include "printer/agent.h"
#include "printer/inbox.h"
#include "printer/station_clock.h"

namespace blangko::printer {

class OperatorDesk {
 public:
  OperatorDesk(const Inbox& inbox, Agent& agent, StationClock& clock)
      : inbox_(inbox), agent_(agent), clock_(clock) {}

  // Once, before the agent's first turn.
  void Open() const;
  // All that was asked since.
  absl::Status TakeUp() const;

 private:
  absl::Status CarryOut(const station::v1::OperatorRequest& request) const;

  const Inbox& inbox_;
  Agent& agent_;
  StationClock& clock_;
};

// The answer inside a request, and the request for an answer.
LookAnswer AnswerIn(const station::v1::OperatorRequest& request);
station::v1::OperatorRequest RequestFor(const LookAnswer& answer);

}  // namespace blangko::printer
