// Placement: where a record stands by the policy of its print site, for the records domain.
//
// Failure: storage errors. Threads: any; holds nothing.
#pragma once

#include "services/records/ports.h"

namespace blangko::scheduler {

class Placement final : public records::PlacementRule {
 public:
  absl::StatusOr<records::Placement> Place(storage::Snapshot& snapshot, const rows::v1::Record& record,
                                           absl::Time now) override;
  absl::StatusOr<std::string> ClassName(storage::Snapshot& snapshot, std::string_view site, uint64_t class_id,
                                        absl::Time now) override;
};

}  // namespace blangko::scheduler
