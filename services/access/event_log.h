// EventLog writes the one entry that every change owes to the ledger log.
//
// An entry without blanks goes to the stream (office, ""); one that moves blanks goes to the stream (office, lot),
// written by stock, whose balances ride in it. See storage/layers/ledger_log.h for the chain.
// Failure: storage errors. Threads: borrows one Txn.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/access/actor.h"
#include "storage/layers/ledger_log.h"
#include "storage/txn.h"

namespace blangko::access {

// An entry with time, actor, second person and request filled in.
rows::v1::LogEntry EntryOf(const Act& act, std::string_view subject, std::string_view event);

// Appends an entry that moves no blank to the stream of `office`.
absl::StatusOr<storage::LogPosition> AppendEvent(storage::Txn& txn, const Act& act, std::string_view office,
                                                 const rows::v1::LogEntry& entry);

// Where an entry was written, in the form that a record's history keeps.
rows::v1::HistoryRef HistoryRefOf(std::string_view office, std::string_view lot, storage::LogPosition at);

}  // namespace blangko::access
