#include "tests/bench/office_lanes.h"

#include <utility>

#include "base/status_macros.h"
#include "tests/bench/unary_lane.h"

namespace blangko::bench {
namespace {

using support::RecordsStub;
using support::SchedulerStub;

class EnqueueLane : public UnaryLane {
 public:
  EnqueueLane(const std::shared_ptr<grpc::Channel>& channel,
              std::vector<records::v1::CreateRecordRequest>& requests, JobsLeft& left)
      : stub_(records::v1::RecordsService::NewStub(channel)), requests_(requests), left_(left) {}

  bool Begin(grpc::CompletionQueue& queue) override {
    if (left_.Take(1) == 0) return false;
    request_ = std::move(requests_.back());
    requests_.pop_back();
    Send(queue, *stub_, &RecordsStub::AsyncCreateRecord, request_, response_, nullptr);
    return true;
  }

  absl::StatusOr<int64_t> End() override {
    RETURN_IF_ERROR(Answered());
    return 1;
  }

 private:
  const std::unique_ptr<RecordsStub> stub_;
  std::vector<records::v1::CreateRecordRequest>& requests_;
  JobsLeft& left_;
  records::v1::CreateRecordRequest request_;
  records::v1::CreateRecordResponse response_;
};

class ExchangeLane : public UnaryLane {
 public:
  ExchangeLane(const std::shared_ptr<grpc::Channel>& channel, LoadStation& station, int batch, JobsLeft& left)
      : stub_(scheduler::v1::SchedulerService::NewStub(channel)),
        station_(station),
        batch_(batch),
        left_(left) {}

  bool Begin(grpc::CompletionQueue& queue) override {
    asked_ = left_.Take(batch_);
    if (asked_ == 0 && held_.empty()) return false;
    request_ = station_.ExchangeOf(held_, asked_);
    Send(queue, *stub_, &SchedulerStub::AsyncExchangeJobs, request_, response_, &station_);
    return true;
  }

  absl::StatusOr<int64_t> End() override {
    RETURN_IF_ERROR(Answered());
    RETURN_IF_ERROR(CheckBooked());
    const auto done = static_cast<int64_t>(held_.size());
    held_.assign(response_.jobs().begin(), response_.jobs().end());
    if (asked_ > 0 && held_.empty())
      return absl::InternalError("bench: no jobs, " + response_.empty_reason());
    left_.GiveBack(asked_ - static_cast<int64_t>(held_.size()));
    return done;
  }

 private:
  absl::Status CheckBooked() const {
    for (const auto& result : response_.results()) {
      if (!result.booked()) return absl::InternalError("bench: not booked, " + result.error_message());
    }
    return absl::OkStatus();
  }

  const std::unique_ptr<SchedulerStub> stub_;
  LoadStation& station_;
  const int batch_;
  JobsLeft& left_;
  int asked_ = 0;
  Jobs held_;
  scheduler::v1::ExchangeJobsRequest request_;
  scheduler::v1::ExchangeJobsResponse response_;
};

class ThreeCallLane : public UnaryLane {
 public:
  ThreeCallLane(const std::shared_ptr<grpc::Channel>& channel, LoadStation& station, JobsLeft& left)
      : stub_(scheduler::v1::SchedulerService::NewStub(channel)), station_(station), left_(left) {}

  bool Begin(grpc::CompletionQueue& queue) override {
    switch (step_) {
      case Step::kPull: return Pull(queue);
      case Step::kStart:
        start_ = station_.StartOf(jobs_);
        Send(queue, *stub_, &SchedulerStub::AsyncStartJobs, start_, started_, &station_);
        return true;
      case Step::kReport:
        report_ = station_.ReportOf(jobs_);
        Send(queue, *stub_, &SchedulerStub::AsyncReportOutcomes, report_, reported_, &station_);
        return true;
    }
    return false;
  }

  absl::StatusOr<int64_t> End() override {
    RETURN_IF_ERROR(Answered());
    switch (step_) {
      case Step::kPull: return Pulled();
      case Step::kStart: return Started();
      case Step::kReport: return Reported();
    }
    return 0;
  }

 private:
  enum class Step { kPull, kStart, kReport };

  bool Pull(grpc::CompletionQueue& queue) {
    if (left_.Take(1) == 0) return false;
    pull_ = station_.PullOf(1);
    Send(queue, *stub_, &SchedulerStub::AsyncPullJobs, pull_, pulled_, &station_);
    return true;
  }
  absl::StatusOr<int64_t> Pulled() {
    jobs_.assign(pulled_.jobs().begin(), pulled_.jobs().end());
    if (jobs_.empty()) return absl::InternalError("bench: no job, " + pulled_.empty_reason());
    step_ = Step::kStart;
    return 0;
  }
  absl::StatusOr<int64_t> Started() {
    if (!started_.items(0).permitted()) {
      return absl::InternalError("bench: not permitted, " + started_.items(0).error().message());
    }
    step_ = Step::kReport;
    return 0;
  }
  absl::StatusOr<int64_t> Reported() {
    if (!reported_.results(0).booked()) {
      return absl::InternalError("bench: not booked, " + reported_.results(0).error_message());
    }
    step_ = Step::kPull;
    return 1;
  }

  const std::unique_ptr<SchedulerStub> stub_;
  LoadStation& station_;
  JobsLeft& left_;
  Step step_ = Step::kPull;
  Jobs jobs_;
  scheduler::v1::PullJobsRequest pull_;
  scheduler::v1::PullJobsResponse pulled_;
  scheduler::v1::StartJobsRequest start_;
  scheduler::v1::StartJobsResponse started_;
  scheduler::v1::ReportOutcomesRequest report_;
  scheduler::v1::ReportOutcomesResponse reported_;
};

}  // namespace

std::unique_ptr<CallLane> NewEnqueueLane(const std::shared_ptr<grpc::Channel>& channel,
                                         std::vector<records::v1::CreateRecordRequest>& requests,
                                         JobsLeft& left) {
  return std::make_unique<EnqueueLane>(channel, requests, left);
}

std::unique_ptr<CallLane> NewExchangeLane(const std::shared_ptr<grpc::Channel>& channel, LoadStation& station,
                                          int batch, JobsLeft& left) {
  return std::make_unique<ExchangeLane>(channel, station, batch, left);
}

std::unique_ptr<CallLane> NewThreeCallLane(const std::shared_ptr<grpc::Channel>& channel,
                                           LoadStation& station, JobsLeft& left) {
  return std::make_unique<ThreeCallLane>(channel, station, left);
}

}  // namespace blangko::bench
