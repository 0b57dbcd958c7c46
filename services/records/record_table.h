// RecordTable: the rows of records with everything that hangs on them, inside a caller's transaction.
//
// Put keeps in step: the row of the line or list the record is in (storage/layers/line.h), the gate entry of the due
// index, and the flow counters. A record is in exactly one line row: (site, state, class, generation, key, ready).
//
// Failure: UNKNOWN_RECORD; DATA_LOSS for a row that does not decode; storage errors pass through.
// Threads: borrows one Snapshot or Txn; make a new one per transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/access/actor.h"
#include "services/records/record_state.h"
#include "storage/layers/head_hint.h"
#include "storage/layers/ledger_log.h"
#include "storage/layers/line.h"
#include "storage/txn.h"

namespace blangko::records {

using RecordRow = rows::v1::Record;

// ---- reading --------------------------------------------------------------------------------------------------------

// By record id or alias. UNKNOWN_RECORD if there is none.
absl::StatusOr<RecordRow> GetRecord(storage::Snapshot& snapshot, std::string_view record_id);
absl::StatusOr<std::optional<RecordRow>> FindRecord(storage::Snapshot& snapshot, std::string_view record_id);

// Personal data of a record; UNKNOWN_RECORD if there is none.
absl::StatusOr<rows::v1::Personal> GetPersonal(storage::Snapshot& snapshot, const RecordRow& record);

// The entry of a list of died, moved or duplicate persons that names this person, if any and if nobody decided that the
// list is wrong.
absl::StatusOr<std::optional<rows::v1::Watch>> FindWatch(storage::Snapshot& snapshot,
                                                         std::string_view person_id);

// The line a record is in, and its place there. A class has two lines of waiting records: those that were marked present
// stand in that of class number + kPresentLine.
inline constexpr uint64_t kPresentLine = 64;
storage::LineId LineOf(const RecordRow& record);
storage::LinePlace PlaceOf(const RecordRow& record);
// The class whose line it is.
uint64_t ClassOfLine(const storage::LineId& line);

// Waiting records of its class and generation before this one, and all of them, whoever is present.
struct Standing {
  int64_t rank = 0;
  int64_t length = 0;
};
absl::StatusOr<Standing> StandingOf(storage::Snapshot& snapshot, const RecordRow& record);

// Current attempt, or nothing before the first grant.
const rows::v1::Attempt* CurrentAttempt(const RecordRow& record);
// Null when the record has no attempt of that number.
const rows::v1::Attempt* FindAttempt(const RecordRow& record, uint32_t number);
rows::v1::Attempt* MutableAttempt(RecordRow& record, uint32_t number);

// Why an attempt is there whose card was printed before the store began.
inline constexpr char kOpeningReason[] = "SALDO_AWAL";
// Its card was printed before the store began: it ended without a station and without a lot, so that none of its moves
// moves a blank.
bool WasPrintedBefore(const rows::v1::Attempt& attempt);

// ---- changing -------------------------------------------------------------------------------------------------------

class RecordTable {
 public:
  // `heads` may be null (tests); then no hint is lowered when a record comes into a READY line.
  RecordTable(storage::Txn& txn, storage::HeadHint* heads) : txn_(txn), heads_(heads) {}

  absl::StatusOr<RecordRow> Get(std::string_view record_id) { return GetRecord(txn_, record_id); }

  // Writes a new record with its personal data; links it to its person.
  absl::Status Insert(const RecordRow& record, const rows::v1::Personal& personal, absl::Time now);

  // Rewrites a record. `before` is the row as it was read in this transaction.
  absl::Status Put(const RecordRow& before, const RecordRow& after, absl::Time now);

 private:
  storage::Txn& txn_;
  storage::HeadHint* heads_;
};

// One step of the state table on `record` (in memory; the caller puts it): sets the new state, and gives the log
// entry's change. FORBIDDEN_MOVE when the table has no such arrow.
struct Step {
  Move move;
  rows::v1::RecordChange change;
};
absl::StatusOr<Step> Advance(RecordRow& record, Event event, std::string_view reason);

// Remembers where the log entry of a step was written (the newest 64 are kept).
void Remember(RecordRow& record, std::string_view office, std::string_view lot, storage::LogPosition at);

}  // namespace blangko::records
