#include "tests/sim/sim_station.h"

#include <algorithm>

namespace blangko::sim {
namespace {

using scheduler::v1::EVIDENCE_JOURNAL;
using scheduler::v1::EVIDENCE_OPERATOR;
using scheduler::v1::OUTCOME_NOT_PRINTED;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_RELEASED;
using scheduler::v1::OUTCOME_SPOILED;
using scheduler::v1::OUTCOME_UNCERTAIN;

constexpr char kPrinter[] = "p1";
constexpr uint64_t kRogueEvery = 60;

scheduler::v1::JobRef RefOf(const scheduler::v1::Job& job) {
  scheduler::v1::JobRef ref;
  ref.set_record_id(job.record_id());
  ref.set_attempt(job.attempt());
  return ref;
}

}  // namespace

void SimStation::Step() {
  if (pending_) {
    std::exchange(pending_, nullptr)();
    return;
  }
  const uint64_t dice = rng_.Below(100);
  if (dice < 12) return Pull();
  if (dice < 26) return Start();
  if (dice < 60) return PrintOne();
  if (dice < 85) return Exchange(static_cast<int>(rng_.Below(5)));
  if (dice < 92) return Report();
  if (dice < 96) return Release();
  if (dice < 98) return Impersonate();
  return ReportTwice();
}

void SimStation::Drain() {
  if (pending_) return std::exchange(pending_, nullptr)();
  if (!reports_.empty()) Report();
}

template <typename Request>
Request SimStation::Begin() const {
  Request request;
  request.set_request_id(node_.ids().Next());
  request.set_station_id(id_);
  return request;
}

template <typename Request, typename Response>
void SimStation::Send(Request request,
                      absl::StatusOr<Response> (scheduler::Scheduler::*use)(const access::Act&,
                                                                            const Request&),
                      std::function<void(const Response&)> take) {
  const access::Actor actor{"station:" + id_, access::Role::kStation, ""};
  const access::Act act = node_.ActOf(actor, request, request.request_id());
  checks_.BeforeCall(request.request_id());
  const absl::StatusOr<Response> response = node_.Call<Response>(
      act, [&](const access::Act& given) { return (node_.process().scheduler.*use)(given, request); });
  if (response.status().code() == absl::StatusCode::kUnavailable) {
    pending_ = [this, request = std::move(request), use, take = std::move(take)] {
      Send(request, use, take);
    };
  } else if (response.ok()) {
    take(*response);
  }
}

void SimStation::Pull() {
  auto request = Begin<scheduler::v1::PullJobsRequest>();
  request.set_printer_id(kPrinter);
  request.set_max_jobs(1 + static_cast<int>(rng_.Below(4)));
  Send<scheduler::v1::PullJobsRequest, scheduler::v1::PullJobsResponse>(
      std::move(request), &scheduler::Scheduler::Pull, [this](const auto& response) {
        checks_.Granted(id_, response.jobs());
        granted_.insert(granted_.end(), response.jobs().begin(), response.jobs().end());
      });
}

void SimStation::Start() {
  if (granted_.empty()) return;
  if (rng_.OneIn(kRogueEvery)) return PrintRogue();
  const Job job = granted_.front();
  granted_.pop_front();
  auto request = Begin<scheduler::v1::StartJobsRequest>();
  request.set_printer_id(kPrinter);
  *request.add_jobs() = RefOf(job);
  Send<scheduler::v1::StartJobsRequest, scheduler::v1::StartJobsResponse>(
      std::move(request), &scheduler::Scheduler::Start, [this, job](const auto& response) {
        const bool fresh = seen_.insert({job.record_id(), job.attempt()}).second;
        if (response.items(0).permitted() && fresh) permitted_.push_back(job);
      });
}

void SimStation::Exchange(int jobs) {
  auto request = Begin<scheduler::v1::ExchangeJobsRequest>();
  request.set_printer_id(kPrinter);
  request.set_max_jobs(jobs);
  const size_t count = std::min<size_t>(reports_.size(), rng_.Below(5));
  for (size_t i = 0; i < count; ++i) *request.add_outcomes() = reports_[i];
  Send<scheduler::v1::ExchangeJobsRequest, scheduler::v1::ExchangeJobsResponse>(
      std::move(request), &scheduler::Scheduler::Exchange, [this](const auto& response) {
        TakeResults(response.results());
        checks_.Granted(id_, response.jobs());
        for (const Job& job : response.jobs()) {
          if (seen_.insert({job.record_id(), job.attempt()}).second) permitted_.push_back(job);
        }
      });
}

void SimStation::Report() {
  if (reports_.empty()) return;
  auto request = Begin<scheduler::v1::ReportOutcomesRequest>();
  *request.mutable_outcomes() = {reports_.begin(), reports_.end()};
  Send<scheduler::v1::ReportOutcomesRequest, scheduler::v1::ReportOutcomesResponse>(
      std::move(request), &scheduler::Scheduler::Report,
      [this](const auto& response) { TakeResults(response.results()); });
}

// A journal that is sent once more, as after a restart.
void SimStation::ReportTwice() {
  if (booked_.empty()) return;
  auto request = Begin<scheduler::v1::ReportOutcomesRequest>();
  *request.add_outcomes() = booked_[rng_.Below(booked_.size())];
  Send<scheduler::v1::ReportOutcomesRequest, scheduler::v1::ReportOutcomesResponse>(
      std::move(request), &scheduler::Scheduler::Report,
      [this](const auto& response) { TakeResults(response.results()); });
}

void SimStation::Release() {
  if (granted_.empty()) return;
  auto request = Begin<scheduler::v1::ReleaseJobsRequest>();
  *request.add_jobs() = RefOf(granted_.front());
  granted_.pop_front();
  Send<scheduler::v1::ReleaseJobsRequest, scheduler::v1::ReleaseJobsResponse>(
      std::move(request), &scheduler::Scheduler::Release, [](const auto&) {});
}

// INV-17: a station takes nothing in another's name.
void SimStation::Impersonate() {
  scheduler::v1::PullJobsRequest request;
  request.set_request_id(node_.ids().Next());
  request.set_station_id(id_ == "kantor-1" ? "kantor-2" : "kantor-1");
  request.set_printer_id(kPrinter);
  request.set_max_jobs(1);
  const access::Act act =
      node_.ActOf({"station:" + id_, access::Role::kStation, ""}, request, request.request_id());
  const auto response = node_.process().scheduler.Pull(act, request);
  if (ReasonOf(response.status()) != "OUT_OF_SCOPE") node_.Violate("INV-17: " + id_ + " acted for another");
}

void SimStation::PrintOne() {
  if (permitted_.empty()) return;
  const Job job = permitted_.front();
  permitted_.pop_front();
  const uint64_t dice = rng_.Below(100);
  if (dice < 6) return AddReport(job, OUTCOME_RELEASED, EVIDENCE_JOURNAL);
  checks_.MayPrint(id_, job);
  if (dice < 9) return AddReport(job, OUTCOME_NOT_PRINTED, EVIDENCE_JOURNAL);
  if (!world_.HasBlank(job.site())) {
    if (!world_.HadRogue(job.site())) node_.Violate("a permission at " + job.site() + " without a blank");
    return AddReport(job, OUTCOME_RELEASED, EVIDENCE_JOURNAL);
  }
  if (dice < 19) {
    world_.Spoil(job.site());
    return AddReport(job, OUTCOME_SPOILED, EVIDENCE_OPERATOR);
  }
  if (dice < 26) {
    world_.SetAside(job.site(), job.record_id(), rng_.OneIn(2));
    return AddReport(job, OUTCOME_UNCERTAIN, EVIDENCE_JOURNAL);
  }
  world_.PrintGood(job.site(), job.record_id());
  AddReport(job, OUTCOME_PRINTED, EVIDENCE_OPERATOR);
}

// Prints what was only reserved, without asking, perhaps long after the reservation is gone.
void SimStation::PrintRogue() {
  const Job job = granted_.front();
  granted_.pop_front();
  if (!world_.HasBlank(job.site()) || !seen_.insert({job.record_id(), job.attempt()}).second) return;
  world_.MarkRogue(job.site(), job.record_id());
  world_.PrintGood(job.site(), job.record_id());
  AddReport(job, OUTCOME_PRINTED, EVIDENCE_OPERATOR);
}

void SimStation::AddReport(const Job& job, scheduler::v1::Outcome outcome, scheduler::v1::Evidence evidence) {
  scheduler::v1::OutcomeReport report;
  report.set_seq(++seq_);
  report.set_record_id(job.record_id());
  report.set_attempt(job.attempt());
  report.set_outcome(outcome);
  report.set_evidence(evidence);
  report.set_printer_id(kPrinter);
  reports_.push_back(report);
}

void SimStation::TakeResults(
    const google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeResult>& results) {
  for (const scheduler::v1::OutcomeResult& result : results) {
    if (!result.booked()) {
      node_.Violate("INV-10: a fact was refused: " + result.error_reason());
      continue;
    }
    checks_.Booked(id_, result.seq());
    const auto found = std::find_if(reports_.begin(), reports_.end(),
                                    [&](const auto& report) { return report.seq() == result.seq(); });
    if (found == reports_.end()) continue;
    booked_.push_back(*found);
    reports_.erase(found);
  }
}

}  // namespace blangko::sim
