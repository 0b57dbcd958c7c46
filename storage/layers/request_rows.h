// Request rows make a repeated request harmless: the row is written in the commit of the effect, and a repeat
// finds it and rebuilds the reply.
//
//   return storage::Once(txn, request, [&] { … the effect …; return result; });
//
// The same id with other content, or from another actor, is INVALID_ARGUMENT; IsRequestIdReused tells it from others.
// An id below the stored horizon (rows older than 400 days are pruned from the old end) is refused with
// FAILED_PRECONDITION, never executed again; IsRequestIdTooOld tells it. The horizon moves only over rows that were
// pruned, so a clock that jumped ahead shuts nobody out. A refusal without effect writes no row.
// Failure: as above, and storage errors. Threads: borrows one Txn.
#pragma once

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/txn.h"

namespace blangko::storage {

// What identifies a request: filled from the RPC by the use case.
struct RequestKey {
  std::string request_id;   // UUIDv7
  std::string method;       // use case label
  std::string fingerprint;  // 32 bytes over the request's fields without request_id
  std::string actor;
  absl::Time now;
};

// How long rows are kept.
inline constexpr absl::Duration kRequestRowAge = absl::Hours(24 * 400);

// Which of the two refusals of this layer a status is; services turn them into reasons for users.
bool IsRequestIdReused(const absl::Status& status);
bool IsRequestIdTooOld(const absl::Status& status);

// Runs `effect` unless this request was served before; either way the answer is the serialised result.
absl::StatusOr<std::string> OnceBytes(Txn& txn, const RequestKey& request,
                                      absl::FunctionRef<absl::StatusOr<std::string>()> effect);

// The same with a protobuf message as the result (`Result` holds ids and numbers only).
template <typename Result>
absl::StatusOr<Result> Once(Txn& txn, const RequestKey& request,
                            absl::FunctionRef<absl::StatusOr<Result>()> effect) {
  absl::StatusOr<std::string> bytes = OnceBytes(txn, request, [&]() -> absl::StatusOr<std::string> {
    absl::StatusOr<Result> made = effect();
    if (!made.ok()) return made.status();
    return made->SerializeAsString();
  });
  if (!bytes.ok()) return bytes.status();
  Result result;
  if (!result.ParseFromString(*bytes)) return absl::DataLossError("request row: result does not parse");
  return result;
}

// Removes at most `limit` rows whose ids are older than `now` - kRequestRowAge, oldest first, and moves the horizon
// past them in the same commit. Answers how many were removed; 0 = done.
absl::StatusOr<size_t> PruneRequestRows(Txn& txn, absl::Time now, size_t limit);

}  // namespace blangko::storage
