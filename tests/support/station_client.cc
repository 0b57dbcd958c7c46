#include "tests/support/station_client.h"

#include <algorithm>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/rpc/station_proof.h"

namespace blangko::support {
namespace {

using scheduler::v1::SchedulerService;

constexpr char kPrinter[] = "p1";
constexpr int64_t kBatch = 50;
constexpr char kProofMetadata[] = "blangko-station-bin";

}  // namespace

StationClient::StationClient(const std::shared_ptr<grpc::Channel>& channel, std::string station_id,
                             const Clock& clock)
    : station_id_(std::move(station_id)), key_(NewSigningKey()), ids_(clock) {
  Reconnect(channel);
}

void StationClient::Reconnect(const std::shared_ptr<grpc::Channel>& channel) {
  scheduler_ = SchedulerService::NewStub(channel);
  printers_ = printers::v1::PrintersService::NewStub(channel);
}

PrepareContext StationClient::Signed(const google::protobuf::Message& request) const {
  return [proof = rpc::ProveStation(key_, station_id_, epoch_, request)](grpc::ClientContext& context) {
    context.AddMetadata(kProofMetadata, proof);
  };
}

absl::Status StationClient::Heartbeat(std::optional<int64_t> ribbon_cards) {
  printers::v1::HeartbeatRequest request;
  request.set_station_id(station_id_);
  request.set_version("test");
  auto& printer = *request.add_printers();
  printer.set_printer_id(kPrinter);
  printer.set_driver("file");
  printer.set_state(printers::v1::PRINTER_STATE_IDLE);
  if (ribbon_cards.has_value()) {
    printers::v1::Supply& ribbon = *printer.add_supplies();
    ribbon.set_name("YMCK");
    ribbon.set_kind(printers::v1::SUPPLY_KIND_RIBBON);
    ribbon.set_cards_left(*ribbon_cards);
  }
  ASSIGN_OR_RETURN(const auto reply, Call(*printers_, &printers::v1::PrintersService::Stub::Heartbeat,
                                          request, Signed(request)));
  epoch_ = reply.epoch();
  return absl::OkStatus();
}

absl::Status StationClient::TellCounts(const std::vector<printers::v1::DayCount>& counts) {
  printers::v1::HeartbeatRequest request;
  request.set_station_id(station_id_);
  request.set_version("test");
  request.mutable_day_counts()->Assign(counts.begin(), counts.end());
  return Call(*printers_, &printers::v1::PrintersService::Stub::Heartbeat, request, Signed(request)).status();
}

absl::Status StationClient::TellAcknowledged(uint64_t seq) {
  printers::v1::HeartbeatRequest request;
  request.set_station_id(station_id_);
  request.set_version("test");
  request.set_acknowledged_seq(seq);
  return Call(*printers_, &printers::v1::PrintersService::Stub::Heartbeat, request, Signed(request)).status();
}

absl::StatusOr<Jobs> StationClient::Pull(int max_jobs) {
  scheduler::v1::PullJobsRequest request;
  request.set_request_id(ids_.Next());
  request.set_station_id(station_id_);
  request.set_printer_id(kPrinter);
  request.set_max_jobs(max_jobs);
  ASSIGN_OR_RETURN(const auto reply,
                   Call(*scheduler_, &SchedulerService::Stub::PullJobs, request, Signed(request)));
  return Jobs(reply.jobs().begin(), reply.jobs().end());
}

absl::StatusOr<scheduler::v1::StartJobsResponse> StationClient::Start(const Jobs& jobs) {
  scheduler::v1::StartJobsRequest request;
  request.set_request_id(ids_.Next());
  request.set_station_id(station_id_);
  request.set_printer_id(kPrinter);
  for (const auto& job : jobs) {
    auto& ref = *request.add_jobs();
    ref.set_record_id(job.record_id());
    ref.set_attempt(job.attempt());
  }
  return Call(*scheduler_, &SchedulerService::Stub::StartJobs, request, Signed(request));
}

scheduler::v1::OutcomeReport StationClient::ReportOf(const scheduler::v1::Job& job,
                                                     scheduler::v1::Outcome outcome) {
  scheduler::v1::OutcomeReport report;
  report.set_seq(++seq_);
  report.set_record_id(job.record_id());
  report.set_attempt(job.attempt());
  report.set_outcome(outcome);
  report.set_evidence(scheduler::v1::EVIDENCE_OPERATOR);
  report.set_operator_("budi");
  report.set_printer_id(kPrinter);
  if (outcome == scheduler::v1::OUTCOME_SPOILED) report.set_reason("GAGAL_CETAK");
  return report;
}

absl::StatusOr<scheduler::v1::ExchangeJobsResponse> StationClient::Exchange(const Jobs& done,
                                                                            scheduler::v1::Outcome outcome,
                                                                            int max_jobs) {
  scheduler::v1::ExchangeJobsRequest request;
  request.set_request_id(ids_.Next());
  request.set_station_id(station_id_);
  request.set_printer_id(kPrinter);
  request.set_max_jobs(max_jobs);
  for (const auto& job : done) *request.add_outcomes() = ReportOf(job, outcome);
  auto reply = Call(*scheduler_, &SchedulerService::Stub::ExchangeJobs, request, Signed(request));
  if (reply.ok()) empty_reason_ = reply->empty_reason();
  return reply;
}

absl::StatusOr<std::vector<std::string>> StationClient::PrintUpTo(int64_t limit) {
  std::vector<std::string> printed;
  Jobs in_printer;
  do {
    const int64_t left = limit - static_cast<int64_t>(printed.size() + in_printer.size());
    const int wanted = static_cast<int>(std::min<int64_t>(left, kBatch));
    const auto reply = Exchange(in_printer, scheduler::v1::OUTCOME_PRINTED, wanted);
    if (in_printer.empty() && absl::IsFailedPrecondition(reply.status())) {
      empty_reason_ = ReasonOf(reply.status());
      return printed;
    }
    if (!reply.ok()) return reply.status();
    for (const auto& job : in_printer) printed.push_back(job.record_id());
    in_printer.assign(reply->jobs().begin(), reply->jobs().end());
  } while (!in_printer.empty());
  return printed;
}

absl::StatusOr<scheduler::v1::ReportOutcomesResponse> StationClient::Report(const Jobs& done,
                                                                            scheduler::v1::Outcome outcome) {
  scheduler::v1::ReportOutcomesRequest request;
  request.set_request_id(ids_.Next());
  request.set_station_id(station_id_);
  for (const auto& job : done) *request.add_outcomes() = ReportOf(job, outcome);
  return Call(*scheduler_, &SchedulerService::Stub::ReportOutcomes, request, Signed(request));
}

}  // namespace blangko::support
