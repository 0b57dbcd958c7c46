#include "services/scheduler/report_batch.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/outcome_book.h"

namespace blangko::scheduler {
namespace {

constexpr char kReport[] = "scheduler.report";

// What was refused leaves nothing behind, but for the quarantine that it led to.
bool LeavesTraces(const absl::StatusOr<v1::OutcomeResult>& made, const StationDesk& desk) {
  return made.ok() || desk.was_put_in_quarantine();
}

// Reports that are booked in one commit, and what came of them.
struct Part {
  Reports reports;
  Results results;
  absl::Status status;
};

// Where and for whom.
struct Place {
  storage::Store& store;
  storage::HeadHint& heads;
  const access::Act& act;
  std::string_view station_id;
  absl::Time newest;
};

absl::Status BookPart(storage::Txn& txn, const Place& place, Part& part) {
  MeteredTxn meter(txn, place.store.limits());
  part.results.Clear();
  ASSIGN_OR_RETURN(StationDesk desk, StationDesk::Open(meter, place.act, place.station_id));
  PolicyCache policies(meter, place.act.now);
  Work work{meter, &place.heads, place.act, policies};
  RETURN_IF_ERROR(BookTogether(meter, work, desk, part.reports, place.newest, part.results));
  desk.Save();
  return absl::OkStatus();
}

std::vector<Part> PartsOf(Reports reports, size_t together) {
  std::vector<Part> parts;
  for (; !reports.empty(); reports = reports.subspan(parts.back().reports.size())) {
    parts.push_back({reports.first(std::min(together, reports.size())), {}, {}});
  }
  return parts;
}

std::vector<Part> BookInParts(const Place& place, Reports reports, size_t together) {
  std::vector<Part> parts = PartsOf(reports, together);
  std::vector<storage::Store::Body> bodies;
  bodies.reserve(parts.size());
  for (Part& part : parts) {
    bodies.push_back([&place, &part](storage::Txn& txn) { return BookPart(txn, place, part); });
  }
  const std::vector<absl::Status> statuses = place.store.UpdateEach(kReport, bodies);
  for (size_t i = 0; i < parts.size(); ++i) parts[i].status = statuses[i];
  return parts;
}

// Who may not speak for the station at all is refused report by report, as if each had come alone.
absl::Status AddRefused(const Part& part, Results& results) {
  for (const v1::OutcomeReport* report : part.reports) {
    ASSIGN_OR_RETURN(*results.Add(), ItemOf(*report, part.status));
  }
  return absl::OkStatus();
}

}  // namespace

bool IsOverBudget(const absl::Status& status) {
  return absl::IsResourceExhausted(status) && ReasonOf(status).empty();
}

absl::Status BookTogether(MeteredTxn& meter, Work& work, StationDesk& desk, Reports reports,
                          absl::Time newest, Results& results) {
  OutcomeBook book(work, desk, newest);
  for (const v1::OutcomeReport* report : reports) {
    meter.Begin();
    const absl::StatusOr<v1::OutcomeResult> made = book.Book(*report);
    if (LeavesTraces(made, desk)) {
      meter.Keep();
    } else {
      meter.Drop();
    }
    ASSIGN_OR_RETURN(*results.Add(), ItemOf(*report, made));
  }
  return absl::OkStatus();
}

absl::StatusOr<Results> BookApart(storage::Store& store, storage::HeadHint& heads, const access::Act& act,
                                  std::string_view station_id, Reports reports, absl::Time newest) {
  const Place place{store, heads, act, station_id, newest};
  Results results;
  for (const Part& part : BookInParts(place, reports, kOutcomesWithGrants)) {
    if (part.status.ok()) {
      results.MergeFrom(part.results);
    } else if (IsOverBudget(part.status) && part.reports.size() > 1) {
      for (const Part& alone : BookInParts(place, part.reports, 1)) {
        if (!alone.status.ok()) RETURN_IF_ERROR(AddRefused(alone, results));
        if (alone.status.ok()) results.MergeFrom(alone.results);
      }
    } else {
      RETURN_IF_ERROR(AddRefused(part, results));
    }
  }
  return results;
}

}  // namespace blangko::scheduler
