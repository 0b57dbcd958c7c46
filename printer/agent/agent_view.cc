// What the agent shows on the station's page.
#include <algorithm>

#include "printer/agent/agent.h"
#include "services/refusal/refusal.h"

namespace blangko::printer {
namespace {

constexpr size_t kNextShown = 5;

}  // namespace

StationView Agent::View() {
  StationView view;
  view.station_id = config_.station_id;
  view.printer_id = config_.printer_id;
  view.driver = std::string(p_.device.driver());
  view.now = p_.clock.Now();
  view.zone = config_.zone;
  view.paused = hold_.paused();
  view.asks_person = p_.device.asks_person();
  view.device = p_.device.Status();
  view.day = p_.journal.state().day();
  for (const Hindrance& hindrance : Hindrances()) view.hindered_by.emplace_back(hindrance.word);
  if (p_.blanks != nullptr) view.refused_blank = p_.blanks->refused();
  view.printer_pause = printer_pause_.until();
  ShowCards(view);
  ShowDoubts(view);
  ShowLink(view);
  return view;
}

void Agent::ShowCards(StationView& view) const {
  if (runner_.card().has_value()) view.in_hand = CardOf(*runner_.card(), 0);
  if (runner_.card().has_value()) view.stop = StopOf(*runner_.card());
  for (const scheduler::v1::Job& job : queue_) {
    if (view.next.size() < kNextShown) view.next.push_back(CardOf({job.record_id(), job.attempt()}, 0));
  }
  for (const WaitingCard& card : looks_.waiting())
    view.waiting.push_back(CardOf(card.key, card.since_micros));
  view.tray = config_.looks;
}

void Agent::ShowDoubts(StationView& view) const {
  const JournalState& state = p_.journal.state();
  for (const Doubt& doubt : state.doubts()) {
    if (!IsListed(doubt)) continue;
    view.doubts.push_back({.card = CardOf({doubt.record_id(), doubt.attempt()}, doubt.since_micros()),
                           .reason = doubt.reason(),
                           .envelope = doubt.envelope(),
                           .in_printer = doubt.in_printer(),
                           .nothing_found = doubt.nothing_found(),
                           .decided = doubt.decided_elsewhere(),
                           .decision = static_cast<scheduler::v1::Outcome>(doubt.decision()),
                           .decision_cause = doubt.decision_reason()});
  }
  view.blocked = state.IsBlocked(config_.printer_id);
  const auto has_none = [](const DoubtInView& doubt) { return doubt.envelope.empty(); };
  if (std::any_of(view.doubts.begin(), view.doubts.end(), has_none))
    view.next_envelope = Doubts(p_.journal).NextEnvelope(config_.station_id, p_.clock.Now(), config_.zone);
}

void Agent::ShowLink(StationView& view) const {
  view.link_up = link_up_;
  view.link_since = link_time_;
  view.refusal = refusal_;
  view.site_closed = empty_reason_ == TextOf(Reason::kSiteClosed).name;
  view.unreported = p_.journal.state().unbooked().size();
  view.refused = exchange_.refused();
}

CardInView Agent::CardOf(const AttemptKey& key, int64_t since_micros) const {
  const auto known = people_.find(key);
  CardInView card = known == people_.end() ? CardInView{key, "", "", {}} : known->second;
  card.since = absl::FromUnixMicros(since_micros);
  return card;
}

// Whose card it is stays known until nobody at the station has to do with it any more.
void Agent::Know(const scheduler::v1::Job& job) {
  const JournalState& state = p_.journal.state();
  std::erase_if(people_, [&](const auto& known) {
    return !state.open().contains(known.first) && state.FindDoubt(known.first) == nullptr;
  });
  const AttemptKey key{job.record_id(), job.attempt()};
  people_[key] = {key, job.personal().name(), job.personal().nik(), {}};
}

void Agent::NoteLink(bool up) {
  if (std::exchange(link_up_, up) != up) link_time_ = p_.clock.Now();
}

}  // namespace blangko::printer
