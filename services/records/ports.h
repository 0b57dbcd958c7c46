// What records needs from the domains above it, as interfaces that take the caller's Txn; services/node/wiring fills
// them with the scheduler.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/access/actor.h"
#include "services/records/record_state.h"
#include "storage/txn.h"

namespace blangko::records {

// Where a record stands: class, generation of the line and FIFO key, by the policy in force.
struct Placement {
  uint64_t class_id = 0;
  uint64_t generation = 0;
  absl::Time key;
};

class PlacementRule {
 public:
  virtual ~PlacementRule() = default;
  virtual absl::StatusOr<Placement> Place(storage::Snapshot& snapshot, const rows::v1::Record& record,
                                          absl::Time now) = 0;
  // The name of a class for lists and reports, by the policy of that site; empty when it has none.
  virtual absl::StatusOr<std::string> ClassName(storage::Snapshot& snapshot, std::string_view site,
                                                uint64_t class_id, absl::Time now) {
    static_cast<void>(snapshot), static_cast<void>(site), static_cast<void>(class_id), static_cast<void>(now);
    return std::string();
  }
};

// Gives back the blank of a granted (not started) record on hold, cancel or move: writes the movement and its log
// entry with `change`, and forgets the grant. The caller advances and puts the record.
class GrantReturn {
 public:
  virtual ~GrantReturn() = default;
  virtual absl::Status ReturnBlank(storage::Txn& txn, const access::Act& act, rows::v1::Record& record,
                                   const rows::v1::RecordChange& change) = 0;
};

}  // namespace blangko::records
