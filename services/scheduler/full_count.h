// FullCount: a count of all unused blanks of a site, which shows that a doubtful one of them is still blank. It is the
// weaker evidence, so it must be what the books say of every lot: available, permitted and not yet out, and all in doubt.
//
// A blank without a known chip is like any other of its lot. While a lot has several in doubt, only the count that has
// all of them tells which of them are blank; with fewer, those of which a card came out are decided first.
// Failure: COUNT_DIFFERS with the lot, and with the other doubtful cards that are decided first; storage errors.
// Threads: borrows one Snapshot.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// Unused blanks by lot.
using BlanksOfLots = std::map<std::string, int64_t>;

// What the books say of the site now.
absl::StatusOr<BlanksOfLots> CountOfBooks(storage::Snapshot& snapshot, const std::string& site);

// Of the site of that attempt of `record`, which is in doubt.
absl::Status CheckFullCount(storage::Snapshot& snapshot, const records::RecordRow& record, uint32_t attempt,
                            const google::protobuf::RepeatedPtrField<v1::CountedLot>& counts);

}  // namespace blangko::scheduler
