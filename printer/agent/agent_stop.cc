// Cards that must no longer be printed although they are permitted: the server asked for them, or somebody said at this
// station that an older card of the same record came out.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/agent/agent.h"

namespace blangko::printer {
namespace {

constexpr char kOlderCardOut[] = "OLDER_CARD_OUT";

// Said since this attempt was permitted, or not yet known to the server when it permitted it. What was said before is the
// server's affair: it may well have permitted another card because the older one was rejected.
bool IsNews(const JournalState& state, const Entry& outcome, const Attempt& permitted) {
  return outcome.seq() > permitted.first_seq || state.unbooked().contains(outcome.card_outcome().fact_seq());
}

bool OlderCardIsOut(const JournalState& state, const AttemptKey& key) {
  const Attempt* permitted = state.Find(key);
  if (permitted == nullptr || Planted("older-card-unheard")) return false;
  for (uint32_t older = 1; older < key.attempt; ++older) {
    const Entry* outcome = state.OutcomeOf({key.record_id, older});
    if (outcome == nullptr || outcome->card_outcome().outcome() != scheduler::v1::OUTCOME_PRINTED) continue;
    if (IsNews(state, *outcome, *permitted)) return true;
  }
  return false;
}

}  // namespace

std::string Agent::StopOf(const AttemptKey& key) const {
  if (OlderCardIsOut(p_.journal.state(), key)) return kOlderCardOut;
  const auto asked = stops_.find(key);
  return asked == stops_.end() ? "" : asked->second;
}

void Agent::TakeStops(const scheduler::v1::ExchangeJobsResponse& response) {
  stops_.clear();
  server_stop_ = Planted("switched-off-unheard") ? "" : response.begin_nothing();
  if (Planted("stop-request-unheard")) return;
  for (const scheduler::v1::StopRequest& stop : response.stop_requests()) {
    stops_[{stop.record_id(), stop.attempt()}] = stop.request();
  }
}

// What was not begun is given back. The card in hand is finished, where a machine prints it; a person is told.
absl::Status Agent::GiveBackStopped() {
  const std::set<AttemptKey> open = p_.journal.state().open();
  for (const AttemptKey& key : open) {
    if (!IsUnbegun(key)) continue;
    if (const std::string stop = StopOf(key); !stop.empty()) RETURN_IF_ERROR(Release(key, stop));
  }
  const std::string stop = runner_.card().has_value() ? StopOf(*runner_.card()) : "";
  if (std::exchange(stop_in_hand_, stop) == stop || stop.empty()) return absl::OkStatus();
  Log(LogLevel::kWarning, "station.card_in_hand_to_stop",
      {{"record", runner_.card()->record_id}, {"attempt", runner_.card()->attempt}, {"why", stop}});
  return absl::OkStatus();
}

}  // namespace blangko::printer
