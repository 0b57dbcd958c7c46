// FullList: the end of a full list. Who waits at that office but is not on the list is held for a person, never dropped:
// NOT_READY, READY and GRANTED records become HELD(NOT_ON_FULL_LIST), in bounded steps that may be repeated.
//
// Failure: storage errors. Threads: belongs to one thread.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/records/record_desk.h"
#include "storage/store.h"

namespace blangko::records {

// `office` is whose list it was; its sub-offices belong to it.
absl::Status HoldMissing(storage::Store& store, const Ports& ports, const access::Act& act,
                         const std::string& import_id, const std::string& office);

// Forgets who was on the list, in bounded steps.
absl::Status ForgetSeen(storage::Store& store, const std::string& import_id);

}  // namespace blangko::records
