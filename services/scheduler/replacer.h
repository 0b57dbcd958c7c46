// Replacer moves waiting records into the lines of the policy in force, after a policy that orders them otherwise.
//
// Until a record has its turn here it stands in the line of the older order, which is served as well (line_merge.h), so
// nobody waits for this step. Each record is one commit with its log entry; repeating a turn changes nothing.
// Failure: storage errors; what was done before stays done. Threads: one at a time.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/scheduler/placement.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

class Replacer {
 public:
  Replacer(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  // Moves at most kReplacedPerTurn records; answers how many it has worked on. 0 = all stand where they belong.
  absl::StatusOr<size_t> RunOnce(absl::Time now);

 private:
  absl::StatusOr<std::vector<std::string>> FindOld(storage::Snapshot& snapshot, absl::Time now) const;
  absl::Status Move(storage::Txn& txn, const std::string& record_id, absl::Time now);

  storage::Store& store_;
  storage::HeadHint& heads_;
  Placement placement_;
};

}  // namespace blangko::scheduler
