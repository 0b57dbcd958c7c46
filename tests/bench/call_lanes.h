// Call lanes: many clients of a gRPC server in one thread, each with one request in flight, over a completion queue.
//
//   class EnqueueLane : public CallLane { …Begin starts a call with `this` as its tag, End says what came of it… };
//   ASSIGN_OR_RETURN(const Tally tally, RunCallLanes(lanes));
//
// One thread keeps the driver's share of the processors small: it is the server that is measured.
// Failure: the first that a lane answers; calls under way are waited for. Threads: belongs to one thread.
#pragma once

#include <span>

#include "absl/status/statusor.h"
#include "grpcpp/completion_queue.h"
#include "tests/bench/point.h"

namespace blangko::bench {

class CallLane {
 public:
  virtual ~CallLane() = default;
  // Starts the next call, whose tag is this lane; false when there is nothing left to do.
  virtual bool Begin(grpc::CompletionQueue& queue) = 0;
  // The call has ended. Answers the jobs that it finished; 0 in the middle of a cycle of several calls.
  virtual absl::StatusOr<int64_t> End() = 0;
};

absl::StatusOr<Tally> RunCallLanes(std::span<CallLane* const> lanes);

}  // namespace blangko::bench
