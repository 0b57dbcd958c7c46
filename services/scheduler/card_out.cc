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

constexpr std::string_view kInDoubt = "UNCERTAIN";

absl::StatusOr<Attempt> AttemptThatIsOut(const RecordRow& record, uint32_t number) {
  std::string out;
  for (const Attempt& attempt : record.attempts()) {
    if (!records::IsOut(attempt)) continue;
    if (attempt.number() == number) return attempt;
    absl::StrAppend(&out, out.empty() ? "" : ", ", attempt.number());
  }
  return Refuse(Reason::kStaleAttempt,
                {{"record", record.record_id()}, {"got", absl::StrCat(number)}, {"want", out}});
}

// It was taken for a good card before: its blank goes into the box.
absl::Status SpoilPrinted(Work& work, RecordEdit& edit, const Attempt& attempt, const Finding& finding) {
  rows::v1::Movement movement = stock::OneBlank(rows::v1::ACCOUNT_CONSUMED, rows::v1::ACCOUNT_SPOILED_HELD,
                                                edit.row().record_id(), attempt.number());
  movement.set_reason(finding.reason);
  movement.set_blank_uid(attempt.blank_uid());
  RETURN_IF_ERROR(edit.Note("RESOLVED_SPOILED", attempt, movement, NoteOf(finding)));
  EndAttempt(*records::MutableAttempt(edit.row(), attempt.number()), work.act.now,
             {"SPOILED", finding.evidence, finding.reason, finding.blank_uid, finding.looked_by});
  return absl::OkStatus();
}

// No card is out any more: from here on the hold is like any other.
void KeepForAPerson(const Work& work, RecordRow& record) {
  if (!records::CardsOut(record).empty() || !records::NeedsCard(record.hold().reason())) return;
  rows::v1::Hold& hold = *record.mutable_hold();
  hold.set_note(hold.reason());
  hold.set_reason(records::kHoldPerson);
  hold.set_by(work.act.actor.identity);
}

}  // namespace

bool AwaitsItsCard(const RecordRow& record) {
  const bool out = !records::CardsOut(record).empty();
  if (record.state() == rows::v1::RECORD_STATE_CANCELLED) return out;
  return record.state() == rows::v1::RECORD_STATE_HELD && (out || records::NeedsCard(record.hold().reason()));
}

absl::Status SettleCard(Work& work, RecordEdit& edit, const v1::ResolveJobRequest& request) {
  ASSIGN_OR_RETURN(const Attempt attempt, AttemptThatIsOut(edit.row(), request.attempt()));
  RETURN_IF_ERROR(CheckUidAlone(work.act.actor, edit.row().record_id(), attempt, request.blank_uid()));
  const Finding finding{request.outcome(),       "PERSON", request.reason(),        request.blank_uid(),
                        work.act.actor.identity, "",       MaskNiks(request.note())};
  const bool printed = request.outcome() == v1::OUTCOME_PRINTED;
  if (attempt.outcome() == kInDoubt) {
    RETURN_IF_ERROR(BookLate(work, edit, attempt.number(), finding).status());
  } else if (!printed) {
    RETURN_IF_ERROR(SpoilPrinted(work, edit, attempt, finding));
  }
  RETURN_IF_ERROR(SettleFor(work, edit.row(), attempt.number(), finding));
  const bool cancelled = edit.row().state() == rows::v1::RECORD_STATE_CANCELLED;
  const records::Event event = cancelled ? records::Event::kPrintedStale : records::Event::kResolvedPrinted;
  if (printed) return edit.Take(event, NoteOf(finding));
  edit.row().set_spoil_count(edit.row().spoil_count() + 1);
  KeepForAPerson(work, edit.row());
  return absl::OkStatus();
}

}  // namespace blangko::scheduler
