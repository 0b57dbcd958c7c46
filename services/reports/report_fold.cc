#include "services/reports/report_fold.h"

#include "services/printers/health.h"
#include "services/printers/print_rate.h"
#include "services/printers/supply_alarms.h"

namespace blangko::reports {
namespace {

bool CardCameOut(records::v1::RecordState state) {
  return state == records::v1::RECORD_STATE_PRINTED || state == records::v1::RECORD_STATE_HANDED_OVER ||
         state == records::v1::RECORD_STATE_RECALLED || state == records::v1::RECORD_STATE_PRINTED_STALE;
}

void AddHealth(printers::v1::PrinterHealth health, v1::GetOverviewResponse& overview) {
  switch (health) {
    case printers::v1::PRINTER_HEALTH_HEALTHY:
      return overview.set_printers_working(overview.printers_working() + 1);
    case printers::v1::PRINTER_HEALTH_HELD: return overview.set_printers_held(overview.printers_held() + 1);
    case printers::v1::PRINTER_HEALTH_SILENT:
      return overview.set_printers_silent(overview.printers_silent() + 1);
    default: return overview.set_printers_down(overview.printers_down() + 1);
  }
}

}  // namespace

void AddBacklog(const records::v1::GetBacklogResponse& backlog, v1::GetOverviewResponse& overview) {
  *overview.mutable_backlog() = backlog.rows();
  overview.set_waiting_count(backlog.waiting_count());
  overview.set_printed_today_count(backlog.printed_today_count());
  for (const records::v1::BacklogRow& row : backlog.rows()) {
    if (CardCameOut(row.state())) overview.set_printed_count(overview.printed_count() + row.count());
    if (row.state() == records::v1::RECORD_STATE_UNCERTAIN) {
      overview.set_uncertain_count(overview.uncertain_count() + row.count());
    }
  }
}

void AddStation(const StationPrinters& station, absl::Time now, v1::GetOverviewResponse& overview) {
  const bool silent = printers::IsSilent(station.station, now);
  overview.set_station_count(overview.station_count() + 1);
  overview.set_stations_silent(overview.stations_silent() + (silent ? 1 : 0));
  const bool quarantined = station.station.has_quarantine();
  overview.set_stations_quarantined(overview.stations_quarantined() + (quarantined ? 1 : 0));
  printers::SupplyAlarms alarms{overview.printers_supply_low(), overview.printers_supply_empty()};
  for (const printers::PrinterRow& printer : station.printers) {
    const auto health = printers::HealthOf(station.station, printer, now);
    AddHealth(health, overview);
    printers::AddAlarms(station.station, printer, now, alarms);
    const double per_hour = printers::MeasuredPerHour(printer, now);
    const bool works = health == printers::v1::PRINTER_HEALTH_HEALTHY;
    overview.set_measured_per_hour(overview.measured_per_hour() + (works ? per_hour : 0));
    overview.set_cards_per_minute(overview.cards_per_minute() + printers::CardsInLastMinute(printer, now));
  }
  overview.set_printers_supply_low(alarms.low);
  overview.set_printers_supply_empty(alarms.empty);
}

}  // namespace blangko::reports
