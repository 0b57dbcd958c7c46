// What the next grant at a site goes by: the day's counts, the share book, the free blanks. Supplies are a printer's own and
// not in it.
//
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "storage/txn.h"

namespace blangko::scheduler {

absl::StatusOr<v1::DispatchState> StateOf(storage::Snapshot& snapshot, std::string_view site, absl::Time now);

}  // namespace blangko::scheduler
