// The decision of two persons to go on without the newest changes of a store: names the groups that are lost, begins the
// next epoch of the store, and leaves an entry in the log with both names.
//
// What is left must stand the full check of `blangkod fsck`. Persons who have an account that can be read prove themselves
// by PIN; once two administrators are known, both must be administrators. Tries are not counted here: who runs this at
// the server has the files.
// Failure: LOSS_DIFFERS when the named groups are not what is missing, or more is wrong than that; SAME_PERSON,
// LOGIN_REFUSED, ACCOUNT_BLOCKED, NOT_ALLOWED; errors of the store. Then nothing is accepted and nothing is changed.
// Threads: one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace blangko::node {

struct LossDecision {
  std::string directory;
  std::string groups;  // "12-15", as the node in SAFE mode names them
  std::string by;
  std::string second;
};

using AskPin = std::function<absl::StatusOr<std::string>(const std::string& person)>;

// The epoch of the store from now on.
absl::StatusOr<uint64_t> AcceptLoss(const LossDecision& decision, const AskPin& ask, absl::Time now);

}  // namespace blangko::node
