#include "services/scheduler/card_out.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/records/cards_out.h"
#include "services/records/hold_reason.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/fact_incident.h"
#include "services/scheduler/late_fact.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Attempt;

bool Waits(const RecordRow& record) {
  return record.state() == rows::v1::RECORD_STATE_HELD || record.state() == rows::v1::RECORD_STATE_CANCELLED;
}

// Of an attempt that was never given to whoever spoke of it the record learns when somebody has its card. It is not the
// newest one: that is the one that was given last.
Attempt AddUnknown(RecordRow& record, const incidents::IncidentRow& incident) {
  Attempt& added = *record.add_attempts();
  added.set_number(incident.attempt());
  added.set_station_id(incident.station_id());
  added.set_site(record.site());
  added.set_blank_uid(incident.blank_uid());
  const Attempt attempt = added;
  const int size = record.attempts_size();
  if (size > 1) record.mutable_attempts()->SwapElements(size - 2, size - 1);
  return attempt;
}

// The attempt whose card is out, or of whose card an open incident speaks.
absl::StatusOr<Attempt> AttemptToSettle(Work& work, RecordRow& record, uint32_t number) {
  const Attempt* known = records::MutableAttempt(record, number);
  if (known != nullptr && records::IsOut(*known)) return *known;
  ASSIGN_OR_RETURN(const auto open, incidents::AllOpenAbout(work.txn, record.record_id()));
  for (const incidents::IncidentRow& incident : open) {
    if (incident.attempt() != number || incidents::IsAboutChip(incident)) continue;
    return known != nullptr ? *known : AddUnknown(record, incident);
  }
  ASSIGN_OR_RETURN(const std::string want, records::CardsToSettle(work.txn, record));
  return Refuse(Reason::kStaleAttempt,
                {{"record", record.record_id()}, {"got", absl::StrCat(number)}, {"want", want}});
}

// It was taken for a good card before: its blank goes into the box.
absl::Status SpoilPrinted(Work& work, RecordEdit& edit, const Attempt& attempt, const Finding& finding) {
  rows::v1::Movement movement = stock::OneBlank(rows::v1::ACCOUNT_CONSUMED, rows::v1::ACCOUNT_SPOILED_HELD,
                                                edit.row().record_id(), attempt.number());
  movement.set_reason(finding.reason);
  movement.set_blank_uid(attempt.blank_uid());
  if (records::WasPrintedBefore(attempt)) movement.Clear();
  RETURN_IF_ERROR(edit.Note("RESOLVED_SPOILED", attempt, movement, NoteOf(finding)));
  EndAttempt(*records::MutableAttempt(edit.row(), attempt.number()), work.act.now,
             {"SPOILED", finding.evidence, finding.reason, finding.blank_uid, finding.looked_by});
  return absl::OkStatus();
}

// The blank goes where the finding says, if it is not there.
absl::Status BookCard(Work& work, RecordEdit& edit, const Attempt& attempt, const Finding& finding) {
  const bool was_printed = attempt.outcome() == "PRINTED";
  if (!was_printed) return BookLate(work, edit, attempt.number(), finding).status();
  if (finding.outcome == v1::OUTCOME_PRINTED) return absl::OkStatus();
  return SpoilPrinted(work, edit, attempt, finding);
}

}  // namespace

absl::StatusOr<bool> AwaitsItsCard(storage::Snapshot& snapshot, const RecordRow& record) {
  if (!Waits(record)) return false;
  ASSIGN_OR_RETURN(const std::string out, records::CardsToSettle(snapshot, record));
  return !out.empty();
}

absl::Status KeepForAPerson(Work& work, RecordRow& record) {
  ASSIGN_OR_RETURN(const std::string out, records::CardsToSettle(work.txn, record));
  if (!out.empty() || !records::NeedsCard(record.hold().reason())) return absl::OkStatus();
  rows::v1::Hold& hold = *record.mutable_hold();
  hold.set_note(hold.reason());
  hold.set_reason(records::kHoldPerson);
  hold.set_by(work.act.actor.identity);
  return absl::OkStatus();
}

absl::Status SettleCard(Work& work, RecordEdit& edit, const v1::ResolveJobRequest& request) {
  ASSIGN_OR_RETURN(const Attempt attempt, AttemptToSettle(work, edit.row(), request.attempt()));
  RETURN_IF_ERROR(CheckUidAlone(work.act.actor, edit.row().record_id(), attempt, request.blank_uid()));
  const Finding finding{request.outcome(),       "PERSON", request.reason(),        request.blank_uid(),
                        work.act.actor.identity, "",       MaskNiks(request.note())};
  const bool printed = request.outcome() == v1::OUTCOME_PRINTED;
  RETURN_IF_ERROR(BookCard(work, edit, attempt, finding));
  if (printed && !Waits(edit.row())) return absl::OkStatus();  // there are two: one of them is rejected first
  RETURN_IF_ERROR(SettleFor(work, edit.row(), attempt.number(), finding, incidents::Decided::kAnyCard));
  const bool cancelled = edit.row().state() == rows::v1::RECORD_STATE_CANCELLED;
  const records::Event event = cancelled ? records::Event::kPrintedStale : records::Event::kResolvedPrinted;
  if (printed) return edit.Take(event, NoteOf(finding));
  if (attempt.outcome() != "SPOILED") edit.row().set_spoil_count(edit.row().spoil_count() + 1);
  return KeepForAPerson(work, edit.row());
}

}  // namespace blangko::scheduler
