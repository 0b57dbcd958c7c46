// Due index: (time -> object). A background step asks what is due and works it off in bounded, idempotent turns.
//
// The entry says only "look at this object"; whoever is woken reads the object and decides again.
// Failure: storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/txn.h"

namespace blangko::storage {

// Kinds are stored: never reuse a number.
enum class DueKind : uint64_t {
  kRecordGate = 1,    // object: record_id; a birthday or the end of a hold
  kGrantReclaim = 2,  // object: record_id; a grant that nobody started
  kProposalEnd = 3,   // object: number of a proposal that nobody decided
  kDestruction = 8,   // object: destruction_id; a sealed list that is being booked
};

struct DueEntry {
  absl::Time when;
  DueKind kind;
  std::string object;
};

void AddDue(Txn& txn, const DueEntry& entry);
void RemoveDue(Txn& txn, const DueEntry& entry);

// At most `limit` entries with when <= now, oldest first.
absl::StatusOr<std::vector<DueEntry>> ListDue(Snapshot& snapshot, absl::Time now, size_t limit);

}  // namespace blangko::storage
