// Node: a running node: store, graph, gRPC server, waker, metrics. Started in that order, stopped in the other.
//
// Failure: what Start cannot do it says with what to do about it; then nothing is left running.
// Threads: Start and Stop from one thread.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/trusted_clock.h"
#include "services/node/alarms.h"
#include "services/node/config.h"
#include "services/node/metrics.h"
#include "services/node/waker.h"
#include "services/node/wiring.h"
#include "services/rpc/server.h"
#include "storage/open_store.h"
#include "storage/store.h"

namespace blangko::node {

class Node {
 public:
  // `config` is complete and checked. `clock` and `rng` outlive the node.
  static absl::StatusOr<std::unique_ptr<Node>> Start(const Config& config, const Clock& clock, Rng& rng);
  ~Node();

  int port() const { return server_->port(); }
  // 0 when metrics are off.
  int metrics_port() const { return metrics_port_; }
  // "127.0.0.1:7070", with the port that was really taken.
  std::string address() const;

  // NOT_SERVING, no new calls, `grace` for those under way, then everything is closed. Safe to call again.
  void Stop(absl::Duration grace);

  // For tests: the store behind the node, and one turn of the waker.
  storage::Store& store() { return *store_; }
  Waker& waker() { return *waker_; }

 private:
  Node(Config config, const Clock& clock, Rng& rng);
  absl::Status Open();
  storage::OpenOptions RulesOfStore() const;
  void WatchTurn(const std::string& step, const absl::StatusOr<WakeStep::Done>& done);

  const Config config_;
  const Clock& clock_;  // the machine's
  TrustedClock time_;   // what the node goes by
  Rng& rng_;
  std::atomic<bool> serving_ = false;
  const std::shared_ptr<storage::ScrubProgress> scrub_ = std::make_shared<storage::ScrubProgress>();
  std::unique_ptr<storage::Store> store_;
  std::unique_ptr<Graph> graph_;
  std::unique_ptr<Alarms> alarms_;
  std::unique_ptr<Metrics> metrics_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<Waker> waker_;
  int metrics_port_ = 0;
};

}  // namespace blangko::node
