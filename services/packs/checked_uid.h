// A chip that was read from a blank, compared with the senders' lists.
//
// Failure: storage errors. Threads: borrows one Snapshot.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/packs/v1/packs_service.pb.h"
#include "storage/txn.h"

namespace blangko::packs {

// `pack` "" = any of the lot.
absl::StatusOr<v1::CheckedUid> CheckUid(storage::Snapshot& snapshot, const std::string& uid,
                                        std::string_view lot, std::string_view pack);

// Not listed so, used or blocked.
bool IsWrong(const v1::CheckedUid& checked);

}  // namespace blangko::packs
