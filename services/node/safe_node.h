// SafeNode: what a node is when its store is not whole: it answers, and says to everybody what is wrong.
//
// Health is NOT_SERVING for every service, every call gets STORE_SAFE_MODE with what was found, and /metrics says so. The
// store is not open: nothing on disk is changed, and the directory may be copied, repaired or replaced meanwhile.
// Failure: as node.h, when an address cannot be had. Threads: Start and Stop from one thread.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/node/config.h"
#include "services/node/metrics.h"
#include "services/rpc/server.h"
#include "storage/store_damage.h"

namespace blangko::node {

class SafeNode {
 public:
  // `config` is complete and checked.
  static absl::StatusOr<std::unique_ptr<SafeNode>> Start(const Config& config,
                                                         const storage::StoreDamage& damage);

  std::string address() const;
  int metrics_port() const { return metrics_port_; }
  void Stop(absl::Duration grace) { server_->Stop(grace); }

 private:
  SafeNode(Config config, const storage::StoreDamage& damage);
  absl::Status Open(const storage::StoreDamage& damage);

  const Config config_;
  Metrics metrics_;
  std::unique_ptr<rpc::Server> server_;
  int metrics_port_ = 0;
};

}  // namespace blangko::node
