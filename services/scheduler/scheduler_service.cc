#include "services/scheduler/scheduler_service.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "services/records/record_view.h"
#include "services/rpc/handle_call.h"
#include "services/rpc/paging.h"
#include "services/scheduler/doubts.h"
#include "services/scheduler/lanes.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policies.h"
#include "services/scheduler/policy_view.h"
#include "services/scheduler/presets.h"
#include "services/scheduler/scheduler.h"
#include "services/scheduler/wire_time.h"

namespace blangko::scheduler {
namespace {

using access::Act;
using grpc::ServerContext;

class Service final : public v1::SchedulerService::Service {
 public:
  Service(const SchedulerDomains& domains, const rpc::Rpc& rpc)
      : scheduler_(domains.scheduler),
        doubts_(domains.doubts),
        policies_(domains.policies),
        lanes_(domains.lanes),
        rpc_(rpc) {}

  grpc::Status GetPolicy(ServerContext* context, const v1::GetPolicyRequest* request,
                         v1::GetPolicyResponse* response) override {
    return rpc_.Handle(context, "scheduler.get_policy", *request, [&](const Act& act) -> absl::Status {
      const absl::Time at = request->has_at() ? absl::FromUnixMicros(FromWire(request->at())) : act.now;
      ASSIGN_OR_RETURN(const rows::v1::Policy policy, scheduler_.GetPolicy(act, request->office(), at));
      *response->mutable_policy() = ViewOf(policy);
      return absl::OkStatus();
    });
  }

  grpc::Status SetPolicy(ServerContext* context, const v1::SetPolicyRequest* request,
                         v1::SetPolicyResponse* response) override {
    return rpc_.Handle(context, "scheduler.set_policy", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, policies_.Set(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPolicies(ServerContext* context, const v1::ListPoliciesRequest* request,
                            v1::ListPoliciesResponse* response) override {
    return rpc_.Handle(context, "scheduler.list_policies", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, {kPageDefault, kPageMax}));
      uint64_t before = 0;
      if (!page.after.empty() && !absl::SimpleAtoi(page.after, &before))
        return absl::InternalError("policies: a page token that was not made here");
      ASSIGN_OR_RETURN(const auto listed, policies_.List(act, request->office(), before, page.size));
      for (const rows::v1::Policy& policy : listed) *response->add_policies() = ViewOf(policy);
      const bool more = listed.size() == page.size && listed.back().version() > 1;
      response->set_next_page_token(
          rpc::NextPageToken(page, more ? absl::StrCat(listed.back().version()) : ""));
      return absl::OkStatus();
    });
  }

  grpc::Status ListPresets(ServerContext* context, const v1::ListPresetsRequest* request,
                           v1::ListPresetsResponse* response) override {
    return rpc_.Handle(context, "scheduler.list_presets", *request, [&](const Act&) -> absl::Status {
      for (const rows::v1::Policy& preset : Presets()) *response->add_presets() = ViewOf(preset);
      return absl::OkStatus();
    });
  }

  grpc::Status PreviewPolicy(ServerContext* context, const v1::PreviewPolicyRequest* request,
                             v1::PreviewPolicyResponse* response) override {
    return rpc_.Handle(context, "scheduler.get_policy_preview", *request,
                       [&](const Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response->mutable_preview(), policies_.Preview(act, *request));
                         return absl::OkStatus();
                       });
  }

  grpc::Status GetDispatchState(ServerContext* context, const v1::GetDispatchStateRequest* request,
                                v1::GetDispatchStateResponse* response) override {
    return rpc_.Handle(context, "scheduler.get_dispatch_state", *request,
                       [&](const Act& act) -> absl::Status {
                         ASSIGN_OR_RETURN(*response->mutable_state(), policies_.State(act, request->site()));
                         return absl::OkStatus();
                       });
  }

  grpc::Status SetLane(ServerContext* context, const v1::SetLaneRequest* request,
                       v1::SetLaneResponse* response) override {
    return rpc_.Handle(context, "scheduler.set_lane", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_record(), lanes_.Set(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListLaneMarks(ServerContext* context, const v1::ListLaneMarksRequest* request,
                             v1::ListLaneMarksResponse* response) override {
    return rpc_.Handle(context, "scheduler.list_lane_marks", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, {kPageDefault, kPageMax}));
      ASSIGN_OR_RETURN(const Lanes::Listed listed, lanes_.List(act, *request, page.size, page.after));
      response->mutable_marks()->Assign(listed.marks.begin(), listed.marks.end());
      response->set_next_page_token(rpc::NextPageToken(page, listed.last));
      return absl::OkStatus();
    });
  }

  grpc::Status MarkPresent(ServerContext* context, const v1::MarkPresentRequest* request,
                           v1::MarkPresentResponse* response) override {
    return rpc_.Handle(context, "scheduler.mark_present", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response->mutable_record(), lanes_.MarkPresent(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status PullJobs(ServerContext* context, const v1::PullJobsRequest* request,
                        v1::PullJobsResponse* response) override {
    return rpc_.Handle(context, "scheduler.pull", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Pull(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status StartJobs(ServerContext* context, const v1::StartJobsRequest* request,
                         v1::StartJobsResponse* response) override {
    return rpc_.Handle(context, "scheduler.start", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Start(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ExchangeJobs(ServerContext* context, const v1::ExchangeJobsRequest* request,
                            v1::ExchangeJobsResponse* response) override {
    return rpc_.Handle(context, "scheduler.exchange", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Exchange(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReportOutcomes(ServerContext* context, const v1::ReportOutcomesRequest* request,
                              v1::ReportOutcomesResponse* response) override {
    return rpc_.Handle(context, "scheduler.report", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Report(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ReleaseJobs(ServerContext* context, const v1::ReleaseJobsRequest* request,
                           v1::ReleaseJobsResponse* response) override {
    return rpc_.Handle(context, "scheduler.release", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Release(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ListJobs(ServerContext* context, const v1::ListJobsRequest* request,
                        v1::ListJobsResponse* response) override {
    return rpc_.Handle(context, "scheduler.list_jobs", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const rpc::Page page, rpc::ReadPage(*request, {kPageDefault, kPageMax}));
      ASSIGN_OR_RETURN(Scheduler::ListedJobs listed,
                       scheduler_.ListJobs(act, *request, page.size, page.after));
      response->mutable_jobs()->Assign(listed.jobs.begin(), listed.jobs.end());
      response->set_next_page_token(rpc::NextPageToken(page, listed.last));
      return absl::OkStatus();
    });
  }

  grpc::Status ResolveJob(ServerContext* context, const v1::ResolveJobRequest* request,
                          v1::ResolveJobResponse* response) override {
    return rpc_.Handle(context, "scheduler.resolve", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, doubts_.Resolve(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status RejectCard(ServerContext* context, const v1::RejectCardRequest* request,
                          v1::RejectCardResponse* response) override {
    return rpc_.Handle(context, "scheduler.reject", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(const records::RecordRow record, scheduler_.RejectCard(act, *request));
      *response->mutable_record() = records::BasicView(record);
      return absl::OkStatus();
    });
  }

  grpc::Status VoidAttempts(ServerContext* context, const v1::VoidAttemptsRequest* request,
                            v1::VoidAttemptsResponse* response) override {
    return rpc_.Handle(context, "scheduler.void", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, doubts_.Void(act, *request));
      return absl::OkStatus();
    });
  }

  grpc::Status ExplainRecord(ServerContext* context, const v1::ExplainRecordRequest* request,
                             v1::ExplainRecordResponse* response) override {
    return rpc_.Handle(context, "scheduler.get_explanation", *request, [&](const Act& act) -> absl::Status {
      ASSIGN_OR_RETURN(*response, scheduler_.Explain(act, *request));
      return absl::OkStatus();
    });
  }

 private:
  Scheduler& scheduler_;
  Doubts& doubts_;
  Policies& policies_;
  Lanes& lanes_;
  const rpc::Rpc& rpc_;
};

}  // namespace

rpc::ServicePtr MakeSchedulerService(const SchedulerDomains& domains, const rpc::Rpc& rpc) {
  return std::make_shared<Service>(domains, rpc);
}

}  // namespace blangko::scheduler
