#include "services/node/metrics_address.h"

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/text.h"
#include "services/rpc/listen_check.h"

namespace blangko::node {
namespace {

constexpr char kOff[] = "off";

}  // namespace

std::string AddressOf(const Config& config, int port) {
  return absl::StrCat(config.listen().substr(0, config.listen().rfind(':')), ":", port);
}

absl::StatusOr<int> ServeMetrics(const Config& config, Metrics& metrics) {
  if (config.metrics_listen() == kOff) return 0;
  const absl::Status free = rpc::CheckCanListen(config.metrics_listen(), "--metrics-listen");
  const absl::StatusOr<int> port =
      free.ok() ? metrics.Listen(config.metrics_listen()) : absl::StatusOr<int>(free);
  // The default address may be taken by another node of this machine; one that was asked for must be had.
  if (port.ok() || config.metrics_listen() != kDefaultMetricsListen) return port;
  Log(LogLevel::kWarning, "node.no_metrics", {{"error", ToStd(port.status().message())}});
  return 0;
}

}  // namespace blangko::node
