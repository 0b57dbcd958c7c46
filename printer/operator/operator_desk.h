// OperatorDesk carries out what people ask of the running agent through the station's inbox.
//
// A look is carried out whenever it comes, also after a restart. To clear the printer, or to confirm the clock, from before
// the agent's start is turned away: it must never clear a card, or confirm a time, that nobody has seen.
// Doubtful cards and counts go straight into the journal.
// Failure: of the journal; then the program must stop. Refusals go to who asked. Threads: one, the agent's.
#pragma once

#include "absl/status/status.h"
#include "printer/agent/agent.h"
#include "printer/operator/inbox.h"
#include "printer/parts/station_clock.h"

namespace blangko::printer {

class OperatorDesk {
 public:
  OperatorDesk(const Inbox& inbox, Agent& agent, Journal& journal, StationClock& clock)
      : inbox_(inbox), agent_(agent), journal_(journal), clock_(clock) {}

  // Once, before the agent's first turn.
  void Open() const;
  // All that was asked since.
  absl::Status TakeUp() const;

 private:
  absl::Status CarryOut(const Inbox::Received& received) const;

  const Inbox& inbox_;
  Agent& agent_;
  Journal& journal_;
  StationClock& clock_;
};

// What is asked inside a request, and the request for an answer. `act` is the request's id.
LookAnswer AnswerIn(const station::v1::OperatorRequest& request);
Clearing ClearingIn(const station::v1::OperatorRequest& request);
// What needs nothing but the journal: all but looks, clearing and a pause.
absl::StatusOr<bool> WriteAct(Journal& journal, const std::string& act,
                              const station::v1::OperatorRequest& request);
station::v1::OperatorRequest RequestFor(const LookAnswer& answer);

}  // namespace blangko::printer
