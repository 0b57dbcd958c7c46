// Once for use cases: the request row of an Act, with the refusals of services/refusal.
//
//   return access::Once<HoldRecordResponse>(txn, act, "records.hold", [&] { … });
//
// Failure: INVALID_FIELD for an id that is no UUIDv7, REQUEST_ID_REUSED, REQUEST_ID_TOO_OLD; else what the effect says.
// Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "storage/layers/request_rows.h"
#include "storage/txn.h"

namespace blangko::access {

// The storage layer's marked statuses as refusals; everything else unchanged.
absl::Status RefuseReuse(const absl::Status& status);

template <typename Result>
absl::StatusOr<Result> Once(storage::Txn& txn, const Act& act, std::string_view method,
                            absl::FunctionRef<absl::StatusOr<Result>()> effect) {
  absl::StatusOr<Result> result = storage::Once<Result>(txn, KeyOf(act, method), effect);
  if (!result.ok()) return RefuseReuse(result.status());
  return result;
}

}  // namespace blangko::access
