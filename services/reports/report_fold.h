// Pure folds of reports: from rows to totals.
//
// Threads: pure.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "blangko/reports/v1/reports_service.pb.h"
#include "services/printers/printer.h"

namespace blangko::reports {

// Adds the rows of a backlog and their totals: waiting, printed and later, printed today, in doubt.
void AddBacklog(const records::v1::GetBacklogResponse& backlog, v1::GetOverviewResponse& overview);

// One station with its printers.
struct StationPrinters {
  printers::StationRow station;
  std::vector<printers::PrinterRow> printers;
};

// Adds each printer to one of working, held, silent and down, what all of them printed in the last minute, what those
// that work can do in an hour (printers/print_rate.h), and the alarms of ribbon and film.
void AddStation(const StationPrinters& station, absl::Time now, v1::GetOverviewResponse& overview);

}  // namespace blangko::reports
