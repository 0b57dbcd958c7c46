// What is counted while the tap is open: calls that came, were answered, were refused, by what they carried; the work that
// was done; how long outcomes took.
//
// Failure: none. Threads: plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/bench/point.h"

namespace blangko::bench {

// Who calls: a print station, a desk where people are entered, somebody who reads the list.
enum class Caller { kStation, kDesk, kReader };
inline constexpr size_t kCallers = 3;

// What a call carries, in the order in which it should be refused last. A station's exchange without outcomes is a wish
// for jobs; with outcomes it is a fact, and asks for the next ones.
enum class Asked { kOutcomes, kJobs, kPeople, kPages };
inline constexpr size_t kAskedKinds = 4;

// "outcomes", "jobs", "people", "pages"
const char* NameOf(Asked asked);

class TapCounts {
 public:
  // Somebody came; `served`: a client was free to call for them.
  void Came(Caller caller, bool served);
  // The call did `done` jobs or people; `in_time` when the tap was still open.
  void Answered(Asked asked, int64_t done, double micros, bool in_time);
  void Refused(Asked asked) { ++refused_[static_cast<size_t>(asked)]; }

  int64_t came(Caller caller) const { return came_[static_cast<size_t>(caller)]; }
  int64_t turned_away(Caller caller) const { return turned_away_[static_cast<size_t>(caller)]; }
  // Calls that were answered in time.
  int64_t answered(Asked asked) const { return answered_[static_cast<size_t>(asked)]; }
  int64_t refused(Asked asked) const { return refused_[static_cast<size_t>(asked)]; }
  // Calls of this caller that were answered in time.
  int64_t answered(Caller caller) const;
  // Jobs done and people entered in time.
  int64_t done() const { return done_; }

  // Jobs done and people entered in those seconds, with the latency of calls that carried outcomes, of all of them.
  Tally OutcomeTally(double seconds) const;

 private:
  std::array<int64_t, kCallers> came_{};
  std::array<int64_t, kCallers> turned_away_{};
  std::array<int64_t, kAskedKinds> answered_{};
  std::array<int64_t, kAskedKinds> refused_{};
  int64_t done_ = 0;
  std::vector<double> outcome_us_;
};

// The time after which to send a refused call again: the server's own, a second where the transport refused; nothing when
// the status says anything else than that there is too much to do.
std::optional<absl::Duration> RetryAfter(const absl::Status& status);

// Arrivals at an even rate.
class Arrivals {
 public:
  static constexpr double kWheneverFree = std::numeric_limits<double>::infinity();

  explicit Arrivals(double per_second) : per_second_(per_second) {}

  // True: nobody waits for a time, a client calls again as soon as it is free.
  bool whenever_free() const { return per_second_ == kWheneverFree; }
  // How many came since it was asked before, that many seconds after the beginning. REQUIRES: !whenever_free().
  int64_t Due(double seconds);

 private:
  const double per_second_;
  int64_t came_ = 0;
};

}  // namespace blangko::bench
