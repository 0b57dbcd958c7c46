// EndedCall: what metrics learn of a call that has ended.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace blangko::rpc {

struct EndedCall {
  std::string_view method;  // dotted label, for example "scheduler.pull"
  absl::StatusCode code;
  std::string_view reason;  // UPPER_SNAKE, empty when there is none
  int64_t micros;
};

}  // namespace blangko::rpc
