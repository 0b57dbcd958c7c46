#include "services/node/safe_node.h"

#include <utility>
#include <vector>

#include "base/log.h"
#include "base/status_macros.h"
#include "services/node/metrics_address.h"
#include "services/node/service_names.h"
#include "services/node/trouble.h"

namespace blangko::node {
namespace {

std::vector<std::string> FullNames(const Config& config) {
  std::vector<std::string> names = {kClockService};
  for (const std::string& name : NamedServices(config)) names.push_back(FullNameOf(name));
  return names;
}

void LogDamage(const storage::StoreDamage& damage) {
  Log(LogLevel::kError, "store.safe_mode",
      {{"what", damage.what},
       {"detail", damage.detail},
       {"missing", storage::LostGroups(damage)},
       {"do", "copy the directory, then restore the newest backup, or accept the loss by two persons"}});
}

}  // namespace

absl::StatusOr<std::unique_ptr<SafeNode>> SafeNode::Start(const Config& config,
                                                          const storage::StoreDamage& damage) {
  std::unique_ptr<SafeNode> node(new SafeNode(config, damage));
  RETURN_IF_ERROR(node->Open(damage));
  return node;
}

SafeNode::SafeNode(Config config, const storage::StoreDamage& damage)
    : config_(std::move(config)),
      metrics_({.store_revision = [found = damage.found.value_or(0)] { return static_cast<double>(found); },
                .serving = [] { return 0.0; },
                .safe_mode = [] { return 1.0; }}) {}

absl::Status SafeNode::Open(const storage::StoreDamage& damage) {
  LogDamage(damage);
  ASSIGN_OR_RETURN(metrics_port_, ServeMetrics(config_, metrics_));
  ASSIGN_OR_RETURN(server_, rpc::Server::StartRefusing(
                                {.listen = config_.listen(), .reflection = !config_.no_reflection()},
                                FullNames(config_), RefuseInSafeMode(damage)));
  return absl::OkStatus();
}

std::string SafeNode::address() const { return AddressOf(config_, server_->port()); }

}  // namespace blangko::node
