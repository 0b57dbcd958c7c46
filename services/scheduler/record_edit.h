// RecordEdit: one record being changed inside a transaction. Each step of the state table writes its one log entry,
// with the movement of the blank that the table asks for; Save writes the record.
//
//   RecordEdit edit(work, before);
//   RETURN_IF_ERROR(edit.Take(records::Event::kReclaim, {.reason = "TIMER"}));
//   RETURN_IF_ERROR(edit.Save());
//
// Failure: FORBIDDEN_MOVE, ACCOUNT_WOULD_BE_NEGATIVE; storage errors pass through. Threads: borrows one Txn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/access/actor.h"
#include "services/records/record_table.h"
#include "services/scheduler/policy_table.h"
#include "services/stock/stock_table.h"
#include "storage/layers/head_hint.h"
#include "storage/txn.h"

namespace blangko::scheduler {

// What every step inside one transaction needs.
struct Work {
  storage::Txn& txn;
  storage::HeadHint* heads;  // may be null
  const access::Act& act;
  PolicyCache& policies;
};

// What a step's log entry says beside the move.
struct StepNote {
  std::string reason = {};
  uint64_t policy_version = 0;
  std::string looked_by = {};
  std::string envelope = {};
  std::string detail = {};  // what people wrote; no personal data
};

// How an attempt ended.
struct Ending {
  std::string_view outcome = {};  // PRINTED, SPOILED, UNCERTAIN, RELEASED, RECLAIMED, HELD, CANCELLED
  std::string_view evidence = {};
  std::string_view reason = {};
  std::string_view blank_uid = {};
  std::string_view looked_by = {};
};

class RecordEdit {
 public:
  RecordEdit(Work& work, records::RecordRow before)
      : work_(work), before_(std::move(before)), row_(before_) {}

  records::RecordRow& row() { return row_; }
  const records::RecordRow& row() const { return row_; }

  // One step of the state table. The blank is that of the current attempt.
  absl::Status Take(records::Event event, const StepNote& note);
  // The same with the blank of that attempt, which need not be the current one.
  absl::Status TakeFor(records::Event event, uint32_t attempt, const StepNote& note);

  // The same where the table moves no blank: `movement` is that of the attempt's own.
  absl::Status TakeWith(records::Event event, const rows::v1::Attempt& attempt,
                        const rows::v1::Movement& movement, const StepNote& note);

  // A fact that changes no state. `movement` may be without accounts: then no blank moves.
  absl::Status Note(std::string_view event, const rows::v1::Attempt& attempt,
                    const rows::v1::Movement& movement, const StepNote& note);

  // READY, NOT_READY or GRANTED -> HELD until a person releases it.
  absl::Status Hold(std::string_view reason);
  // The same with a hold that somebody asked for before, whole: its note, its end and who asked.
  absl::Status Hold(const rows::v1::Hold& hold);

  absl::Status Save();

 private:
  absl::Status TakeStep(records::Event event, const rows::v1::Attempt* attempt, const StepNote& note);
  absl::Status Post(std::string_view site, std::string_view lot, const rows::v1::Movement& movement,
                    const rows::v1::RecordChange& change, const std::string& detail);

  Work& work_;
  const records::RecordRow before_;
  records::RecordRow row_;
};

// The movement that a step of the state table asks for of that attempt's blank; without accounts for kNone.
rows::v1::Movement MovementOf(records::BlankMove move, const records::RecordRow& record,
                              const rows::v1::Attempt& attempt);

// The attempt a record has now; nullptr before the first grant.
rows::v1::Attempt* NewestAttempt(records::RecordRow& record);

void EndAttempt(rows::v1::Attempt& attempt, absl::Time now, const Ending& ending);

// Forgets that an unstarted grant is to be reclaimed.
void RemoveReclaim(storage::Txn& txn, const records::RecordRow& record, const rows::v1::Attempt& attempt);

}  // namespace blangko::scheduler
