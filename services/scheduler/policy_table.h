// PolicyTable: dated policies by office, inside a caller's transaction. A policy holds for its office and those below
// it, from its effective time until the next one of the same office.
//
// Failure: DATA_LOSS for a row that does not decode; storage errors pass through. Threads: borrows one Snapshot or Txn.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/scheduler/policy_memo.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// The policy in force for `office` at `at`: its own, else that of the nearest office above, else the default.
absl::StatusOr<rows::v1::Policy> PolicyOf(storage::Snapshot& snapshot, std::string_view office,
                                          absl::Time at);

// The policies of exactly this office, by time and version.
absl::StatusOr<std::vector<rows::v1::Policy>> OwnPolicies(storage::Snapshot& snapshot,
                                                          std::string_view office);

// The policy of exactly this office with the highest version, whatever its effective time.
absl::StatusOr<std::optional<rows::v1::Policy>> NewestOf(storage::Snapshot& snapshot,
                                                         std::string_view office);

// Changes the setup stamp, too.
absl::Status PutPolicy(storage::Txn& txn, const rows::v1::Policy& policy);

// The policies of one transaction: the sites of a pull mostly inherit the same one. What is remembered from earlier
// transactions is used as long as the setup stamp is the same.
class PolicyCache {
 public:
  PolicyCache(storage::Snapshot& snapshot, absl::Time at) : snapshot_(snapshot), at_(at) {}

  // The pointer holds as long as the cache.
  absl::StatusOr<const rows::v1::Policy*> Of(std::string_view office);

 private:
  using Policies = std::shared_ptr<const OfficePolicies>;

  absl::StatusOr<const rows::v1::Policy*> At(std::string_view office, int depth);
  absl::StatusOr<const OfficePolicies*> PoliciesOf(const std::string& office);
  absl::StatusOr<Policies> Load(const std::string& office);

  storage::Snapshot& snapshot_;
  const absl::Time at_;
  std::optional<std::string> stamp_;
  std::map<std::string, Policies, std::less<>> known_;
};

}  // namespace blangko::scheduler
