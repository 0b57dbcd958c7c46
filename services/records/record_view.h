// What clients see of a record: rows as messages of records.v1. No personal data beyond a masked NIK.
// Failure: storage errors while history is read. Threads: pure, or borrows one Snapshot.
#pragma once

#include "absl/status/statusor.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "storage/layers/line.h"
#include "storage/txn.h"

namespace blangko::records {

google::protobuf::Timestamp TimestampOf(int64_t micros);

// Without attempts and history.
v1::Record BasicView(const rows::v1::Record& record);

// With attempts, and the history read from the log.
absl::StatusOr<v1::Record> FullView(storage::Snapshot& snapshot, const rows::v1::Record& record);

// What a line row alone tells; lists read no records.
v1::Record ViewOfLine(const storage::LineId& line, const storage::LinePlace& place,
                      const rows::v1::LineEntry& entry);

v1::Personal ViewOfPersonal(const rows::v1::Personal& personal);
v1::Import ViewOfImport(const rows::v1::Import& import);
v1::ImportError ViewOfError(const rows::v1::ImportError& error);
v1::ImportHeld ViewOfHeld(const rows::v1::ImportHeld& held);

}  // namespace blangko::records
