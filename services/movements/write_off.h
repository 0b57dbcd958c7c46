// What a write-off of an obsolete lot takes at an office: all free blanks, and the quarantined ones that belong to no open
// case. Those of a case stay with it, since nobody has said yet whether they are there; when it is closed, what became free
// can be written off too.
//
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/txn.h"

namespace blangko::movements {

// Open cases of the store that are looked at, each two rows of a commit that looks twice; where there are more, quarantined
// blanks stay where they are.
inline constexpr int kCasesLookedAt = 60;

struct Unused {
  int64_t available = 0;
  int64_t quarantined = 0;  // of no open case
  int64_t in_cases = 0;     // quarantined too; left out
  std::string open_case;    // the oldest of these; empty = none

  int64_t all() const { return available + quarantined; }
};

absl::StatusOr<Unused> UnusedOf(storage::Snapshot& snapshot, std::string_view office, std::string_view lot);

// What a refusal wants instead of a number that does not hold, or instead of a lot without unused blanks.
std::string WantedOf(const Unused& now);

}  // namespace blangko::movements
