// The lanes of an office under load: people who are entered one by one, and stations that print.
//
// Failure: the first refusal of the server; a job that a station was not permitted. Threads: as call_lanes.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/call_lanes.h"
#include "tests/bench/jobs_left.h"
#include "tests/bench/load_station.h"
#include "tests/support/office_client.h"

namespace blangko::bench {

using Lanes = std::vector<std::unique_ptr<CallLane>>;

// CreateRecord, one request after the other from `requests`, which outlive the lane.
std::unique_ptr<CallLane> NewEnqueueLane(const std::shared_ptr<grpc::Channel>& channel,
                                         std::vector<records::v1::CreateRecordRequest>& requests,
                                         JobsLeft& left);

// ExchangeJobs: the outcomes of the last jobs and the next ones with permission in one call; a cycle of one RPC.
std::unique_ptr<CallLane> NewExchangeLane(const std::shared_ptr<grpc::Channel>& channel, LoadStation& station,
                                          int batch, JobsLeft& left);

// PullJobs, StartJobs, ReportOutcomes of one job: a cycle of three RPCs.
std::unique_ptr<CallLane> NewThreeCallLane(const std::shared_ptr<grpc::Channel>& channel,
                                           LoadStation& station, JobsLeft& left);

}  // namespace blangko::bench
