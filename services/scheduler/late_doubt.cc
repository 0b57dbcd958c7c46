#include "services/scheduler/late_doubt.h"

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/card_out.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/fact_incident.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;

bool IsInDoubt(const RecordRow& record, uint32_t number) {
  for (const Attempt& attempt : record.attempts()) {
    if (attempt.number() == number) return attempt.outcome() == "UNCERTAIN";
  }
  return false;
}

rows::v1::Movement MoveOf(const RecordRow& record, const Attempt& attempt, const Finding& finding) {
  if (attempt.lot().empty()) return {};  // no blank was booked for it
  const bool missing = finding.outcome == v1::OUTCOME_CARD_MISSING;
  rows::v1::Movement movement = stock::OneBlank(
      rows::v1::ACCOUNT_UNCERTAIN_HELD, missing ? rows::v1::ACCOUNT_LOST : rows::v1::ACCOUNT_AVAILABLE,
      record.record_id(), attempt.number());
  movement.set_reason(finding.reason);
  movement.set_blank_uid(attempt.blank_uid());
  return movement;
}

}  // namespace

bool IsLateDoubt(const RecordRow& record, uint32_t attempt) {
  if (!IsInDoubt(record, attempt) || Planted("late-doubt-undecidable")) return false;
  const bool own = record.state() == rows::v1::RECORD_STATE_UNCERTAIN &&
                   records::CurrentAttempt(record)->number() == attempt;
  return !own;
}

absl::Status CheckInDoubt(const RecordRow& record, uint32_t attempt, records::Event event) {
  return IsLateDoubt(record, attempt) ? absl::OkStatus() : CheckCurrent(record, attempt, event);
}

absl::Status EndLateDoubt(Work& work, RecordEdit& edit, uint32_t number, const Finding& finding) {
  const Attempt attempt = *records::MutableAttempt(edit.row(), number);
  const bool missing = finding.outcome == v1::OUTCOME_CARD_MISSING;
  RETURN_IF_ERROR(edit.Note(missing ? "RESOLVED_CARD_MISSING" : "RESOLVED_NOT_PRINTED", attempt,
                            MoveOf(edit.row(), attempt, finding), NoteOf(finding)));
  EndAttempt(
      *records::MutableAttempt(edit.row(), number), work.act.now,
      {missing ? "CARD_MISSING" : "NOT_PRINTED", finding.evidence, finding.reason, "", finding.looked_by});
  RETURN_IF_ERROR(SettleFor(work, edit.row(), number, finding));
  return KeepForAPerson(work, edit.row());
}

absl::Status DoubtsAreDecidedFirst::Check(storage::Snapshot& snapshot,
                                          const rows::v1::Incident& incident) const {
  if (incident.record_id().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto record, records::FindRecord(snapshot, incident.record_id()));
  if (!record.has_value() || !IsInDoubt(*record, incident.attempt())) return absl::OkStatus();
  return Refuse(Reason::kCardIsOut,
                {{"record", incident.record_id()}, {"attempt", absl::StrCat(incident.attempt())}});
}

}  // namespace blangko::scheduler
