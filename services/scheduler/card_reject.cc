#include "services/scheduler/card_reject.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/incidents/incident_table.h"
#include "services/records/hold_reason.h"
#include "services/records/person_table.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/outcome.h"
#include "services/stock/card_register.h"

namespace blangko::scheduler {
namespace {

using incidents::IncidentRow;
using records::Event;
using records::RecordRow;
using rows::v1::Attempt;

constexpr char kRejected[] = "REJECTED";

bool Has(const RecordRow& record, std::string_view outcome) {
  const auto& attempts = record.attempts();
  return std::any_of(attempts.begin(), attempts.end(),
                     [&](const Attempt& attempt) { return attempt.outcome() == outcome; });
}

absl::StatusOr<Attempt> PrintedAttempt(const RecordRow& record, uint32_t number) {
  std::string printed;
  for (const Attempt& attempt : record.attempts()) {
    if (attempt.outcome() != "PRINTED") continue;
    if (attempt.number() == number) return attempt;
    absl::StrAppend(&printed, printed.empty() ? "" : ", ", attempt.number());
  }
  return Refuse(Reason::kStaleAttempt,
                {{"record", record.record_id()}, {"got", absl::StrCat(number)}, {"want", printed}});
}

bool HasSecondCard(const RecordRow& record) {
  const auto& attempts = record.attempts();
  return std::count_if(attempts.begin(), attempts.end(),
                       [](const Attempt& attempt) { return attempt.outcome() == "PRINTED"; }) > 1;
}

// The chip of a bad card often cannot be read; where two cards lie there it tells which one is meant.
absl::Status CheckUid(const access::Actor& actor, const RecordRow& record, const Attempt& attempt,
                      std::string_view uid) {
  if (uid.empty() && !HasSecondCard(record)) return absl::OkStatus();
  return CheckUidAlone(actor, record.record_id(), attempt, uid);
}

Finding FindingOf(const access::Act& act, const v1::RejectCardRequest& request) {
  return {v1::OUTCOME_SPOILED, "PERSON", request.cause(),         request.blank_uid(),
          act.actor.identity,  "",       MaskNiks(request.note())};
}

// The attempt's own words follow its blank.
void MarkSpoiled(const Work& work, RecordRow& record, uint32_t number, const Finding& finding) {
  EndAttempt(*records::MutableAttempt(record, number), work.act.now,
             {"SPOILED", finding.evidence, finding.reason, finding.blank_uid, finding.looked_by});
  record.set_spoil_count(record.spoil_count() + 1);
}

// One card is left, so that no second one is out any more.
absl::Status SettleSecondCard(Work& work, const RecordRow& record) {
  if (HasSecondCard(record) || Has(record, "UNCERTAIN")) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::vector<IncidentRow> known, incidents::IncidentsAbout(work.txn, record.record_id()));
  for (IncidentRow& incident : known) {
    if (!incidents::IsOpen(incident) || incident.kind() != incidents::v1::INCIDENT_KIND_SECOND_CARD) continue;
    const auto& attempts = record.attempts();
    const bool is_left = std::any_of(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
      return attempt.number() == incident.attempt() && attempt.outcome() == "PRINTED";
    });
    if (is_left) {
      incidents::SettleIncident(work.txn, incident, work.act.actor.identity, work.act.now, kRejected);
    }
  }
  return absl::OkStatus();
}

// A card that was printed before the store began is no blank of an account: it is kept with the cards that were taken back.
absl::Status KeepOldCard(Work& work, const RecordRow& record, const Finding& finding) {
  stock::CardRow card;
  card.set_office(record.site());
  card.set_record_id(record.record_id());
  card.set_cause(std::string(finding.reason));
  const absl::Status kept = stock::Withdraw(work.txn, work.act, std::move(card)).status();
  return ReasonOf(kept).empty() ? kept : absl::OkStatus();  // it is there, or burnt, already
}

// The record stays printed by the other card.
absl::Status SpoilSecondCard(Work& work, RecordEdit& edit, uint32_t number, const StepNote& note) {
  const Attempt& attempt = *records::MutableAttempt(edit.row(), number);
  rows::v1::Movement movement = MovementOf(records::BlankMove::kConsumedToSpoiled, edit.row(), attempt);
  movement.set_reason(attempt.reason());
  if (Planted("rejected-card-keeps-its-blank")) movement.Clear();
  RETURN_IF_ERROR(edit.Note(kRejected, attempt, movement, note));
  return SettleSecondCard(work, edit.row());
}

// Why the next card waits for a person; no reason = it need not. Of a card that is out FollowReturn knows.
absl::StatusOr<rows::v1::Hold> HoldAfter(Work& work, const RecordRow& record, bool too_often) {
  rows::v1::Hold hold;
  hold.set_by(work.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work.act.now));
  if (too_often) {
    hold.set_reason(records::kHoldSpoils);
    return hold;
  }
  ASSIGN_OR_RETURN(const rows::v1::Person person, records::FindPerson(work.txn, record.person_id()));
  ASSIGN_OR_RETURN(const auto other, records::OpenRecordOf(work.txn, person, record.record_id()));
  if (!other.has_value()) return hold;
  hold.set_reason(records::kHoldDuplicate);
  hold.set_other_record(*other);
  return hold;
}

absl::Status ReturnToLine(Work& work, RecordEdit& edit, uint32_t number, const StepNote& note) {
  RecordRow& record = edit.row();
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work.policies.Of(record.site()));
  const bool too_often = record.spoil_count() >= static_cast<uint32_t>(policy->spoil_limit());
  ASSIGN_OR_RETURN(const rows::v1::Hold hold, HoldAfter(work, record, too_often));
  RETURN_IF_ERROR(edit.TakeFor(too_often ? Event::kRejectedTooOften : Event::kRejected, number, note));
  if (too_often) *record.mutable_hold() = hold;
  RETURN_IF_ERROR(FollowReturn(work, edit));
  const bool waits =
      record.state() == rows::v1::RECORD_STATE_READY || record.state() == rows::v1::RECORD_STATE_NOT_READY;
  return waits && !hold.reason().empty() ? edit.Hold(hold) : absl::OkStatus();
}

}  // namespace

absl::Status RejectIn(Work& work, const v1::RejectCardRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow before, records::GetRecord(work.txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(work.act.actor, before.site()));
  RETURN_IF_ERROR(records::Advance(before.record_id(), before.state(), Event::kRejected).status());
  ASSIGN_OR_RETURN(const Attempt attempt, PrintedAttempt(before, request.attempt()));
  RETURN_IF_ERROR(CheckUid(work.act.actor, before, attempt, request.blank_uid()));
  const Finding finding = FindingOf(work.act, request);
  RecordEdit edit(work, before);
  MarkSpoiled(work, edit.row(), attempt.number(), finding);
  RETURN_IF_ERROR(incidents::SettleByDecision(work.txn, before.record_id(), attempt.number(),
                                              finding.looked_by, work.act.now, kRejected));
  if (records::WasPrintedBefore(attempt)) RETURN_IF_ERROR(KeepOldCard(work, before, finding));
  if (Has(edit.row(), "PRINTED")) {
    RETURN_IF_ERROR(SpoilSecondCard(work, edit, attempt.number(), NoteOf(finding)));
  } else {
    RETURN_IF_ERROR(ReturnToLine(work, edit, attempt.number(), NoteOf(finding)));
  }
  return edit.Save();
}

}  // namespace blangko::scheduler
