// Peer: somebody who keeps a durable queue: this server, or what an office's programmer would pick instead. Each can do
// the same things, and says which of them it cannot.
//
// A peer starts with an empty queue. A job is done when the peer has answered that it is, flushed to the disk.
// Failure: UNIMPLEMENTED for what a peer has no way to do; otherwise whatever stopped it. Threads: one.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/point.h"

namespace blangko::bench {

enum class Work {
  kEnqueue,     // durable before the answer
  kCycle,       // lease and acknowledge; here: outcome of the last and permission for the next in one call
  kThreeCalls,  // pull, start, report: three calls a job
  kImport,      // a list, into the same columns and indexes
};

class Peer {
 public:
  virtual ~Peer() = default;

  virtual std::string name() const = 0;
  virtual absl::Status Start() = 0;
  // Before the clock runs: jobs that wait, lists in memory.
  virtual absl::Status Prepare(Work work, const Load& load) = 0;
  virtual absl::StatusOr<Point> Run(Work work, const Load& load) = 0;
};

}  // namespace blangko::bench
