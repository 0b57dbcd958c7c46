// Which calls may give work to those who wait for it.
//
// Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "services/rpc/ended_call.h"

namespace blangko::node {

// True for calls after which somebody who waits for work should look again.
inline bool MayGiveWork(const rpc::EndedCall& call) {
  return call.code == absl::StatusCode::kOk && !call.method.starts_with("scheduler.pull") &&
         !call.method.starts_with("scheduler.exchange") &&
         call.method.find(".get") == std::string_view::npos &&
         call.method.find(".list") == std::string_view::npos;
}

}  // namespace blangko::node
