#include "tests/bench/load_station.h"

#include <utility>

#include "base/status_macros.h"
#include "services/rpc/station_proof.h"
#include "tests/bench/applicants.h"
#include "tests/support/grpc_call.h"

namespace blangko::bench {
namespace {

constexpr char kPrinter[] = "p1";
constexpr char kProofMetadata[] = "blangko-station-bin";

printers::v1::HeartbeatRequest FirstHeartbeat(const std::string& station) {
  printers::v1::HeartbeatRequest request;
  request.set_station_id(station);
  request.set_version("bench");
  auto& printer = *request.add_printers();
  printer.set_printer_id(kPrinter);
  printer.set_driver("file");
  printer.set_state(printers::v1::PRINTER_STATE_IDLE);
  return request;
}

}  // namespace

LoadStation::LoadStation(std::string id, const Clock& clock)
    : id_(std::move(id)), key_(NewSigningKey()), ids_(clock) {}

absl::Status LoadStation::Register(support::OfficeClient& office) {
  RETURN_IF_ERROR(office.RegisterStation(id_, kRegency, {kRegency}, key_.public_key));
  const printers::v1::HeartbeatRequest request = FirstHeartbeat(id_);
  const auto sign = [&](grpc::ClientContext& context) { Sign(request, context); };
  ASSIGN_OR_RETURN(const auto reply,
                   support::Call(office.printers(), &support::PrintersStub::Heartbeat, request, sign));
  epoch_ = reply.epoch();
  return absl::OkStatus();
}

void LoadStation::Sign(const google::protobuf::Message& request, grpc::ClientContext& context) const {
  context.AddMetadata(kProofMetadata, rpc::ProveStation(key_, id_, epoch_, request));
}

template <typename Request>
Request LoadStation::RequestOf() {
  Request request;
  request.set_request_id(ids_.Next());
  request.set_station_id(id_);
  return request;
}

scheduler::v1::PullJobsRequest LoadStation::PullOf(int jobs) {
  auto request = RequestOf<scheduler::v1::PullJobsRequest>();
  request.set_printer_id(kPrinter);
  request.set_max_jobs(jobs);
  return request;
}

scheduler::v1::StartJobsRequest LoadStation::StartOf(const Jobs& jobs) {
  auto request = RequestOf<scheduler::v1::StartJobsRequest>();
  request.set_printer_id(kPrinter);
  for (const scheduler::v1::Job& job : jobs) {
    auto& ref = *request.add_jobs();
    ref.set_record_id(job.record_id());
    ref.set_attempt(job.attempt());
  }
  return request;
}

scheduler::v1::ReportOutcomesRequest LoadStation::ReportOf(const Jobs& done) {
  auto request = RequestOf<scheduler::v1::ReportOutcomesRequest>();
  AddOutcomes(done, *request.mutable_outcomes());
  return request;
}

scheduler::v1::ExchangeJobsRequest LoadStation::ExchangeOf(const Jobs& done, int jobs) {
  auto request = RequestOf<scheduler::v1::ExchangeJobsRequest>();
  request.set_printer_id(kPrinter);
  request.set_max_jobs(jobs);
  AddOutcomes(done, *request.mutable_outcomes());
  return request;
}

void LoadStation::AddOutcomes(const Jobs& done,
                              google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeReport>& reports) {
  for (const scheduler::v1::Job& job : done) {
    auto& report = *reports.Add();
    report.set_seq(++seq_);
    report.set_record_id(job.record_id());
    report.set_attempt(job.attempt());
    report.set_outcome(scheduler::v1::OUTCOME_PRINTED);
    report.set_evidence(scheduler::v1::EVIDENCE_OPERATOR);
    report.set_operator_("budi");
    report.set_printer_id(kPrinter);
  }
}

}  // namespace blangko::bench
