// AgingSnapshot ends a View that has lasted too long, so that no reader holds an old state for ever.
//
// Failure: DEADLINE_EXCEEDED once the age is reached; otherwise as the state below. The age bounds cost only, so a
// clock that jumps does no harm. Threads: belongs to one View.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "storage/txn.h"

namespace blangko::storage {

class AgingSnapshot : public Snapshot {
 public:
  // Both must outlive the snapshot.
  AgingSnapshot(Snapshot& below, const Clock& clock, absl::Duration age)
      : below_(below), clock_(clock), end_(clock.Now() + age) {}

  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override;
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override;

 private:
  absl::Status CheckAge() const;

  Snapshot& below_;
  const Clock& clock_;
  const absl::Time end_;
};

}  // namespace blangko::storage
