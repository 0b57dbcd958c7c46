// CallForRevision: as support::Call, and how far the store had come when the server answered.
//
// Failure: as support::Call; `revision` stays as it is when the answer does not tell it. Threads: any.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/time/time.h"
#include "grpcpp/client_context.h"
#include "services/rpc/metadata.h"
#include "tests/support/grpc_call.h"

namespace blangko::crash {

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> CallForRevision(
    Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
    const Request& request, absl::Duration deadline, uint64_t& revision) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(absl::ToChronoTime(SystemClock().Now() + deadline));
  Response response;
  const absl::Status status = rpc::FromGrpc((stub.*method)(&context, request, &response));
  if (!status.ok()) return status;
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto told = trailers.find(rpc::kRevisionTrailer);
  uint64_t number = 0;
  if (told != trailers.end() &&
      absl::SimpleAtoi(std::string(told->second.data(), told->second.size()), &number))
    revision = number;
  return response;
}

}  // namespace blangko::crash
