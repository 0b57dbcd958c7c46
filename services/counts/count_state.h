// The states of a count, in words for refusals.
//
// Failure: COUNT_STATE_WRONG. Threads: pure.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/counts/count_table.h"
#include "services/refusal/refusal.h"

namespace blangko::counts {

inline std::string StateName(uint32_t state) {
  constexpr size_t kPrefix = sizeof("STATE_") - 1;
  return v1::Count::State_Name(static_cast<v1::Count::State>(state)).substr(kPrefix);
}

inline absl::Status CheckState(const CountRow& count, v1::Count::State wanted) {
  if (count.state() == static_cast<uint32_t>(wanted)) return absl::OkStatus();
  return Refuse(Reason::kCountStateWrong, {{"count", count.count_id()},
                                           {"state", StateName(count.state())},
                                           {"want", StateName(static_cast<uint32_t>(wanted))}});
}

}  // namespace blangko::counts
