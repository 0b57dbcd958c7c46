#include "services/printers/station_api.h"

#include "services/printers/health.h"
#include "services/printers/print_rate.h"
#include "services/printers/supplies.h"

namespace blangko::printers {

v1::StationQuarantine ToApi(const QuarantineRow& row) {
  v1::StationQuarantine quarantine;
  quarantine.mutable_time()->set_seconds(row.since_micros() / 1'000'000);
  quarantine.mutable_time()->set_nanos(static_cast<int32_t>(row.since_micros() % 1'000'000 * 1000));
  quarantine.set_reason(row.reason());
  quarantine.set_seq(row.seq());
  quarantine.set_held_digest(row.held_digest());
  quarantine.set_said_digest(row.said_digest());
  return quarantine;
}

v1::Station ToApi(const StationRow& station, absl::Time now) {
  v1::Station api;
  api.set_station_id(station.station_id());
  api.set_name(station.name());
  api.set_office(station.office());
  *api.mutable_sites() = station.sites();
  api.set_public_key(station.public_key());
  api.set_epoch(station.epoch());
  api.set_enabled(station.enabled());
  if (station.heartbeat_micros() != 0) {
    api.mutable_heartbeat_time()->set_seconds(station.heartbeat_micros() / 1'000'000);
    api.mutable_heartbeat_time()->set_nanos(
        static_cast<int32_t>(station.heartbeat_micros() % 1'000'000 * 1000));
  }
  api.set_last_seq(station.last_seq());
  api.set_version(station.version());
  api.set_application_version(station.application_version());
  const auto age = HeartbeatAge(station, now);
  if (age.has_value()) api.set_heartbeat_age_seconds(absl::ToInt64Seconds(*age));
  api.set_silent(IsSilent(station, now));
  if (station.has_quarantine()) *api.mutable_quarantine() = ToApi(station.quarantine());
  return api;
}

v1::Printer ToApi(const StationRow& station, const PrinterRow& printer, const Moment& moment) {
  v1::Printer api;
  api.set_station_id(printer.station_id());
  api.set_printer_id(printer.printer_id());
  api.set_driver(printer.driver());
  api.set_state(static_cast<v1::PrinterState>(printer.state()));
  *api.mutable_reasons() = printer.reasons();
  api.set_held_reason(printer.held_reason());
  api.set_duty_limit_per_day(printer.duty_limit_per_day());
  api.set_duty_count(DutyOf(printer, moment.day));
  api.set_nominal_per_hour(printer.nominal_per_hour());
  api.set_measured_per_hour(MeasuredPerHour(printer, moment.now));
  api.set_printed_count(printer.cards_printed());
  api.set_window(printer.window());
  api.set_looks_count(printer.looks());
  api.set_permitted_count(printer.permits());
  api.set_spoils_in_a_row(static_cast<int32_t>(printer.spoils_in_a_row()));
  *api.mutable_blank_types() = printer.blank_types();
  api.set_health(HealthOf(station, printer, moment.now));
  const auto age = HeartbeatAge(station, moment.now);
  if (age.has_value()) api.set_heartbeat_age_seconds(absl::ToInt64Seconds(*age));
  api.set_cards_last_minute(CardsInLastMinute(printer, moment.now));
  api.set_printed_today_count(PrintedOn(printer, moment.day));
  FillSupplies(printer, api);
  return api;
}

}  // namespace blangko::printers
