#include "services/printers/supply_alarms.h"

#include <vector>

#include "base/status_macros.h"
#include "services/printers/health.h"
#include "services/printers/station_table.h"
#include "services/printers/supplies.h"

namespace blangko::printers {

void AddAlarms(const StationRow& station, const PrinterRow& printer, absl::Time now, SupplyAlarms& alarms) {
  if (HealthOf(station, printer, now) == v1::PRINTER_HEALTH_SILENT || IsSilent(station, now)) return;
  if (SupplyIsLow(printer)) ++alarms.low;
  if (!EmptySupply(printer).empty()) ++alarms.empty;
}

absl::StatusOr<SupplyAlarms> CountAlarms(storage::Snapshot& snapshot, absl::Time now) {
  std::vector<StationRow> stations;
  RETURN_IF_ERROR(VisitStations(snapshot, "", [&](const StationRow& station) {
    stations.push_back(station);
    return true;
  }));
  SupplyAlarms alarms;
  for (const StationRow& station : stations) {
    ASSIGN_OR_RETURN(const std::vector<PrinterRow> printers, PrintersOf(snapshot, station.station_id()));
    for (const PrinterRow& printer : printers) AddAlarms(station, printer, now, alarms);
  }
  return alarms;
}

}  // namespace blangko::printers
