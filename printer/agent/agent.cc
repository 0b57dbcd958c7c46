#include "printer/agent/agent.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "printer/journal/journal_entries.h"
#include "printer/journal/restart_rules.h"
#include "printer/operator/operator_refusal.h"
#include "services/refusal/refusal.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(15);
constexpr absl::Duration kEmptyPauseMin = absl::Milliseconds(200);  // when the server names no pause
constexpr absl::Duration kEmptyPauseMax = absl::Minutes(1);
constexpr absl::Duration kIdleTurn = absl::Milliseconds(100);
constexpr int kFinishCallsMax = 100;
constexpr char kStopped[] = "STOPPED_IN_HAND";

AttemptKey KeyOf(const scheduler::v1::Job& job) { return {job.record_id(), job.attempt()}; }

}  // namespace

Agent::Agent(AgentConfig config, Parties parties)
    : config_(std::move(config)),
      p_(std::move(parties)),
      exchange_(config_.station_id, config_.printer_id, {p_.journal, p_.slot, p_.source, p_.ids, p_.clock}),
      runner_(config_.printer_id, p_.journal, p_.device, p_.blanks),
      looks_(p_.journal),
      hold_(p_.journal),
      printer_pause_(p_.clock),
      backoff_(kFirstPause, kLongestPause, p_.rng) {}

absl::Status Agent::Start() {
  RETURN_IF_ERROR(exchange_.Load());
  link_time_ = p_.clock.Now();
  if (Planted("resend-after-crash") || Planted("assisted-shown-again-after-restart")) {
    for (const AttemptKey& key : p_.journal.state().open()) {
      if (!p_.journal.state().Find(key)->intent) continue;
      queue_.emplace_back().set_record_id(key.record_id);
      queue_.back().set_attempt(key.attempt);
    }
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(SettleAfterRestart(p_.journal));
  return ReleaseOrphans();
}

absl::StatusOr<absl::Duration> Agent::RunOnce() {
  RETURN_IF_ERROR(BeatIfDue());
  // To a server that is away nothing can be given back: the cards wait here until the printer can go on.
  if (!CanPrint() && link_up_) RETURN_IF_ERROR(ReleaseQueue(Obstacle()));
  RETURN_IF_ERROR(CallIfDue());
  RETURN_IF_ERROR(GiveBackStopped());
  RETURN_IF_ERROR(PrintOn());
  return IdleTime();
}

absl::Duration Agent::IdleTime() {
  const bool printing = runner_.card().has_value();
  if (CallIsDue() || (!printing && !queue_.empty() && CanBegin())) return absl::ZeroDuration();
  if (!printing) return kIdleTurn;
  return std::clamp(look_time_ - p_.clock.Now(), absl::ZeroDuration(), kIdleTurn);
}

absl::StatusOr<bool> Agent::Finish() {
  RETURN_IF_ERROR(FinishCard());
  RETURN_IF_ERROR(ReleaseQueue("STATION_STOPS"));
  for (int i = 0; i < kFinishCallsMax && (exchange_.pending() || HasNews()); ++i) {
    ASSIGN_OR_RETURN(const CallResult result, exchange_.Call(0, absl::ZeroDuration()));
    RETURN_IF_ERROR(TakeResult(result));
    if (result.kind == CallResult::Kind::kNoAnswer) break;
    RETURN_IF_ERROR(ReleaseQueue("STATION_STOPS"));
  }
  RETURN_IF_ERROR(p_.journal.Sync());
  if (exchange_.pending()) return false;
  RETURN_IF_ERROR(exchange_.Forget());
  return p_.journal.state().unbooked().empty();
}

absl::Status Agent::Clear(const Clearing& clearing) {
  const bool was_blocked = p_.journal.state().IsBlocked(clearing.printer_id);
  ASSIGN_OR_RETURN(const bool is_new, Doubts(p_.journal).Clear(clearing, p_.device.Status().jobs));
  if (!is_new) return absl::OkStatus();
  const bool frees = was_blocked && !p_.journal.state().IsBlocked(clearing.printer_id);
  Log(LogLevel::kInfo, frees ? "station.printer_cleared" : "station.card_in_envelope",
      {{"printer", clearing.printer_id}, {"envelope", clearing.envelope}});
  beat_time_ = absl::InfinitePast();
  NoteFact();
  return absl::OkStatus();
}

absl::Status Agent::Answer(const LookAnswer& answer) {
  if (runner_.card() == answer.card && p_.device.asks_person()) return AnswerInHand(answer);
  ASSIGN_OR_RETURN(const bool is_new, looks_.Answer(answer));
  if (!is_new) return absl::OkStatus();
  Count(answer.outcome);
  NoteFact();
  if (LooksLeft() == 1) beat_time_ = absl::InfinitePast();  // the tray was full: the server may know at once
  Log(LogLevel::kInfo, "station.look",
      {{"record", answer.card.record_id},
       {"attempt", answer.card.attempt},
       {"outcome", scheduler::v1::Outcome_Name(answer.outcome)},
       {"waiting", looks_.waiting().size()}});
  return absl::OkStatus();
}

absl::Status Agent::AnswerInHand(const LookAnswer& answer) {
  RETURN_IF_ERROR(CheckForm(answer));
  if (answer.outcome == scheduler::v1::OUTCOME_PRINTED && !answer.nik_confirmed) {
    return Told(absl::StatusCode::kInvalidArgument, "Ketik atau pindai NIK yang tertera pada kartu.",
                "look: want the NIK as the card shows it");
  }
  CardProgress word;
  word.state = answer.outcome == scheduler::v1::OUTCOME_PRINTED   ? CardProgress::State::kDone
               : answer.outcome == scheduler::v1::OUTCOME_SPOILED ? CardProgress::State::kError
                                                                  : CardProgress::State::kUnknown;
  word.reason = answer.cause;
  if (word.state == CardProgress::State::kUnknown && !StopOf(answer.card).empty()) word.reason = kStopped;
  word.by = answer.by;
  RETURN_IF_ERROR(p_.device.Hear(answer.card, word));
  ASSIGN_OR_RETURN(const CardStep step, runner_.Look());
  return TakeStep(answer.card, step);
}

absl::Status Agent::Pause(bool paused, const std::string& by) {
  RETURN_IF_ERROR(CheckName(by));
  hold_.Pause(paused);
  Log(LogLevel::kInfo, paused ? "station.paused" : "station.goes_on", {{"by", by}});
  return absl::OkStatus();
}

void Agent::NoteFact() { oldest_outcome_ = std::min(oldest_outcome_, p_.clock.Now()); }

AgentCounts Agent::counts() const {
  AgentCounts counts = counts_;
  counts.waiting = static_cast<int64_t>(looks_.waiting().size());
  return counts;
}

// The card in hand needs its place in the tray too.
std::string_view Agent::Obstacle() {
  if (p_.journal.state().IsBlocked(config_.printer_id) || !p_.device.Status().ready) return "PRINTER_DOWN";
  for (const Hindrance& hindrance : Hindrances()) {
    if (!hindrance.keeps_jobs) return hindrance.reason;
  }
  return TrayIsFull() ? "LOOKS_WAITING" : "";
}

std::vector<Hindrance> Agent::Hindrances() {
  std::vector<Hindrance> found;
  if (const auto hindrance = hold_.Hinders()) found.push_back(*hindrance);
  if (!server_stop_.empty()) {
    const bool station = server_stop_ == "STATION_DISABLED";
    found.push_back({server_stop_, station ? "station-disabled" : "printer-held", true});
  }
  if (server_went_back_.has_value() && !Planted("old-server-printed-for"))
    found.push_back({"SERVER_WENT_BACK", "server-went-back", true});
  if (const auto hindrance = printer_pause_.Hinders()) found.push_back(*hindrance);
  for (AgentPart* part : p_.parts) {
    if (const auto hindrance = part->Hinders()) found.push_back(*hindrance);
  }
  return found;
}

bool Agent::Reached(absl::Time time) const {
  const absl::Time now = p_.clock.Now();
  return now >= time || time - now > kAppointmentMax;
}

int Agent::WantedJobs() {
  if (done() || !queue_.empty() || !Reached(take_time_) || !CanPrint() || hold_.paused()) return 0;
  if (report_only_ && exchange_.reportable() > 0) return 0;
  const int64_t in_hand = runner_.card().has_value() ? 1 : 0;
  const int64_t left = config_.cards.has_value() ? *config_.cards - came_out_ - in_hand : kJobsPerCallMax;
  const int64_t tray = LooksLeft() - in_hand;
  return static_cast<int>(std::max<int64_t>(0, std::min<int64_t>({left, config_.batch, tray})));
}

bool Agent::HasNews() const { return exchange_.reportable() > 0 || exchange_.HasNewLooks(); }

// Somebody may ask at the server that permitted work stops.
bool Agent::ListensNow() const {
  return (runner_.card().has_value() || !queue_.empty()) && Reached(listen_time_);
}

bool Agent::CallIsDue() {
  if (!Reached(call_time_)) return false;
  if (exchange_.pending() || WantedJobs() > 0 || ListensNow()) return true;
  if (Reached(ask_time_) && !Unknown().empty()) return true;
  return HasNews() && (queue_.empty() || Reached(oldest_outcome_ + config_.report_after));
}

absl::Status Agent::CallIfDue() {
  if (!CallIsDue()) return absl::OkStatus();
  const bool busy = HasNews() || runner_.card().has_value();
  const absl::Duration wait = busy ? absl::ZeroDuration() : config_.poll_wait;
  ASSIGN_OR_RETURN(const CallResult result, exchange_.Call(WantedJobs(), wait, ToAsk()));
  return TakeResult(result);
}

absl::Status Agent::TakeResult(const CallResult& result) {
  // The call is sent again as after no answer, but the server did answer.
  const bool awaits_journal = ReasonOf(result.error) == TextOf(Reason::kJournalAwaited).name;
  NoteLink(result.kind != CallResult::Kind::kNoAnswer || awaits_journal);
  listen_time_ = p_.clock.Now() + config_.listen_every;
  if (result.kind == CallResult::Kind::kAnswered) {
    TakeStops(result.response);
    RETURN_IF_ERROR(TakeHeld(result.response));
    TakeAnswer(result.response);
  } else {
    report_only_ = result.kind == CallResult::Kind::kRefused;
    const bool refused = report_only_ || awaits_journal;
    if (refused && !Planted("refusal-unsaid")) refusal_ = result.error;
    call_time_ = p_.clock.Now() + backoff_.Next();
    NoteTrouble(refused ? "station.call_refused" : "station.server_away", result.error);
  }
  RETURN_IF_ERROR(GiveBackStopped());
  return ReleaseOrphans();
}

// One line when it begins or becomes another, not one for every try.
void Agent::NoteTrouble(std::string_view event, const absl::Status& error) {
  const std::string why(error.message());
  if (std::exchange(trouble_, why) != why) Log(LogLevel::kWarning, event, {{"why", why}});
}

void Agent::TakeAnswer(const scheduler::v1::ExchangeJobsResponse& response) {
  if (!std::exchange(trouble_, "").empty()) Log(LogLevel::kInfo, "station.server_answers");
  backoff_.Reset();
  report_only_ = false;
  refusal_ = absl::OkStatus();
  call_time_ = absl::InfinitePast();
  oldest_outcome_ = absl::InfiniteFuture();
  for (const scheduler::v1::Job& job : response.jobs()) QueueJob(job);
  if (!response.jobs().empty() || !response.empty_reason().empty()) empty_reason_ = response.empty_reason();
  if (!response.jobs().empty()) return;
  const absl::Duration pause = absl::Seconds(response.next_poll_after().seconds()) +
                               absl::Nanoseconds(response.next_poll_after().nanos());
  take_time_ = p_.clock.Now() + std::clamp(pause, kEmptyPauseMin, kEmptyPauseMax);
}

bool Agent::IsUnbegun(const AttemptKey& key) const {
  const Attempt* attempt = p_.journal.state().Find(key);
  return attempt != nullptr && !attempt->intent && !attempt->tombstone && !attempt->ended;
}

void Agent::QueueJob(const scheduler::v1::Job& job) {
  const auto same = [&](const scheduler::v1::Job& queued) { return KeyOf(queued) == KeyOf(job); };
  if (!IsUnbegun(KeyOf(job)) || std::any_of(queue_.begin(), queue_.end(), same)) return;
  queue_.push_back(job);
  Know(job);
}

absl::Status Agent::PrintOn() {
  const bool printing = runner_.card().has_value();
  if (printing ? !Reached(look_time_) : queue_.empty() || !CanBegin()) return absl::OkStatus();
  const AttemptKey card = printing ? *runner_.card() : KeyOf(queue_.front());
  ASSIGN_OR_RETURN(const CardStep step, printing ? runner_.Look() : BeginNext());
  look_time_ = p_.clock.Now() + step.look_again_after;
  return TakeStep(card, step);
}

absl::StatusOr<CardStep> Agent::BeginNext() {
  const scheduler::v1::Job job = std::move(queue_.front());
  queue_.pop_front();
  absl::StatusOr<CardImage> image = p_.draw(job);
  if (image.ok()) return runner_.Begin(KeyOf(job), *std::move(image));
  const std::string reason(image.status().message());
  Log(LogLevel::kWarning, "station.card_not_drawn", {{"record", job.record_id()}, {"why", reason}});
  RETURN_IF_ERROR(Release(KeyOf(job), reason));
  return CardStep{.outcome = {}, .look_again_after = absl::ZeroDuration()};
}

absl::Status Agent::TakeStep(const AttemptKey& card, const CardStep& step) {
  if (step.waits_for_look) NoteWaiting(card);
  if (!step.outcome.has_value()) return absl::OkStatus();
  Count(*step.outcome);
  if (*step.outcome == scheduler::v1::OUTCOME_PRINTED) ++came_out_;
  if (*step.outcome == scheduler::v1::OUTCOME_PRINTED || *step.outcome == scheduler::v1::OUTCOME_SPOILED) {
    printer_pause_.End();
  }
  Log(LogLevel::kInfo, "station.card",
      {{"record", card.record_id},
       {"attempt", card.attempt},
       {"outcome", scheduler::v1::Outcome_Name(*step.outcome)}});
  NoteFact();
  if (*step.outcome == scheduler::v1::OUTCOME_UNCERTAIN) beat_time_ = absl::InfinitePast();
  if (*step.outcome != scheduler::v1::OUTCOME_NOT_PRINTED) return absl::OkStatus();
  printer_pause_.Begin();
  return ReleaseQueue("PRINTER_DOWN");
}

void Agent::NoteWaiting(const AttemptKey& card) {
  ++came_out_;
  printer_pause_.End();
  NoteFact();
  Log(LogLevel::kInfo, "station.card",
      {{"record", card.record_id}, {"attempt", card.attempt}, {"outcome", "WAITS_FOR_LOOK"}});
  if (!TrayIsFull()) return;
  beat_time_ = absl::InfinitePast();
  Log(LogLevel::kWarning, "station.tray_full",
      {{"waiting", looks_.waiting().size()},
       {"why", "no new card before somebody has looked: blangko-station look"}});
}

// The card has its own limit of time, so this ends; a person has none, so nobody waits for one.
absl::Status Agent::FinishCard() {
  if (runner_.card().has_value() && p_.device.asks_person()) {
    const AttemptKey card = *runner_.card();
    ASSIGN_OR_RETURN(const CardStep step, runner_.GiveUp());
    return TakeStep(card, step);
  }
  while (runner_.card().has_value()) {
    if (!Reached(look_time_)) p_.waiter.Sleep(look_time_ - p_.clock.Now());
    const AttemptKey card = *runner_.card();
    ASSIGN_OR_RETURN(const CardStep step, runner_.Look());
    look_time_ = p_.clock.Now() + step.look_again_after;
    RETURN_IF_ERROR(TakeStep(card, step));
  }
  return absl::OkStatus();
}

void Agent::Count(scheduler::v1::Outcome outcome) {
  switch (outcome) {
    case scheduler::v1::OUTCOME_PRINTED: ++counts_.printed; break;
    case scheduler::v1::OUTCOME_SPOILED: ++counts_.spoiled; break;
    case scheduler::v1::OUTCOME_UNCERTAIN: ++counts_.uncertain; break;
    default: ++counts_.released; break;
  }
}

absl::Status Agent::Release(const AttemptKey& key, std::string_view reason) {
  std::erase_if(queue_, [&](const scheduler::v1::Job& job) { return KeyOf(job) == key; });
  Count(scheduler::v1::OUTCOME_RELEASED);
  RETURN_IF_ERROR(p_.journal.Append(TombstoneEntry(key, config_.printer_id)));
  return p_.journal.Append(OutcomeEntry(key, config_.printer_id, scheduler::v1::OUTCOME_RELEASED,
                                        scheduler::v1::EVIDENCE_JOURNAL, reason));
}

absl::Status Agent::ReleaseQueue(std::string_view reason) {
  while (!queue_.empty()) RETURN_IF_ERROR(Release(KeyOf(queue_.front()), reason));
  return absl::OkStatus();
}

// A permit without its data (it came before a restart) cannot be printed. While a call is pending its repeated
// reply may still bring the data.
absl::Status Agent::ReleaseOrphans() {
  if (exchange_.pending()) return absl::OkStatus();
  const std::set<AttemptKey> open = p_.journal.state().open();
  for (const AttemptKey& key : open) {
    const auto same = [&](const scheduler::v1::Job& queued) { return KeyOf(queued) == key; };
    if (!IsUnbegun(key) || std::any_of(queue_.begin(), queue_.end(), same)) continue;
    RETURN_IF_ERROR(Release(key, "STATION_RESTARTED"));
  }
  return absl::OkStatus();
}

}  // namespace blangko::printer
