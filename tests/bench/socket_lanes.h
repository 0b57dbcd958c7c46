// Socket lanes: many clients of a server that speaks over sockets, in one thread, each with one request in flight.
//
// Failure: the first that a lane answers; UNAVAILABLE when nothing was heard for a minute. Threads: one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/point.h"

namespace blangko::bench {

class SocketLane {
 public:
  virtual ~SocketLane() = default;
  virtual int fd() const = 0;
  // Sends the next request; false when there is nothing left to do.
  virtual absl::StatusOr<bool> Begin() = 0;
  // There are bytes to read. Nothing = the cycle is not whole yet; else the jobs that it finished, after which Begin is
  // called again.
  virtual absl::StatusOr<std::optional<int64_t>> Read() = 0;
};

absl::StatusOr<Tally> RunSocketLanes(std::span<SocketLane* const> lanes);

}  // namespace blangko::bench
