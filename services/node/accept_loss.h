// The decision of two persons to go on without the newest changes of a store: names the groups that are lost, begins the
// next epoch of the store, and leaves an entry in the log with both names.
//
// What is left must stand the full check of `blangkod fsck`. What the stations did in the lost time is awaited from their
// journals, as after a restore (printers/awaited_journals.h).
// Failure: LOSS_DIFFERS when the named groups are not what is missing, or more is wrong than that; as two_persons.h; errors
// of the store. Then nothing is accepted and nothing is changed.
// Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/node/two_persons.h"

namespace blangko::node {

struct LossDecision {
  std::string directory;
  std::string groups;  // "12-15", as the node in SAFE mode names them
  TwoPersons persons;
};

struct AcceptedStore {
  uint64_t epoch = 0;                 // of the store from now on
  std::vector<std::string> stations;  // whose journals are awaited
  std::string code;                   // which their exports carry
};

absl::StatusOr<AcceptedStore> AcceptLoss(const LossDecision& decision, const AskPin& ask, absl::Time now);

}  // namespace blangko::node
