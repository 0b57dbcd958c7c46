// What the requests of the scheduler must look like. Pure; says nothing about state.
//
// Failure: INVALID_FIELD with field, got and want.
#pragma once

#include "absl/status/status.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::scheduler {

absl::Status ValidatePull(const v1::PullJobsRequest& request);
absl::Status ValidateStart(const v1::StartJobsRequest& request);
absl::Status ValidateExchange(const v1::ExchangeJobsRequest& request);
absl::Status ValidateReportOutcomes(const v1::ReportOutcomesRequest& request);
absl::Status ValidateRelease(const v1::ReleaseJobsRequest& request);
absl::Status ValidateResolve(const v1::ResolveJobRequest& request);
absl::Status ValidateReject(const v1::RejectCardRequest& request);

// One report; checked item by item, so that a bad one does not stop the others.
absl::Status ValidateReport(const v1::OutcomeReport& report);

}  // namespace blangko::scheduler
