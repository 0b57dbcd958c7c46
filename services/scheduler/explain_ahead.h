// How many cards are printed before that of a waiting record, by the rule that grants (class_turn.h), and what its class
// waits for.
//
// Classes before its own and, where its rank has no shares, those that stand before it by key are counted from the
// lines. Where its rank has shares the turns are gone through one by one, kAheadTurnsMax at most; what is left after that
// is told from the share of its class. Caps, the reserve and who will be present tomorrow are not foreseen: they are
// named as what the record waits for now.
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

inline constexpr int64_t kAheadTurnsMax = 20'000;

struct Ahead {
  int64_t rank = 0;                         // in its own class
  int64_t cards = 0;                        // in all
  std::vector<std::string> waits_for = {};  // CAP, RESERVE, SHARE, PRESENCE
};

// Of a READY record.
absl::StatusOr<Ahead> AheadOf(storage::Snapshot& snapshot, const records::RecordRow& record,
                              const rows::v1::Policy& policy, absl::Time now);

}  // namespace blangko::scheduler
