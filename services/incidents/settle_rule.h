// SettleRule: what must be decided before an incident may be settled. Those who know of cards and records say it, and stand
// above the incidents; services/node/wiring fills it in.
//
// Failure: a refusal that names what is to be decided; storage errors. Threads: any; borrows one Snapshot.
#pragma once

#include "absl/status/status.h"
#include "blangko/rows/v1/incidents.pb.h"
#include "storage/txn.h"

namespace blangko::incidents {

class SettleRule {
 public:
  virtual ~SettleRule() = default;
  virtual absl::Status Check(storage::Snapshot& snapshot, const rows::v1::Incident& incident) const = 0;
};

}  // namespace blangko::incidents
