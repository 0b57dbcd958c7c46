// HeldCards: what a station may know of cards that lie at it: how a doubt ended at the server, and whose card it is. It
// asks for the doubts that it knows no end of, and for names, which it keeps nowhere, after a restart.
//
// Failure: of the storage. A card that was never permitted to this station is not answered for. Threads: borrows one
//          Snapshot.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "storage/txn.h"

namespace blangko::scheduler {

absl::StatusOr<std::vector<v1::HeldCard>> HeldCards(
    storage::Snapshot& snapshot, std::string_view station_id,
    const google::protobuf::RepeatedPtrField<v1::JobRef>& held);

}  // namespace blangko::scheduler
