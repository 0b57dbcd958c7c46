// JobList reads pages of jobs by state, site by site, for ListJobs.
//
// Order: site, state, class, generation, place in the line. A job that does not move is seen exactly once.
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/records/record_table.h"
#include "storage/layers/line.h"
#include "storage/txn.h"

namespace blangko::scheduler {

class JobList {
 public:
  // GRANTED, STARTED, OFFLINE and UNCERTAIN when the request names no states.
  JobList(storage::Snapshot& snapshot, const v1::ListJobsRequest& request, size_t limit);

  // Jobs of the sites in `scope`, after the key `after`.
  absl::Status Run(std::string_view scope, std::string_view after);

  std::vector<v1::JobSummary> TakeJobs() { return std::move(jobs_); }
  // Key of the last job of a full page; empty = there are no more.
  const std::string& last() const { return last_; }

 private:
  absl::StatusOr<std::vector<std::string>> Sites(std::string_view scope);
  absl::StatusOr<std::vector<storage::LineId>> LinesOf(const std::string& site);
  absl::Status ReadLine(const storage::LineId& line, std::string_view after);
  absl::StatusOr<bool> Add(const std::string& record_id);

  storage::Snapshot& snapshot_;
  const v1::ListJobsRequest& request_;
  const size_t limit_;
  std::vector<uint64_t> states_;
  std::vector<v1::JobSummary> jobs_;
  std::string last_;
};

}  // namespace blangko::scheduler
