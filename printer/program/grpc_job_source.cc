#include "printer/program/grpc_job_source.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "base/status_macros.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "google/rpc/error_details.pb.h"
#include "services/refusal/refusal.h"
#include "services/refusal/told.h"
#include "services/rpc/channel.h"
#include "services/rpc/station_proof.h"

namespace blangko::printer {
namespace {

using printers::v1::PrintersService;
using scheduler::v1::SchedulerService;

// Beyond the time that the server was asked to wait for work.
constexpr absl::Duration kCallTime = absl::Seconds(5);

constexpr char kStaleEpoch[] = "STALE_EPOCH";
constexpr char kEpochWanted[] = "want";  // in the data of that refusal

// What a refusal of another epoch says of the right one; 0 when it says nothing.
uint64_t EpochIn(const absl::Status& refusal) {
  const auto details = DetailsOf(refusal);
  if (ReasonOf(refusal) != kStaleEpoch || !details.has_value()) return 0;
  google::rpc::ErrorInfo info;
  uint64_t epoch = 0;
  for (const google::protobuf::Any& detail : details->details()) {
    if (!detail.UnpackTo(&info)) continue;
    const auto want = info.metadata().find(kEpochWanted);
    if (want != info.metadata().end() && absl::SimpleAtoi(want->second, &epoch)) return epoch;
  }
  return 0;
}

rpc::Caller OneTry(absl::Duration timeout, Rng& rng) {
  return rpc::Caller({.timeout = timeout, .tries = 1}, rng);
}

}  // namespace

struct ServerLink::Stubs {
  explicit Stubs(const std::string& target)
      : channel(rpc::OpenChannel(target)),
        scheduler(SchedulerService::NewStub(channel)),
        printers(PrintersService::NewStub(channel)) {}

  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<SchedulerService::Stub> scheduler;
  std::unique_ptr<PrintersService::Stub> printers;
};

ServerLink::ServerLink(const std::string& target) : stubs_(std::make_unique<Stubs>(target)) {}
ServerLink::~ServerLink() = default;

absl::StatusOr<scheduler::v1::ExchangeJobsResponse> GrpcJobSource::Exchange(
    const scheduler::v1::ExchangeJobsRequest& request) {
  const absl::Duration wait =
      absl::Seconds(request.wait().seconds()) + absl::Nanoseconds(request.wait().nanos());
  return OneTry(wait + kCallTime, rng_)
      .Call(*link_.stubs().scheduler, &SchedulerService::Stub::ExchangeJobs, request,
            rpc::ProveStation(identity_.key, identity_.station_id, identity_.epoch, request));
}

absl::StatusOr<printers::v1::HeartbeatResponse> GrpcJobSource::Heartbeat(
    const printers::v1::HeartbeatRequest& request) {
  return OneTry(kCallTime, rng_)
      .Call(*link_.stubs().printers, &PrintersService::Stub::Heartbeat, request,
            rpc::ProveStation(identity_.key, identity_.station_id, identity_.epoch, request));
}

absl::StatusOr<uint64_t> RegisterStation(const ServerLink& link, const StationIdentity& identity,
                                         const std::vector<std::string>& sites,
                                         const std::string& operator_name, IdSource& ids, Rng& rng) {
  if (sites.empty())
    return Told(absl::StatusCode::kInvalidArgument, "register: --site: sebutkan kantor yang dicetakkannya",
                "register: --site: got none, want the office it prints for");
  printers::v1::RegisterStationRequest request;
  request.set_request_id(ids.Next());
  printers::v1::Station& station = *request.mutable_station();
  station.set_station_id(identity.station_id);
  station.set_name(identity.station_id);
  station.set_office(sites.front());
  station.mutable_sites()->Assign(sites.begin(), sites.end());
  station.set_public_key(identity.key.public_key);
  rpc::CallOptions options;
  options.operator_name = operator_name;
  rpc::Caller caller(std::move(options), rng);
  ASSIGN_OR_RETURN(const printers::v1::RegisterStationResponse response,
                   caller.Call(*link.stubs().printers, &PrintersService::Stub::RegisterStation, request));
  return response.station().epoch();
}

// No station is ever at epoch 0, so the call is refused before anything happens, with the epoch that is wanted.
absl::StatusOr<uint64_t> AskEpoch(const ServerLink& link, const StationIdentity& identity, IdSource& ids,
                                  Rng& rng) {
  scheduler::v1::ExchangeJobsRequest request;
  request.set_request_id(ids.Next());
  request.set_station_id(identity.station_id);
  const auto answer = OneTry(kCallTime, rng)
                          .Call(*link.stubs().scheduler, &SchedulerService::Stub::ExchangeJobs, request,
                                rpc::ProveStation(identity.key, identity.station_id, 0, request));
  const uint64_t epoch = EpochIn(answer.status());
  if (epoch != 0) return epoch;
  return answer.ok() ? absl::InternalError("the server took a call of epoch 0") : answer.status();
}

}  // namespace blangko::printer
