#include "printer/agent/fake_world.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/status_macros.h"

namespace blangko::printer {
namespace {

absl::Status Gone() { return absl::UnavailableError("the process is gone"); }

AttemptKey KeyOf(const scheduler::v1::OutcomeReport& report) {
  return {report.record_id(), report.attempt()};
}

}  // namespace

// Somebody at the station says more of a card that is in doubt, or was when it was put into its envelope.
bool FakeServer::SaysMoreOfDoubt(const scheduler::v1::OutcomeReport& report) {
  Record& record = records_.at(report.record_id());
  if (report.evidence() != scheduler::v1::EVIDENCE_OPERATOR || record.attempt != report.attempt())
    return false;
  if (!report.envelope().empty()) record.envelope = report.envelope();
  if (report.outcome() == scheduler::v1::OUTCOME_UNCERTAIN) return !report.envelope().empty();
  if (record.state != State::kUncertain) return false;
  const bool printed = report.outcome() == scheduler::v1::OUTCOME_PRINTED;
  record.state = printed ? State::kPrinted : State::kReady;
  record.spoils += printed ? 0 : 1;
  return true;
}

absl::StatusOr<scheduler::v1::ExchangeJobsResponse> FakeServer::Exchange(
    const scheduler::v1::ExchangeJobsRequest& request) {
  if (!fate_.Step()) return Gone();
  if (away) return absl::UnavailableError("no route");
  calls.push_back(request);
  RETURN_IF_ERROR(refusal);
  const std::string content = request.SerializeAsString();
  const auto [known, is_new] = requests_.try_emplace(request.request_id(), content);
  if (known->second != content) mistakes.push_back("a request_id came back with other content");
  scheduler::v1::ExchangeJobsResponse& response = replies_[request.request_id()];
  if (is_new) {
    CheckLooks(request);
    for (const auto& report : request.outcomes()) *response.add_results() = Book(report);
    Grant(request.max_jobs(), response);
    TellHeld(request, response);
    for (const auto& [id, record] : records_) {
      if (record.stop.empty() || record.state != State::kStarted) continue;
      scheduler::v1::StopRequest& stop = *response.add_stop_requests();
      stop.set_record_id(id);
      stop.set_attempt(record.attempt);
      stop.set_request(record.stop);
    }
  }
  response.set_begin_nothing(begin_nothing);
  if (std::exchange(lose_reply, false)) return absl::DeadlineExceededError("the reply was lost");
  return fate_.Step() ? absl::StatusOr<scheduler::v1::ExchangeJobsResponse>(response) : Gone();
}

void FakeServer::TellHeld(const scheduler::v1::ExchangeJobsRequest& request,
                          scheduler::v1::ExchangeJobsResponse& response) const {
  for (const auto& held : request.held()) {
    scheduler::v1::HeldCard& card = *response.add_held();
    card.set_record_id(held.record_id());
    card.set_attempt(held.attempt());
    card.set_name("ORANG " + held.record_id());
    const auto decision = decided.find({held.record_id(), held.attempt()});
    if (decision != decided.end()) card.set_decided(decision->second);
    card.set_ended(!Permits({held.record_id(), held.attempt()}));
    if (card.decided() == scheduler::v1::OUTCOME_SPOILED) card.set_reason("GAGAL_CETAK");
  }
}

void FakeServer::CheckLooks(const scheduler::v1::ExchangeJobsRequest& request) {
  looks = request.looks_size();
  for (const auto& look : request.looks()) {
    if (Permits({look.record_id(), look.attempt()})) continue;
    mistakes.push_back(
        absl::StrCat("a look at ", look.record_id(), "/", look.attempt(), ", which is not out"));
  }
}

scheduler::v1::OutcomeResult FakeServer::Book(const scheduler::v1::OutcomeReport& report) {
  scheduler::v1::OutcomeResult result;
  result.set_seq(report.seq());
  if (refused_facts.contains(report.seq())) {
    result.set_error_reason("EVIDENCE_NEEDED");
    return result;
  }
  const bool printed = report.outcome() == scheduler::v1::OUTCOME_PRINTED;
  if (printed && report.evidence() != scheduler::v1::EVIDENCE_OPERATOR && !trusts_driver) {
    mistakes.push_back(absl::StrCat("nobody looked at ", report.record_id(), "/", report.attempt()));
  }
  result.set_booked(true);
  const auto [known, is_new] = facts_.try_emplace(report.seq(), report.SerializeAsString());
  if (is_new) Move(report);
  if (is_new) told[KeyOf(report)] = report;
  if (known->second != report.SerializeAsString()) mistakes.push_back("a fact came back with other content");
  return result;
}

void FakeServer::Move(const scheduler::v1::OutcomeReport& report) {
  Record& record = records_.at(report.record_id());
  if (SaysMoreOfDoubt(report)) return;
  if (!Permits(KeyOf(report)) && decided.contains(KeyOf(report))) {
    late.insert(KeyOf(report));
    return;
  }
  if (!Permits(KeyOf(report))) {
    mistakes.push_back(
        absl::StrCat("an outcome of ", report.record_id(), "/", report.attempt(), " came late"));
    return;
  }
  switch (report.outcome()) {
    case scheduler::v1::OUTCOME_PRINTED: record.state = State::kPrinted; break;
    case scheduler::v1::OUTCOME_UNCERTAIN: record.state = State::kUncertain; break;
    case scheduler::v1::OUTCOME_SPOILED:
      ++record.spoils;
      record.state = State::kReady;
      break;
    default:
      record.state = State::kReady;
      if (report.reason().starts_with("FOTO_")) record.stop = "HOLD";
  }
}

void FakeServer::Grant(int max_jobs, scheduler::v1::ExchangeJobsResponse& response) {
  for (auto& [id, record] : records_) {
    if (response.jobs_size() >= max_jobs) return;
    if (record.state != State::kReady || !record.stop.empty()) continue;
    record.state = State::kStarted;
    scheduler::v1::Job& job = *response.add_jobs();
    job.set_record_id(id);
    job.set_attempt(++record.attempt);
    job.set_permitted(true);
    job.set_driver_trusted(trusts_driver);
    job.mutable_personal()->set_name("ORANG " + id);
  }
}

absl::StatusOr<printers::v1::HeartbeatResponse> FakeServer::Heartbeat(
    const printers::v1::HeartbeatRequest& request) {
  if (!fate_.Step()) return Gone();
  if (away) return absl::UnavailableError("no route");
  beats.push_back(request);
  printers::v1::HeartbeatResponse response;
  if (!facts_.empty()) response.set_last_seq(facts_.rbegin()->first);
  for (const printers::v1::DayCount& count : request.day_counts()) {
    if (!counts.emplace(count.seq(), count).second) mistakes.push_back("a count that is held was told again");
  }
  response.set_day_count_seq(counts.empty() ? 0 : counts.rbegin()->first);
  if (on_beat) on_beat(request, response);
  return response;
}

bool FakeServer::Permits(const AttemptKey& key) const {
  const auto found = records_.find(key.record_id);
  return found != records_.end() && found->second.state == State::kStarted &&
         found->second.attempt == key.attempt;
}

bool FakeServer::AllPrinted() const {
  return std::all_of(records_.begin(), records_.end(),
                     [](const auto& entry) { return entry.second.state == State::kPrinted; });
}

void FakeServer::LoseFactsAfter(uint64_t seq) {
  facts_.erase(facts_.upper_bound(seq), facts_.end());
  requests_.clear();
  replies_.clear();
}

absl::StatusOr<DeviceJob> FakeDevice::CreateJob(const AttemptKey& card) {
  if (!fate_.Step()) return Gone();
  if (!takes_jobs) return absl::UnavailableError("cover open");
  current_ = card;
  return DeviceJob{absl::StrCat(card.record_id, "/", card.attempt), "printer-1", 0};
}

absl::Status FakeDevice::Send(const DeviceJob&, const CardImage&) {
  if (!fate_.Step()) return Gone();
  ++begun_;
  looks_ = 0;
  order.push_back(current_);
  if (!chip.empty()) chips[current_] = chip;
  if (!server_.Permits(current_)) server_.mistakes.push_back("a card was begun without permission");
  return fate_.Step() ? absl::OkStatus() : Gone();
}

absl::StatusOr<CardProgress> FakeDevice::Poll(const DeviceJob&) {
  if (!fate_.Step()) return Gone();
  if (!answers) return absl::NotFoundError("no such job");
  CardProgress progress;
  progress.look_again_after = absl::Seconds(1);
  progress.unverified = unverified;
  if (++looks_ < looks_needed) return progress;
  if (spoil_next[current_.record_id] > 0) {
    --spoil_next[current_.record_id];
    progress.state = CardProgress::State::kError;
    progress.reason = "GAGAL_CETAK";
  } else {
    ++good_[current_];
    progress.state = CardProgress::State::kDone;
  }
  return fate_.Step() ? absl::StatusOr<CardProgress>(progress) : Gone();
}

std::string FakeEncoder::UidOf(int blank) { return absl::StrFormat("04%012X", blank); }

BlankView FakeEncoder::LookAtBlank() {
  if (is_down) return {.state = BlankView::State::kDown, .why = "no reader"};
  if (empty) return {.state = BlankView::State::kNone};
  if (std::exchange(taken_, false)) blank_ = next_blank.value_or(blank_ + 1);
  return {.state = BlankView::State::kReady, .uid = reads_before ? UidOf(blank_) : ""};
}

void FakeEncoder::Begin(const AttemptKey&) {
  polls_ = 0;
  fate_.Step();
}

EncodeProgress FakeEncoder::Poll() {
  if (fate_.dead() || ++polls_ < polls_needed) return {};
  if (!fate_.Step()) return {};
  const EncodeProgress::State end = std::exchange(ends, EncodeProgress::State::kDone);
  taken_ = true;
  if (end == EncodeProgress::State::kUntouched) return {.state = end, .reason = "NOT_STARTED"};
  device_.chip = UidOf(blank_);
  if (end == EncodeProgress::State::kUnknown) return {.state = end, .reason = "ENCODER_NO_END"};
  return {.state = end, .uid = device_.chip, .reason = "ENCODER_FAILED"};
}

int FakeDevice::GoodCards(const std::string& record_id) const {
  int count = 0;
  for (const auto& [key, cards] : good_) count += key.record_id == record_id ? cards : 0;
  return count;
}

int FakeDevice::GoodCards(const AttemptKey& key) const {
  const auto found = good_.find(key);
  return found == good_.end() ? 0 : found->second;
}

}  // namespace blangko::printer
