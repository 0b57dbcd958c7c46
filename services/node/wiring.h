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
#include "services/node/config.h"
#include "services/node/metrics.h"
#include "services/node/waker.h"
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
  // Ends the waits of stations, before the server stops.
  void StopWaiting();

 private:
  struct Domains;
  std::vector<WakeStep> WorkSteps();  // what is due at records, attempts, proposals and lists
  std::vector<WakeStep> CareSteps();  // of the store: clock, keys, lists, old rows, seals
  explicit Graph(std::unique_ptr<Domains> domains);

  const std::unique_ptr<Domains> domains_;
};

}  // namespace blangko::node
