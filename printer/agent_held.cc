// What the agent asks the server about the cards that lie here: how their doubts ended, and whose they are.
#include <algorithm>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/agent.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kAskEvery = absl::Minutes(1);

AttemptKey KeyOf(const Doubt& doubt) { return {doubt.record_id(), doubt.attempt()}; }

}  // namespace

// Doubts that nobody has told the end of, and cards whose names were lost with the process before this one.
std::vector<AttemptKey> Agent::Unknown() const {
  const JournalState& state = p_.journal.state();
  std::vector<AttemptKey> unknown;
  for (const Doubt& doubt : state.doubts()) {
    const bool nameless = IsListed(doubt) && !people_.contains(KeyOf(doubt));
    if (doubt.decision() == 0 || nameless) unknown.push_back(KeyOf(doubt));
  }
  for (const WaitingCard& card : state.waiting()) {
    if (!people_.contains(card.key)) unknown.push_back(card.key);
  }
  return unknown;
}

// Of those at most one call's, each in its turn.
std::vector<AttemptKey> Agent::ToAsk() {
  if (exchange_.pending() || !Reached(ask_time_) || Planted("station-asks-nothing")) return {};
  ask_time_ = p_.clock.Now() + kAskEvery;
  std::vector<AttemptKey> unknown = Unknown();
  if (unknown.size() <= kHeldPerCallMax) return unknown;
  std::rotate(unknown.begin(), unknown.begin() + static_cast<int64_t>(asked_ % unknown.size()),
              unknown.end());
  unknown.resize(kHeldPerCallMax);
  asked_ += kHeldPerCallMax;
  return unknown;
}

absl::Status Agent::TakeHeld(const scheduler::v1::ExchangeJobsResponse& response) {
  for (const scheduler::v1::HeldCard& held : response.held()) {
    const AttemptKey card{held.record_id(), held.attempt()};
    if (!held.name().empty() && !people_.contains(card)) people_[card] = {card, held.name(), "", {}};
    ASSIGN_OR_RETURN(const bool is_new, Doubts(p_.journal).Learn({card, held.decided(), held.reason()}));
    if (!is_new) continue;
    Log(LogLevel::kInfo, "station.doubt_decided_elsewhere",
        {{"record", card.record_id},
         {"attempt", card.attempt},
         {"outcome", scheduler::v1::Outcome_Name(held.decided())}});
  }
  return absl::OkStatus();
}

}  // namespace blangko::printer
