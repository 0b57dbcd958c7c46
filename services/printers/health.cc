#include "services/printers/health.h"

#include <algorithm>

namespace blangko::printers {
namespace {

bool IsNamed(const StationRow& station, const PrinterRow& printer) {
  const auto& heard = station.heard_printers();
  return heard.empty() || std::find(heard.begin(), heard.end(), printer.printer_id()) != heard.end();
}

}  // namespace

std::optional<absl::Duration> HeartbeatAge(const StationRow& station, absl::Time now) {
  if (station.heartbeat_micros() == 0) return std::nullopt;
  return std::max(now - absl::FromUnixMicros(station.heartbeat_micros()), absl::ZeroDuration());
}

bool IsSilent(const StationRow& station, absl::Time now) {
  const std::optional<absl::Duration> age = HeartbeatAge(station, now);
  return !age.has_value() || *age > kSilentAfter;
}

v1::PrinterHealth HealthOf(const StationRow& station, const PrinterRow& printer, absl::Time now) {
  const bool held = !station.enabled() || !CheckTrusted(station).ok() || !printer.held_reason().empty();
  if (held) return v1::PRINTER_HEALTH_HELD;
  if (IsSilent(station, now) || !IsNamed(station, printer)) return v1::PRINTER_HEALTH_SILENT;
  return CheckUsable(station, printer).ok() ? v1::PRINTER_HEALTH_HEALTHY : v1::PRINTER_HEALTH_DOWN;
}

}  // namespace blangko::printers
