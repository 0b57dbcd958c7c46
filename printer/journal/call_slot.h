// CallSlot keeps the one call that may be under way, so that it is sent again unchanged, with its request_id,
// until it is answered: also after a crash. Without it, work that the server permitted in a lost reply would be
// stuck. With it stands how far the journal was: a journal that did not come so far may have lost the cards that the
// answer's jobs became, and repeating the call would print them again.
//
// Failure: disk errors pass through; a slot that was torn in the middle of a write reads as empty, because the
//          call is sent only after the write. Threads: one.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "printer/journal/journal.h"
#include "printer/journal/station_disk.h"

namespace blangko::printer {

class CallSlot {
 public:
  explicit CallSlot(StationDisk& disk) : disk_(disk) {}

  struct Kept {
    scheduler::v1::ExchangeJobsRequest call;
    JournalMark journal;
  };
  absl::StatusOr<std::optional<Kept>> Load();
  absl::Status Save(const Kept& kept);
  absl::Status Clear();

 private:
  StationDisk& disk_;
};

}  // namespace blangko::printer
