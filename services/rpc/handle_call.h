// Rpc wraps every handler: who calls, what they ask, how it ended. A handler is a few lines:
//
//   grpc::Status PullJobs(grpc::ServerContext* context, const PullJobsRequest* request,
//                         PullJobsResponse* response) override {
//     return rpc_.Handle(context, "scheduler.pull", *request, [&](const access::Act& act) -> absl::Status {
//       ASSIGN_OR_RETURN(*response, scheduler_.Pull(act, *request));
//       return absl::OkStatus();
//     });
//   }
//
// Around it: a call that was given up, or is too much now (admission.h), is not begun; lists
// are read in turn (list_turns.h); the caller becomes an access::Actor
// (caller.h) whose role must have the right to call this method (access/rights.h); `request_id`, where the request has
// one, must be a UUIDv7; a unary request is at most 1 MiB; one log line with method, code, micros, reason, actor,
// request_id and trace id (from `traceparent`), never a field of the request; the trailer `blangko-revision`; an exception
// becomes INTERNAL. Statuses leave through status_mapping.
// Threads: any; one Rpc serves all handlers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "base/clock.h"
#include "base/rng.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/status.h"
#include "services/access/actor.h"
#include "services/access/rights.h"
#include "services/rpc/admission.h"
#include "services/rpc/caller.h"
#include "services/rpc/ended_call.h"
#include "services/rpc/list_turns.h"

namespace grpc {
class ServerContext;
}

namespace blangko::rpc {

inline constexpr size_t kUnaryRequestBytesMax = size_t{1} << 20;

// What Rpc needs from the node; everything outlives it. The functions may be called from any thread.
struct RpcParts {
  const Clock* clock = nullptr;
  Rng* rng = nullptr;  // ids of log lines
  CallerRules callers = {};
  CallerChecks checks = {};
  // May this actor call this method at all? By the full name of the request message, a client stream by its label.
  std::function<absl::Status(const access::Actor&, std::string_view)> check_method = access::CheckMethod;
  std::function<uint64_t()> revision = {};             // Store::DurableRevision
  std::function<size_t()> waiting = {};                // calls that only wait for work; may be empty
  std::function<void(const EndedCall&)> observe = {};  // may be empty
  // Makes of an error of the store, which no client understands, the refusal that says what to do; may be empty.
  std::function<absl::Status(const absl::Status&)> advise = {};
};

class Rpc {
 public:
  using Handler = absl::FunctionRef<absl::Status(const access::Act&)>;

  explicit Rpc(RpcParts parts) : parts_(std::move(parts)), admission_(parts_.waiting) {}

  // The clock that acts are dated by.
  const Clock& clock() const { return *parts_.clock; }

  // Runs `handler` for one request. `method` is the dotted use case label for logs and metrics.
  grpc::Status Handle(grpc::ServerContext* context, std::string_view method,
                      const google::protobuf::Message& request, Handler handler) const;

  // For client streams, whose messages the handler reads itself: no request_id, no fingerprint, staff only.
  grpc::Status HandleStream(grpc::ServerContext* context, std::string_view method, Handler handler) const;

 private:
  struct Call;
  grpc::Status Run(Call& call, Handler handler) const;
  absl::Status Attempt(Call& call, Handler handler) const;
  absl::Status Admitted(Call& call, Handler handler) const;
  absl::Status Identify(Call& call) const;
  void Report(const Call& call, const absl::Status& status, std::string_view log_id) const;

  const RpcParts parts_;
  mutable Admission admission_;
  mutable ListTurns turns_{ListTurns::AtOnceHere()};
};

// The trace id inside a W3C traceparent, or "" when it is not one.
std::string TraceIdOf(std::string_view traceparent);

}  // namespace blangko::rpc
