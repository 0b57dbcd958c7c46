// Overload: what an office's server still does when four times as much is asked as it can do, whom it refuses, and what
// memory it takes.
//
// Peak: stations, desks and readers of the list call again as soon as they are answered; tried at three sizes of the same
// mix, the one with the most jobs and people a second counts. Overload: an open tap. Calls of each kind come at four times
// the rate at which the peak took them, whether or not the server keeps up, from eight times the clients of the mix, which
// are all in flight then: 832, where the server admits 192 to 384 of what it may refuse. An open tap, and not four times
// the clients, because clients that call when they are answered ask for less just when the server slows down; and a bound,
// because people and stations have one call in flight each. Goodput is held against the peaks before and after the
// overload, so that what disturbs the machine disturbs both, and a server that does not recover is seen; memory against the
// first peak, when the list was long and read for a while, so that caches were full.
//
// Failure: the first answer that is neither a result nor OVERLOADED. Threads: one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/measures.h"
#include "tests/bench/office_under_load.h"
#include "tests/bench/process_memory.h"
#include "tests/bench/series.h"
#include "tests/bench/tap.h"

namespace blangko::bench {

struct OverloadOptions {
  std::string program;  // blangkod
  double seconds = 30;  // of one overload; a peak takes a sixth of it
  int repeats = 3;
};

// One measured time, at peak or under overload.
struct OverloadRun {
  bool overload = false;
  TapCounts counts;
  Point point;           // its jobs are jobs and people, its latencies those of outcomes
  ProcessMemory memory;  // the most that was seen
};

// Peaks and overloads in turn, beginning and ending with a peak.
std::vector<Verdict> JudgeOverload(const std::vector<OverloadRun>& runs);

// One object a line: what came, was answered and was refused, by kind; memory.
std::string JsonOf(const std::vector<OverloadRun>& runs);

class Overload {
 public:
  explicit Overload(OverloadOptions options) : options_(std::move(options)) {}

  absl::Status Run();
  std::vector<Verdict> verdicts() const { return JudgeOverload(runs_); }
  const std::vector<OverloadRun>& runs() const { return runs_; }

 private:
  absl::Status Open();
  absl::Status FindPeak();
  absl::Status FillFor(double seconds);
  // That many clients of each kind.
  std::vector<TapClient*> Clients(const std::array<int, kCallers>& sizes) const;
  absl::StatusOr<OverloadRun> Measure(std::string_view name, const std::array<int, kCallers>& sizes,
                                      TapPlan plan);
  absl::Status MeasurePeak();
  absl::Status MeasureOverload();

  const OverloadOptions options_;
  std::unique_ptr<OfficeUnderLoad> office_;
  std::array<TapClients, kCallers> clients_;  // by Caller
  std::array<int, kCallers> peak_sizes_{};    // by Caller
  int64_t waiting_ = 0;                       // people in the line
  double cycles_per_second_ = 0;              // the most that was seen
  std::vector<OverloadRun> runs_;
};

}  // namespace blangko::bench
