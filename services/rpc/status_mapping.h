// Status mapping: absl::Status <-> grpc::Status, the only place where one becomes the other.
//
// Refusals travel whole: code, message and google.rpc.Status in `grpc-status-details-bin`. What a client must not see
// or cannot act on is replaced: INTERNAL, UNKNOWN and DATA_LOSS become a short sentence with a log id, ABORTED becomes
// UNAVAILABLE, which a client may resend with the same request_id.
// Threads: any.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace blangko::rpc {

// True for the codes whose text stays in the log: INTERNAL, UNKNOWN, DATA_LOSS.
bool IsServerMistake(absl::StatusCode code);

// What leaves the server. `log_id` names the log line of a server mistake; unused for other codes.
grpc::Status ToGrpc(const absl::Status& status, std::string_view log_id);

// What a client makes of an answer; ReasonOf and IndonesianOf work on it. Unknown codes become UNKNOWN.
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace blangko::rpc
