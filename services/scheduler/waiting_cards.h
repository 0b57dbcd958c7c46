// WaitingCards: permitted cards that came out and wait for somebody's look, as their station says. They take no place
// in the printer's window; at most one tray of them (kLooksMax) is believed, and only cards that this printer really
// has permission for.
//
// Failure: storage errors. Threads: borrows one Snapshot or Txn.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/printers/printer.h"
#include "services/records/record_table.h"
#include "storage/txn.h"

namespace blangko::scheduler {

using JobRefs = google::protobuf::RepeatedPtrField<v1::JobRef>;

// How many of `looks` the printer has permission for.
absl::StatusOr<int32_t> CountWaiting(storage::Snapshot& snapshot, const printers::PrinterRow& printer,
                                     const JobRefs& looks);

// The same, and remembers in the permits since when, and in the printer how many.
absl::Status NoteWaiting(storage::Txn& txn, printers::PrinterRow& printer, const JobRefs& looks,
                         absl::Time now);

// Of each lot of `site`: the reserved blanks that are cards already and wait for a look.
absl::StatusOr<std::map<std::string, int64_t>> CardsWaitingAt(storage::Snapshot& snapshot,
                                                              std::string_view site);

// Since when the card of a permitted attempt waits for a look; InfiniteFuture when it does not.
absl::StatusOr<absl::Time> WaitsSince(storage::Snapshot& snapshot, const records::RecordRow& record);

}  // namespace blangko::scheduler
