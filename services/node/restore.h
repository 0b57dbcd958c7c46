// A backup becomes the store again: every byte is compared with its manifest, the next epoch of the store begins, and from
// then on the journals of its stations are awaited (printers/awaited_journals.h).
//
// Failure: BACKUP_REFUSED for a backup that is not whole, or a directory that holds a store; as two_persons.h; errors of the
// store. Then there is no store in the directory. Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/node/two_persons.h"

namespace blangko::node {

struct RestoreDecision {
  std::string backup;
  std::string directory;
  TwoPersons persons;
  std::string reason;
  std::vector<std::string> stations = {};  // all that may have printed, also those set up since the backup
};

struct Restored {
  uint64_t epoch = 0;
  absl::Time backup_time;
  std::vector<std::string> stations;  // whose journals are awaited
  std::string code;                   // which their exports carry
};

// BACKUP_REFUSED with what is wrong.
absl::Status RefuseBackup(const std::string& directory, const absl::Status& wrong);

absl::StatusOr<Restored> Restore(const RestoreDecision& decision, const AskPin& ask, absl::Time now);

}  // namespace blangko::node
