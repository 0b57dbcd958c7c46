#include "services/reports/reports.h"

#include <string>
#include <vector>

#include "base/status_macros.h"
#include "services/destruction/holding_limit.h"
#include "services/incidents/incident_table.h"
#include "services/movements/case_limit.h"
#include "services/printers/station_table.h"
#include "services/records/backlog.h"
#include "services/reports/report_fold.h"
#include "services/stock/equation.h"

namespace blangko::reports {
namespace {

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
  return timestamp;
}

absl::Status AddStations(storage::Snapshot& snapshot, std::string_view prefix, absl::Time now,
                         v1::GetOverviewResponse& overview) {
  std::vector<StationPrinters> found;
  RETURN_IF_ERROR(printers::VisitStations(snapshot, "", [&](const printers::StationRow& station) {
    if (access::Covers(prefix, station.office())) found.push_back({station, {}});
    return true;
  }));
  for (StationPrinters& station : found) {
    ASSIGN_OR_RETURN(station.printers, printers::PrintersOf(snapshot, station.station.station_id()));
    AddStation(station, now, overview);
  }
  return absl::OkStatus();
}

// Cases to close, and cards to destroy.
absl::Status AddWhatWaits(storage::Snapshot& snapshot, std::string_view prefix, absl::Time now,
                          v1::GetOverviewResponse& overview) {
  ASSIGN_OR_RETURN(const movements::OpenCases cases, movements::CountOpenCases(snapshot, prefix, now));
  overview.set_open_case_count(cases.open);
  overview.set_overdue_case_count(cases.overdue);
  ASSIGN_OR_RETURN(const destruction::Kept kept, destruction::CountAllKept(snapshot, prefix, now));
  overview.set_overdue_card_count(kept.overdue);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::GetOverviewResponse> Reports::Overview(const access::Act& act,
                                                          const v1::GetOverviewRequest& request) {
  const std::string prefix = request.office().empty() ? act.actor.scope : request.office();
  RETURN_IF_ERROR(access::CheckScope(act.actor, prefix));
  const uint64_t revision = store_.DurableRevision();  // the snapshot is at least as new
  using Reply = v1::GetOverviewResponse;
  return storage::ViewFor<Reply>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<Reply> {
    Reply overview;
    *overview.mutable_time() = TimestampOf(act.now);
    overview.set_revision(revision);
    ASSIGN_OR_RETURN(const auto backlog, records::ReadBacklog(snapshot, placement_, prefix, act.now));
    AddBacklog(backlog, overview);
    ASSIGN_OR_RETURN(*overview.mutable_equation(), stock::ReadEquation(snapshot, prefix));
    *overview.mutable_equation()->mutable_at() = overview.time();
    *overview.mutable_balances() = overview.equation().total();
    RETURN_IF_ERROR(AddStations(snapshot, prefix, act.now, overview));
    ASSIGN_OR_RETURN(const incidents::OpenCount open, incidents::CountOpen(snapshot, prefix));
    overview.set_open_incident_count(open.count);
    if (open.count > 0) {
      *overview.mutable_oldest_incident_time() = TimestampOf(absl::FromUnixMicros(open.oldest_micros));
    }
    RETURN_IF_ERROR(AddWhatWaits(snapshot, prefix, act.now, overview));
    return overview;
  });
}

}  // namespace blangko::reports
