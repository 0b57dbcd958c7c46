// Channel: the client's side of a call. Deadlines on every call, and a resend where it is harmless.
//
//   auto channel = rpc::OpenChannel("127.0.0.1:7070");
//   auto stub = records::v1::RecordsService::NewStub(channel);
//   rpc::Caller caller({.operator_name = "budi"}, rng);
//   ASSIGN_OR_RETURN(auto backlog, caller.Call(*stub, &RecordsService::Stub::GetBacklog, request));
//
// Only UNAVAILABLE is sent again, with growing pauses and jitter, always the same message: so the same request_id, and
// a change that did land is answered again, not made twice. The whole of it ends with the deadline.
// Failure: the server's refusals with their reason (FromGrpc); UNAVAILABLE when nobody answered; DEADLINE_EXCEEDED.
// Threads: a Caller belongs to one thread; channels and stubs may be shared.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

namespace blangko::rpc {

struct CallOptions {
  absl::Duration timeout = absl::Seconds(10);
  int tries = 4;
  absl::Duration first_pause = absl::Milliseconds(100);
  absl::Duration longest_pause = absl::Seconds(2);
  std::string operator_name = {};  // metadata blangko-operator; empty = none
  std::string session = {};        // metadata blangko-session: the token of a login; empty = none
  const StopFlag* stop = nullptr;  // ends a pause at once
};

// Keepalive also without calls, within what the server allows; reconnects within 2 s. Nothing is connected yet.
std::shared_ptr<grpc::Channel> OpenChannel(std::string_view target);

// A context with deadline, operator and session; for streams, and inside Call.
void Prepare(grpc::ClientContext& context, const CallOptions& options);

class Caller {
 public:
  Caller(CallOptions options, Rng& rng) : options_(std::move(options)), rng_(rng) {}

  // One unary call. `proof` (station_proof.h) is sent as blangko-station-bin when not empty.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request, std::string_view proof = {}) {
    Response response;
    absl::Status status = Try(proof, [&](grpc::ClientContext& context) {
      response.Clear();
      return (stub.*method)(&context, request, &response);
    });
    if (!status.ok()) return status;
    return response;
  }

  const CallOptions& options() const { return options_; }

 private:
  using Send = absl::FunctionRef<grpc::Status(grpc::ClientContext&)>;
  absl::Status Try(std::string_view proof, Send send);

  CallOptions options_;
  Rng& rng_;
};

}  // namespace blangko::rpc
