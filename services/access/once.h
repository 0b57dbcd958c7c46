// Once for use cases: the request row of an Act, with the refusals of services/refusal.
//
//   return access::Once<HoldRecordResponse>(txn, act, "records.hold", [&] { … });
//   return access::Change<HoldRecordResponse>(store, act, "records.hold", [&](Txn& txn) { … });  // its own transaction
//
// Failure: INVALID_FIELD for an id that is no UUIDv7, REQUEST_ID_REUSED, REQUEST_ID_TOO_OLD; else what the effect says.
// Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "storage/layers/request_rows.h"
#include "storage/store.h"
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

// One transaction under one request_id; the answer of a repeat is the answer of the first.
template <typename Result>
absl::StatusOr<Result> Change(storage::Store& store, const Act& act, std::string_view method,
                              absl::FunctionRef<absl::StatusOr<Result>(storage::Txn&)> effect) {
  return storage::UpdateFor<Result>(store, method, [&](storage::Txn& txn) {
    return Once<Result>(txn, act, method, [&] { return effect(txn); });
  });
}

}  // namespace blangko::access
