// Wiring: builds the graph of a node over one store: domains, the ports between them, the services and the steps of
// the waker. The only place that knows who is connected to whom.
//
// The scheduler fills what records asks for from above (class and place, the blank of a grant); every change that may
// give work wakes the stations that wait for it.
// Failure: storage errors from making the store's identity.
// Threads: build on one thread; what is built may be used from any.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/ids.h"
#include "base/rng.h"
#include "base/trusted_clock.h"
#include "services/destruction/holding_limit.h"
#include "services/incidents/incident_table.h"
#include "services/loans/loans.h"
#include "services/node/config.h"
#include "services/node/metrics.h"
#include "services/node/waker.h"
#include "services/printers/supply_alarms.h"
#include "services/rpc/server.h"
#include "storage/store.h"

namespace blangko::node {

// What the graph is built on; all outlive it.
struct GraphParts {
  const Config* config = nullptr;  // complete (WithDefaults)
  TrustedClock* clock = nullptr;
  Rng* rng = nullptr;
  storage::Store* store = nullptr;
  Metrics* metrics = nullptr;
};

class Graph {
 public:
  static absl::StatusOr<std::unique_ptr<Graph>> Build(const GraphParts& parts);
  ~Graph();

  // The services that the configuration names.
  std::vector<rpc::HostedService> Services() const;
  std::vector<WakeStep> WakeSteps();

  size_t pull_waiters() const;
  // None while the store cannot be read.
  printers::SupplyAlarms supply_alarms() const;
  incidents::OpenCount open_incidents() const;
  double oldest_incident_seconds() const;  // 0 = none is open
  int64_t stations_quarantined() const;
  int64_t awaited_journals() const;  // after a restore; 0 also while the store cannot be read
  // Spoiled and withdrawn cards that are kept too long; zeros while the store cannot be read.
  destruction::Kept kept_cards() const;
  // Overdue loans, and notices that nobody has seen; zeros while the store cannot be read.
  loans::Waiting waiting_of_loans() const;
  // Ends the waits of stations, before the server stops.
  void StopWaiting();

 private:
  struct Domains;
  explicit Graph(std::unique_ptr<Domains> domains);

  const std::unique_ptr<Domains> domains_;
};

}  // namespace blangko::node
