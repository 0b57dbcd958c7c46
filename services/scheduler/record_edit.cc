#include "services/scheduler/record_edit.h"

#include <utility>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/scheduler/grant_counts.h"
#include "services/stock/blank_uids.h"
#include "storage/layers/due_index.h"

namespace blangko::scheduler {
namespace {

using records::BlankMove;
using records::RecordRow;
using rows::v1::Attempt;
using rows::v1::Movement;
using rows::v1::RecordChange;

std::pair<rows::v1::Account, rows::v1::Account> AccountsOf(BlankMove move) {
  switch (move) {
    case BlankMove::kNone: break;
    case BlankMove::kAvailableToReserved: return {rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED};
    case BlankMove::kReservedToAvailable: return {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_AVAILABLE};
    case BlankMove::kReservedToConsumed: return {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_CONSUMED};
    case BlankMove::kReservedToSpoiled: return {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_SPOILED_HELD};
    case BlankMove::kReservedToUncertain:
      return {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_UNCERTAIN_HELD};
    case BlankMove::kReservedToLost: return {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_LOST};
    case BlankMove::kUncertainToConsumed:
      return {rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_CONSUMED};
    case BlankMove::kUncertainToSpoiled:
      return {rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_SPOILED_HELD};
    case BlankMove::kUncertainToAvailable:
      return {rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_AVAILABLE};
    case BlankMove::kUncertainToLost: return {rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_LOST};
    case BlankMove::kConsumedToSpoiled: return {rows::v1::ACCOUNT_CONSUMED, rows::v1::ACCOUNT_SPOILED_HELD};
  }
  return {rows::v1::ACCOUNT_UNSPECIFIED, rows::v1::ACCOUNT_UNSPECIFIED};
}

bool MovesBlank(const Movement& movement) { return movement.from() != rows::v1::ACCOUNT_UNSPECIFIED; }

bool IsReservation(const Movement& movement) { return movement.to() == rows::v1::ACCOUNT_RESERVED; }

}  // namespace

Movement MovementOf(BlankMove move, const RecordRow& record, const Attempt& attempt) {
  const auto [from, to] = AccountsOf(move);
  if (records::WasPrintedBefore(attempt)) return {};  // its blank was never in these books
  if (from == rows::v1::ACCOUNT_UNSPECIFIED) return {};
  Movement movement = stock::OneBlank(from, to, record.record_id(), attempt.number());
  movement.set_blank_uid(attempt.blank_uid());
  return movement;
}

absl::Status RecordEdit::Take(records::Event event, const StepNote& note) {
  return TakeStep(event, records::CurrentAttempt(row_), note);
}

absl::Status RecordEdit::TakeFor(records::Event event, uint32_t attempt, const StepNote& note) {
  return TakeStep(event, records::MutableAttempt(row_, attempt), note);
}

absl::Status RecordEdit::TakeStep(records::Event event, const Attempt* attempt, const StepNote& note) {
  ASSIGN_OR_RETURN(records::Step step, records::Advance(row_, event, note.reason));
  if (note.policy_version != 0) step.change.set_policy_version(note.policy_version);
  step.change.set_looked_by(note.looked_by);
  step.change.set_envelope(note.envelope);
  if (attempt == nullptr) return Post(row_.site(), "", {}, step.change, note.detail);
  step.change.set_attempt(attempt->number());
  step.change.set_station_id(attempt->station_id());
  Movement movement = MovementOf(step.move.blank, row_, *attempt);
  if (MovesBlank(movement)) movement.set_reason(attempt->reason());
  return Post(attempt->site(), attempt->lot(), movement, step.change, note.detail);
}

absl::Status RecordEdit::TakeWith(records::Event event, const Attempt& attempt, const Movement& movement,
                                  const StepNote& note) {
  ASSIGN_OR_RETURN(records::Step step, records::Advance(row_, event, note.reason));
  step.change.set_looked_by(note.looked_by);
  step.change.set_attempt(attempt.number());
  return Post(attempt.site(), attempt.lot(), movement, step.change, note.detail);
}

absl::Status RecordEdit::Note(std::string_view event, const Attempt& attempt, const Movement& movement,
                              const StepNote& note) {
  RecordChange change;
  change.set_record_id(row_.record_id());
  change.set_event(std::string(event));
  change.set_from_state(static_cast<uint32_t>(row_.state()));
  change.set_to_state(static_cast<uint32_t>(row_.state()));
  change.set_attempt(attempt.number());
  change.set_station_id(attempt.station_id());
  change.set_reason(note.reason);
  change.set_looked_by(note.looked_by);
  change.set_envelope(note.envelope);
  return Post(attempt.site().empty() ? row_.site() : attempt.site(), attempt.lot(), movement, change,
              note.detail);
}

absl::Status RecordEdit::Hold(std::string_view reason) {
  rows::v1::Hold hold;
  hold.set_reason(std::string(reason));
  hold.set_by(work_.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work_.act.now));
  return Hold(hold);
}

absl::Status RecordEdit::Hold(const rows::v1::Hold& hold) {
  if (row_.state() == rows::v1::RECORD_STATE_GRANTED) {
    Attempt* attempt = NewestAttempt(row_);
    RemoveReclaim(work_.txn, row_, *attempt);
    EndAttempt(*attempt, work_.act.now, {.outcome = "HELD", .reason = hold.reason()});
    RETURN_IF_ERROR(Uncount(work_.txn, *attempt));
  }
  RETURN_IF_ERROR(Take(records::Event::kHold, {.reason = hold.reason()}));
  *row_.mutable_hold() = hold;
  return absl::OkStatus();
}

// An entry that moves a blank goes to the stream of its lot, another one to that of the site.
absl::Status RecordEdit::Post(std::string_view site, std::string_view lot, const Movement& movement,
                              const RecordChange& change, const std::string& detail) {
  if (MovesBlank(movement) && !(IsReservation(movement) && Planted("grant-without-blank"))) {
    stock::Posting posting;
    posting.office = std::string(site);
    posting.lot = std::string(lot);
    posting.movements = {movement};
    posting.record = change;
    posting.detail = detail;
    ASSIGN_OR_RETURN(const storage::LogPosition at, stock::StockTable(work_.txn).Post(work_.act, posting));
    records::Remember(row_, site, lot, at);
    if (movement.blank_uid().empty()) return absl::OkStatus();
    const stock::UidUse use{row_.record_id(), movement.attempt(),  posting.office,
                            posting.lot,      change.station_id(), movement.to()};
    return stock::NoteUid(work_.txn, work_.act, movement.blank_uid(), use).status();
  }
  rows::v1::LogEntry entry = access::EntryOf(work_.act, "", "");
  *entry.mutable_record() = change;
  entry.set_detail(detail);
  ASSIGN_OR_RETURN(const storage::LogPosition at, access::AppendEvent(work_.txn, work_.act, site, entry));
  records::Remember(row_, site, "", at);
  return absl::OkStatus();
}

absl::Status RecordEdit::Save() {
  return records::RecordTable(work_.txn, work_.heads).Put(before_, row_, work_.act.now);
}

Attempt* NewestAttempt(RecordRow& record) {
  return record.attempts().empty() ? nullptr : record.mutable_attempts(record.attempts_size() - 1);
}

void EndAttempt(Attempt& attempt, absl::Time now, const Ending& ending) {
  attempt.set_outcome(std::string(ending.outcome));
  attempt.set_evidence(std::string(ending.evidence));
  attempt.set_reason(std::string(ending.reason));
  attempt.set_looked_by(std::string(ending.looked_by));
  if (!ending.blank_uid.empty()) attempt.set_blank_uid(std::string(ending.blank_uid));
  attempt.set_outcome_micros(absl::ToUnixMicros(now));
}

void RemoveReclaim(storage::Txn& txn, const RecordRow& record, const Attempt& attempt) {
  storage::RemoveDue(txn, {absl::FromUnixMicros(attempt.reclaim_micros()), storage::DueKind::kGrantReclaim,
                           record.record_id()});
}

}  // namespace blangko::scheduler
