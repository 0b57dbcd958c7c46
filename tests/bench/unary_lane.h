// UnaryLane: a call lane whose calls are unary: one context, one response and one status, used again for each call.
//
//   Send(queue, &SchedulerStub::AsyncPullJobs, request, &station)   in Begin
//   RETURN_IF_ERROR(Answered()); …response…                          in End
//
// Failure: Answered gives what the server said. Threads: as call_lanes.h.
#pragma once

#include <memory>
#include <optional>
#include <type_traits>

#include "absl/status/status.h"
#include "grpc/support/time.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/status.h"
#include "services/rpc/status_mapping.h"
#include "tests/bench/call_lanes.h"
#include "tests/bench/load_station.h"

namespace blangko::bench {

class UnaryLane : public CallLane {
 protected:
  template <typename Response>
  using Reader = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>;

  // `response` and the lane outlive the call. With a station the request, a message, carries its proof.
  template <typename Stub, typename Request, typename Response>
  void Send(grpc::CompletionQueue& queue, Stub& stub,
            Reader<Response> (Stub::*method)(grpc::ClientContext*, const Request&, grpc::CompletionQueue*),
            const Request& request, Response& response, const LoadStation* station) {
    context_.emplace();
    context_->set_deadline(gpr_time_from_seconds(60, GPR_TIMESPAN));
    if constexpr (std::is_base_of_v<google::protobuf::Message, Request>) {
      if (station != nullptr) station->Sign(request, *context_);
    }
    const Reader<Response> reader = (stub.*method)(&*context_, request, &queue);
    reader->Finish(&response, &status_, static_cast<CallLane*>(this));
  }

  absl::Status Answered() const { return rpc::FromGrpc(status_); }

 private:
  std::optional<grpc::ClientContext> context_;
  grpc::Status status_;
};

}  // namespace blangko::bench
