// Step: one command of a history, as numbers that are taken modulo what there is to choose from, so that histories shrink
// well and mean something wherever they are cut.
//
// Threads: plain values.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/rng.h"

namespace blangko::proof {

enum class Doing {
  kTake,
  kOpen,
  kSend,
  kArrive,
  kResolve,
  kSpoil,
  kLose,
  kWriteOff,
  kReverse,
  kCount,
  kDestroy,
  kGrant,
  kStart,
  kRelease,
  kSay,
  kOutside,
  kRepeat,
  kWait
};
inline constexpr std::array<std::string_view, 18> kDoings = {
    "take",  "open",    "send",  "arrive", "resolve", "spoil", "lose",    "write_off", "reverse",
    "count", "destroy", "grant", "start",  "release", "say",   "outside", "repeat",    "wait"};

struct Step {
  int doing = 0;
  int office = 0;
  int other = 0;
  int lot = 0;
  int count = 0;
  int rejected = 0;
  int missing = 0;
  int surplus = 0;
  int choice = 0;

  Doing what() const { return static_cast<Doing>(static_cast<size_t>(doing) % kDoings.size()); }
};
std::ostream& operator<<(std::ostream& out, const Step& step);
Step RandomStep(Rng& rng);
// What is to be done, from a number below kWeights: what leads to more is done more often.
inline constexpr int kWeights = 51;
int DoingOf(int number);

template <typename Items>
const auto& Pick(const Items& items, int choice) {
  return items[static_cast<size_t>(choice) % items.size()];
}

}  // namespace blangko::proof
