// JournalIntake takes the exported journal of a station into a store that was restored from a backup: permissions that
// the store does not know are taken up again (permit_adopter.h), outcomes are booked as if the station reported them.
//
// Bounded transactions with a cursor in the row of the restore: a file may be given again, and goes on where it stopped.
// A file that was exported before the restore is told by the code of the restore, which it lacks; no clock is trusted.
// Failure: JOURNAL_NOT_TAKEN for a file that is wrong, or when imports or receipts since the backup are missing; what was
// taken before stays. OUT_OF_SCOPE, UNKNOWN_STATION; storage errors. Threads: any.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/recovery/v1/recovery_service.pb.h"
#include "services/access/actor.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

class JournalIntake {
 public:
  JournalIntake(storage::Store& store, storage::HeadHint& heads) : store_(store), heads_(heads) {}

  absl::StatusOr<recovery::v1::TakeJournalResponse> Take(const access::Act& act, std::string_view file);

 private:
  storage::Store& store_;
  storage::HeadHint& heads_;
};

}  // namespace blangko::scheduler
