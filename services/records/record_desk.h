// RecordDesk: one change of a record inside a transaction, complete: the move of the state table, the blank of a grant,
// exactly one log entry, the history of the record, and its rows.
//
//   RecordRow after = before;
//   *after.mutable_hold() = hold;
//   return desk.Take(before, after, Event::kHold, {.reason = "PERSON"});
//
// Failure: FORBIDDEN_MOVE when the table has no such move, and then nothing is written; storage errors pass through.
// Threads: borrows one Txn and the caller's ports.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/access/actor.h"
#include "services/records/ports.h"
#include "services/records/record_table.h"
#include "storage/layers/head_hint.h"
#include "storage/txn.h"

namespace blangko::records {

// What records need from above, and the hints of the lines (null in tests). All outlive the user.
struct Ports {
  PlacementRule& placement;
  GrantReturn& grants;
  storage::HeadHint* heads = nullptr;
};

// What the log entry says besides the move. No personal data.
struct Remark {
  std::string reason;
  std::string detail;
  std::string other_record = {};  // that a hold stands against
};

class RecordDesk {
 public:
  RecordDesk(storage::Txn& txn, const access::Act& act, const Ports& ports)
      : txn_(txn), act_(act), ports_(ports) {}

  storage::Txn& txn() { return txn_; }
  const access::Act& act() const { return act_; }

  // Moves `after`, which still has the state of `before`, by `event`. Gives the row as it was put.
  absl::StatusOr<RecordRow> Take(const RecordRow& before, RecordRow after, Event event, const Remark& remark);

  // A change that is no move of the table: `event` is its name in the log.
  absl::StatusOr<RecordRow> Note(const RecordRow& before, RecordRow after, std::string_view event,
                                 const Remark& remark);

  // Opens or closes the gate if that follows from status, age and state; otherwise notes the change under `event`.
  absl::StatusOr<RecordRow> TurnGate(const RecordRow& before, RecordRow after, std::string_view event);

  // Writes a record that is new, already in its first state.
  absl::StatusOr<RecordRow> Add(RecordRow record, const rows::v1::Personal& personal, const Remark& remark);

  // Class, generation and key of `record` by the policy in force at its site.
  absl::Status Place(RecordRow& record);

 private:
  absl::Status Log(RecordRow& record, std::string_view stream, const rows::v1::RecordChange& change,
                   std::string_view detail);

  storage::Txn& txn_;
  const access::Act& act_;
  const Ports& ports_;
};

}  // namespace blangko::records
