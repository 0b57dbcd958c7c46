// ReportBatch: what a station reports in one call, booked in as few commits as fit. Rows that all of it touches, those of
// the station, its printers and the heads of the log, are read and written once for a commit.
//
// A report that is refused leaves nothing behind, but for the quarantine that it led to; the others go in.
// Failure: storage errors alone; a refusal is an item's. Threads: borrows one Txn, or a Store.
#pragma once

#include <span>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/record_edit.h"
#include "services/scheduler/station_desk.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

using Reports = std::span<const v1::OutcomeReport* const>;
using Results = google::protobuf::RepeatedPtrField<v1::OutcomeResult>;

// Inside the caller's transaction, whose Txn in `work` is `meter`. The caller saves `desk`. `newest`: device time of the
// newest report of the call.
absl::Status BookTogether(MeteredTxn& meter, Work& work, StationDesk& desk, Reports reports,
                          absl::Time newest, Results& results);

// In commits of at most kOutcomesWithGrants; where these go over the budget of a commit, each report in one of its own.
absl::StatusOr<Results> BookApart(storage::Store& store, storage::HeadHint& heads, const access::Act& act,
                                  std::string_view station_id, Reports reports, absl::Time newest);

// More than one commit may read or write: nothing was changed, and less may fit.
bool IsOverBudget(const absl::Status& status);

}  // namespace blangko::scheduler
