// ListenCheck: whether a node can listen on an address, asked of the system before gRPC does, which answers in its own
// words only.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace blangko::rpc {

// ADDRESS_IN_USE, ADDRESS_NOT_OURS; OK for port 0. `option` is what the user may change: "--listen". The address is
// free again when this returns.
absl::Status CheckCanListen(const std::string& address, std::string_view option);

}  // namespace blangko::rpc
