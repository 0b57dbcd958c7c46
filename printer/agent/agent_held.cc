// What the agent asks the server about the cards that lie here: how their doubts ended, and whose they are.
#include <algorithm>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/agent/agent.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kAskEvery = absl::Minutes(1);
constexpr size_t kNextAskedMax = 20;  // more than a printer makes between two calls
constexpr char kEnded[] = "PERMISSION_ENDED";

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

// What may begin before the next call: somebody may have ended its permission at the server.
std::vector<AttemptKey> Agent::NextToBegin() const {
  std::vector<AttemptKey> next;
  for (const scheduler::v1::Job& job : queue_) {
    if (next.size() >= kNextAskedMax) break;
    next.push_back({job.record_id(), job.attempt()});
  }
  return next;
}

// The cards that come next in every call; the unknown ones each in its turn.
std::vector<AttemptKey> Agent::ToAsk() {
  if (exchange_.pending() || Planted("station-asks-nothing")) return {};
  std::vector<AttemptKey> asked = NextToBegin();
  if (!Reached(ask_time_)) return asked;
  ask_time_ = p_.clock.Now() + kAskEvery;
  std::vector<AttemptKey> unknown = Unknown();
  const size_t room = kHeldPerCallMax - asked.size();
  if (unknown.size() > room) {
    std::rotate(unknown.begin(), unknown.begin() + static_cast<int64_t>(asked_ % unknown.size()),
                unknown.end());
    unknown.resize(room);
    asked_ += room;
  }
  asked.insert(asked.end(), unknown.begin(), unknown.end());
  return asked;
}

absl::Status Agent::TakeHeld(const scheduler::v1::ExchangeJobsResponse& response) {
  for (const scheduler::v1::HeldCard& held : response.held()) {
    const AttemptKey card{held.record_id(), held.attempt()};
    if (held.ended() && IsUnbegun(card)) stops_[card] = kEnded;
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
