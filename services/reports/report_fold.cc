#include "services/reports/report_fold.h"

namespace blangko::reports {
namespace {

bool CardCameOut(records::v1::RecordState state) {
  return state == records::v1::RECORD_STATE_PRINTED || state == records::v1::RECORD_STATE_HANDED_OVER ||
         state == records::v1::RECORD_STATE_RECALLED || state == records::v1::RECORD_STATE_PRINTED_STALE;
}

}  // namespace

void AddBacklog(const records::v1::GetBacklogResponse& backlog, v1::GetOverviewResponse& overview) {
  *overview.mutable_backlog() = backlog.rows();
  overview.set_waiting_count(backlog.waiting_count());
  for (const records::v1::BacklogRow& row : backlog.rows()) {
    if (CardCameOut(row.state())) overview.set_printed_count(overview.printed_count() + row.count());
    if (row.state() == records::v1::RECORD_STATE_UNCERTAIN) {
      overview.set_uncertain_count(overview.uncertain_count() + row.count());
    }
  }
}

void AddStation(const StationPrinters& station, absl::Time now, v1::GetOverviewResponse& overview) {
  overview.set_station_count(overview.station_count() + 1);
  for (const printers::PrinterRow& printer : station.printers) {
    const bool works = printers::CheckUsable(station.station, printer).ok();
    const bool held = !printer.held_reason().empty();
    overview.set_printers_working(overview.printers_working() + (works ? 1 : 0));
    overview.set_printers_held(overview.printers_held() + (held ? 1 : 0));
    overview.set_cards_per_minute(overview.cards_per_minute() + printers::MeasuredPerHour(printer, now) / 60);
  }
}

}  // namespace blangko::reports
