// JobsLeft: what the lanes of one load share: how many jobs are still to be begun.
//
// Threads: belongs to one thread.
#pragma once

#include <algorithm>
#include <cstdint>

namespace blangko::bench {

class JobsLeft {
 public:
  explicit JobsLeft(int64_t jobs) : left_(jobs) {}

  // Takes up to `wanted` of them.
  int Take(int wanted) {
    const auto taken = static_cast<int>(std::min<int64_t>(wanted, left_));
    left_ -= taken;
    return taken;
  }
  void GiveBack(int64_t jobs) { left_ += jobs; }

 private:
  int64_t left_;
};

}  // namespace blangko::bench
