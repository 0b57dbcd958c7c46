// Two persons who decide about a store that is not being served.
//
// Persons who have an account that can be read prove themselves by PIN; once two administrators are known, both must be
// administrators. Tries are not counted here: who runs this at the server has the files.
// Failure: INVALID_FIELD, LOGIN_REFUSED, UNKNOWN_ACCOUNT, ACCOUNT_BLOCKED, NOT_ALLOWED. Threads: one.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/access/actor.h"
#include "storage/txn.h"

namespace blangko::node {

struct TwoPersons {
  std::string by;
  std::string second;
};

using AskPin = std::function<absl::StatusOr<std::string>(const std::string& person)>;

absl::Status CheckTwoNames(const TwoPersons& persons);

// The act of both, once both were asked for their PINs.
absl::StatusOr<access::Act> ActOfTwo(storage::Snapshot& rows, const TwoPersons& persons, const AskPin& ask,
                                     absl::Time now);

}  // namespace blangko::node
