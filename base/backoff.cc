#include "base/backoff.h"

#include <algorithm>
#include <cstdint>

namespace blangko {

absl::Duration Backoff::Next() {
  const int64_t whole = absl::ToInt64Microseconds(next_);
  next_ = std::min(next_ * 2, longest_);
  const int64_t half = whole / 2;
  return absl::Microseconds(half + static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(whole - half + 1))));
}

}  // namespace blangko
