// Call: one unary call through a generated stub, with a deadline, as a StatusOr.
//
//   ASSIGN_OR_RETURN(auto reply, Call(*records, &RecordsService::Stub::GetRecord, request));
//
// Failure: what the server said, refusals whole (ReasonOf works on them); UNAVAILABLE and DEADLINE_EXCEEDED mean that
//          the outcome is unknown. Threads: any.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "grpcpp/client_context.h"
#include "services/rpc/status_mapping.h"

namespace blangko::support {

using PrepareContext = std::function<void(grpc::ClientContext&)>;

// "NOT_FOUND: There is no …": without the details, which only programs read.
inline std::string Brief(const absl::Status& status) {
  return absl::StatusCodeToString(status.code()) + ": " + std::string(status.message());
}

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& request, const PrepareContext& prepare = nullptr,
                              absl::Duration deadline = absl::Seconds(20)) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);  // a server that is being started again is waited for
  context.set_deadline(absl::ToChronoTime(SystemClock().Now() + deadline));
  if (prepare) prepare(context);
  Response response;
  const absl::Status status = rpc::FromGrpc((stub.*method)(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

}  // namespace blangko::support
