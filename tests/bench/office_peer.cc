#include "tests/bench/office_peer.h"

#include <algorithm>

#include "base/status_macros.h"
#include "tests/bench/cpu_meter.h"
#include "tests/bench/thread_lanes.h"

namespace blangko::bench {
namespace {

constexpr int kConnectionsMax = 8;

std::vector<std::shared_ptr<grpc::Channel>> OpenChannels(const OfficeUnderLoad& office, int clients) {
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < std::min(clients, kConnectionsMax); ++i) channels.push_back(office.NewChannel());
  return channels;
}

absl::StatusOr<Tally> RunLanes(const Lanes& lanes) {
  std::vector<CallLane*> pointers;
  for (const auto& lane : lanes) pointers.push_back(lane.get());
  return RunCallLanes(pointers);
}

bool ByLists(Work work, const Load& load) {
  return work == Work::kImport || (work == Work::kEnqueue && load.batch > 1);
}

}  // namespace

absl::Status OfficePeer::Start() {
  ASSIGN_OR_RETURN(office_, OfficeUnderLoad::Open(program_, clients_));
  channels_ = OpenChannels(*office_, clients_);
  return absl::OkStatus();
}

absl::Status OfficePeer::Prepare(Work work, const Load& load) {
  if (work == Work::kCycle || work == Work::kThreeCalls) return office_->Fill(load.jobs);
  if (ByLists(work, load)) {
    PrepareLists(load);
    return absl::OkStatus();
  }
  requests_.clear();
  for (int64_t i = 0; i < load.jobs; ++i) {
    requests_.push_back(office_->applicants().NextRequest());
    requests_.back().set_request_id(office_->office().NewRequestId());
  }
  return absl::OkStatus();
}

void OfficePeer::PrepareLists(const Load& load) {
  lists_.clear();
  for (int64_t rows = load.jobs; rows > 0; rows -= load.batch) {
    lists_.push_back(office_->applicants().NextList(std::min<int64_t>(rows, load.batch)));
  }
}

absl::StatusOr<Tally> OfficePeer::RunLists(const Load& load) {
  return RunThreads(load.clients, lists_.size(), [&](size_t number) -> absl::StatusOr<int64_t> {
    ASSIGN_OR_RETURN(const auto reply, office_->office().Import(kRegency, lists_[number]));
    if (reply.import().added_count() == 0) return absl::InternalError("bench: the list added nothing");
    return reply.import().added_count();
  });
}

Lanes OfficePeer::LanesOf(Work work, const Load& load, JobsLeft& left) {
  Lanes lanes;
  for (int client = 0; client < load.clients; ++client) {
    const auto& channel = channels_[static_cast<size_t>(client) % channels_.size()];
    LoadStation& station = office_->stations()[static_cast<size_t>(client)];
    switch (work) {
      case Work::kCycle: lanes.push_back(NewExchangeLane(channel, station, load.batch, left)); break;
      case Work::kThreeCalls: lanes.push_back(NewThreeCallLane(channel, station, left)); break;
      default: lanes.push_back(NewEnqueueLane(channel, requests_, left)); break;
    }
  }
  return lanes;
}

absl::StatusOr<Point> OfficePeer::Run(Work work, const Load& load) {
  JobsLeft left(load.jobs);
  const Lanes lanes = ByLists(work, load) ? Lanes() : LanesOf(work, load, left);
  const CpuMeter meter(office_->server_pid());
  ASSIGN_OR_RETURN(const Tally tally, lanes.empty() ? RunLists(load) : RunLanes(lanes));
  return PointOf(tally, meter.Read());
}

absl::StatusOr<Point> RunExchange(OfficeUnderLoad& office, const Load& load) {
  JobsLeft left(load.jobs);
  const auto channels = OpenChannels(office, load.clients);
  Lanes lanes;
  for (int client = 0; client < load.clients; ++client) {
    const auto at = static_cast<size_t>(client);
    lanes.push_back(NewExchangeLane(channels[at % channels.size()], office.stations()[at], load.batch, left));
  }
  const CpuMeter meter(office.server_pid());
  ASSIGN_OR_RETURN(const Tally tally, RunLanes(lanes));
  return PointOf(tally, meter.Read());
}

}  // namespace blangko::bench
