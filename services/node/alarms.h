// Alarms: what waits for somebody in the whole store, as /metrics counts it at each scrape.
//
// Failure: a store that cannot be read counts as nothing waiting. Threads: any.
#pragma once

#include <cstdint>

#include "base/trusted_clock.h"
#include "services/destruction/holding_limit.h"
#include "services/incidents/incident_table.h"
#include "services/loans/loans.h"
#include "services/movements/case_limit.h"
#include "services/printers/supply_alarms.h"
#include "storage/store.h"

namespace blangko::node {

class Alarms {
 public:
  // Both outlive it.
  Alarms(storage::Store& store, const TrustedClock& clock) : store_(store), clock_(clock) {}

  printers::SupplyAlarms supplies() const;
  incidents::OpenCount open_incidents() const;
  double oldest_incident_seconds() const;  // 0 = none is open
  int64_t stations_quarantined() const;
  int64_t awaited_journals() const;      // after a restore
  destruction::Kept kept_cards() const;  // spoiled and withdrawn ones that are kept too long
  movements::OpenCases open_cases() const;
  loans::Waiting loans() const;  // overdue ones, and notices that nobody has seen

 private:
  storage::Store& store_;
  const TrustedClock& clock_;
};

}  // namespace blangko::node
