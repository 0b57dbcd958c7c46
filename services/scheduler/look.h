// Look: what a waiting pull sees in a View, so that it enters a transaction only when there is something to take.
//
// Failure: the refusals of StationFor and CheckMayTake; storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/printers/station_table.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/waiting_cards.h"
#include "storage/layers/head_hint.h"
#include "storage/txn.h"

namespace blangko::scheduler {

struct Look {
  bool found =
      false;  // there is work, or news of cards that wait for a look, or the request was served before
  std::string reason;          // why not
  std::string needed_version;  // of APPLICATION_TOO_OLD: the oldest that would do
  printers::StationRow station;
};

struct LookFor {
  std::string_view station_id;
  std::string_view printer_id;
  GrantMode mode = GrantMode::kReserve;
  const JobRefs* looks =
      nullptr;  // what the station says waits for a look; null = as its printer was last heard
};

absl::StatusOr<Look> LookAt(storage::Snapshot& snapshot, storage::HeadHint* heads, const access::Act& act,
                            const LookFor& wanted);

}  // namespace blangko::scheduler
