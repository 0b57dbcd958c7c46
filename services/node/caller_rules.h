// Who a caller is taken for, as the configuration says.
//
// Threads: pure.
#pragma once

#include "blangko/config/v1/config.pb.h"
#include "services/node/config.h"
#include "services/rpc/caller.h"

namespace blangko::node {

rpc::CallerRules RulesOf(const Config& config);

}  // namespace blangko::node
