// HealthOf asks a server's standard health service, as a load balancer would.
//
// Failure: nothing for a name that the server does not know. Threads: any.
#pragma once

#include <optional>
#include <string>

#include "grpcpp/channel.h"

namespace blangko::support {

enum class Health { kServing = 1, kNotServing = 2 };

// `service` is a full name; "" = the whole.
std::optional<Health> HealthOf(grpc::Channel& channel, const std::string& service);

}  // namespace blangko::support
