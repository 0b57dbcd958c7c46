#include "services/scheduler/outcome.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/cards_out.h"
#include "services/records/gate.h"
#include "services/records/hold_reason.h"
#include "services/scheduler/fact_incident.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/placement.h"

namespace blangko::scheduler {
namespace {

using records::Event;
using records::RecordRow;

std::string_view NameOf(v1::Outcome outcome) {
  switch (outcome) {
    case v1::OUTCOME_PRINTED: return "PRINTED";
    case v1::OUTCOME_SPOILED: return "SPOILED";
    case v1::OUTCOME_UNCERTAIN: return "UNCERTAIN";
    case v1::OUTCOME_RELEASED: return "RELEASED";
    case v1::OUTCOME_NOT_PRINTED: return "NOT_PRINTED";
    case v1::OUTCOME_CARD_MISSING: return "CARD_MISSING";
    default: return "UNKNOWN";
  }
}

// The events for an outcome, first while permitted, then while in doubt.
struct Arrows {
  Event printed;
  Event spoiled;
  Event spoiled_too_often;
};
constexpr Arrows kPermitted = {Event::kPrinted, Event::kSpoiled, Event::kSpoiledTooOften};
constexpr Arrows kInDoubt = {Event::kResolvedPrinted, Event::kResolvedSpoiled,
                             Event::kResolvedSpoiledTooOften};

void MarkRepeatedSpoils(const Work& work, RecordRow& record) {
  rows::v1::Hold& hold = *record.mutable_hold();
  hold.Clear();
  hold.set_reason(records::kHoldSpoils);
  hold.set_by(work.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work.act.now));
}

void ForgetRequests(RecordRow& record) {
  record.clear_stop_request();
  record.clear_stop_reason();
  record.clear_stop_hold();
  record.clear_stop_move();
}

// The card of an attempt before it turned up while this one was at the printer: now there are two.
absl::Status OpenForSecondCard(Work& work, const RecordRow& record, const Finding& finding) {
  const rows::v1::Attempt& printed = *records::CurrentAttempt(record);
  const auto& attempts = record.attempts();
  const bool another = std::any_of(attempts.begin(), attempts.end(), [&](const rows::v1::Attempt& attempt) {
    return attempt.number() != printed.number() && attempt.outcome() == "PRINTED";
  });
  if (!another || Planted("second-card-in-order-unseen")) return absl::OkStatus();
  return OpenFor(work, record, incidents::v1::INCIDENT_KIND_SECOND_CARD,
                 {.attempt = printed.number(), .station_id = printed.station_id(), .known = ""}, finding);
}

absl::Status EndPrinted(Work& work, RecordEdit& edit, const Arrows& arrows, const Finding& finding) {
  const bool stale = edit.row().stop_request() == "CANCEL";
  RETURN_IF_ERROR(edit.Take(stale ? Event::kPrintedStale : arrows.printed, NoteOf(finding)));
  ForgetRequests(edit.row());
  return OpenForSecondCard(work, edit.row(), finding);
}

// The hold that was asked for; a request of an earlier release has only its reason.
rows::v1::Hold HoldAskedFor(const Work& work, const RecordRow& record) {
  rows::v1::Hold hold = record.stop_hold();
  if (Planted("asked-hold-forgets-its-end")) hold.clear_until_micros();
  if (!hold.reason().empty()) return hold;
  hold.set_reason(record.stop_reason().empty() ? records::kHoldPerson : record.stop_reason());
  hold.set_by(work.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work.act.now));
  return hold;
}

// To the line of the site that somebody chose while the record was away.
absl::Status FollowMove(Work& work, RecordEdit& edit) {
  RecordRow& record = edit.row();
  if (!record.has_stop_move() || record.stop_request() == "CANCEL") return absl::OkStatus();
  record.set_site(record.stop_move().site());
  ASSIGN_OR_RETURN(const records::Placement place, Placement().Place(work.txn, record, work.act.now));
  record.set_class_id(place.class_id);
  record.set_generation(place.generation);
  record.set_key_micros(absl::ToUnixMicros(place.key));
  return edit.Note("MOVE", *NewestAttempt(record), {}, {.reason = record.stop_move().reason()});
}

// Gagal berulang is for a person and has no end; what was asked besides is kept as its note.
void NoteAskedHold(RecordRow& record) {
  const bool asked = record.state() == rows::v1::RECORD_STATE_HELD && record.has_stop_hold();
  if (!asked || records::NeedsCard(record.stop_hold().reason())) return;
  record.mutable_hold()->set_note(absl::StrCat(
      record.stop_hold().reason(), record.stop_hold().note().empty() ? "" : ": ", record.stop_hold().note()));
}

// Why the record waits for whoever has a card of it; empty = no card is out.
std::string CardHoldOf(const RecordRow& record) {
  const bool asked = record.stop_request() == "HOLD" && records::NeedsCard(record.stop_reason());
  if (asked) return record.stop_reason();
  return records::CardsOut(record).empty() ? "" : records::kHoldLatePrinted;
}

// A card that is out goes before every other hold: that one becomes its note, and loses its end.
absl::Status HoldForCard(const Work& work, RecordEdit& edit, const std::string& reason) {
  RecordRow& record = edit.row();
  const bool held = record.state() == rows::v1::RECORD_STATE_HELD;
  rows::v1::Hold hold = held ? record.hold() : HoldAskedFor(work, record);
  if (hold.reason() != reason) {
    hold.set_note(absl::StrCat(hold.reason(), hold.note().empty() ? "" : ": ", hold.note()));
    hold.set_reason(reason);
  }
  hold.clear_until_micros();
  if (!held) return edit.Hold(hold);
  *record.mutable_hold() = hold;
  return absl::OkStatus();
}

absl::Status FollowRequest(Work& work, RecordEdit& edit) {
  const std::string card = Planted("spoils-hide-a-card") ? "" : CardHoldOf(edit.row());
  const std::optional<Event> next = records::AfterReturn(edit.row(), work.act.now);
  if (!card.empty() && next != Event::kCancel) return HoldForCard(work, edit, card);
  if (next == Event::kHold) return edit.Hold(HoldAskedFor(work, edit.row()));
  return next.has_value() ? edit.Take(*next, {.reason = edit.row().stop_reason()}) : absl::OkStatus();
}

absl::Status EndSpoiled(Work& work, RecordEdit& edit, const Arrows& arrows, const Finding& finding) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work.policies.Of(edit.row().site()));
  edit.row().set_spoil_count(edit.row().spoil_count() + 1);
  const bool too_often = edit.row().spoil_count() >= static_cast<uint32_t>(policy->spoil_limit());
  RETURN_IF_ERROR(edit.Take(too_often ? arrows.spoiled_too_often : arrows.spoiled, NoteOf(finding)));
  if (too_often) MarkRepeatedSpoils(work, edit.row());
  if (Planted("tail-requeue-after-spoil")) edit.row().set_key_micros(absl::ToUnixMicros(work.act.now));
  return absl::OkStatus();
}

// The station would be handed it again at once: a person gets the photo, or has it printed without.
bool LacksPhoto(const Finding& finding) {
  return finding.outcome == v1::OUTCOME_RELEASED &&
         (finding.reason == records::kHoldPhotoMissing || finding.reason == records::kHoldPhotoBroken);
}

}  // namespace

StepNote NoteOf(const Finding& finding) {
  return {.reason = finding.reason,
          .looked_by = finding.looked_by,
          .envelope = finding.envelope,
          .detail = finding.detail};
}

absl::Status FollowReturn(Work& work, RecordEdit& edit) {
  if (edit.row().state() == rows::v1::RECORD_STATE_UNCERTAIN) return absl::OkStatus();
  NoteAskedHold(edit.row());
  RETURN_IF_ERROR(FollowMove(work, edit));
  RETURN_IF_ERROR(FollowRequest(work, edit));
  ForgetRequests(edit.row());
  return absl::OkStatus();
}

absl::Status EndPermitted(Work& work, RecordEdit& edit, const Finding& finding) {
  EndAttempt(
      *NewestAttempt(edit.row()), work.act.now,
      {NameOf(finding.outcome), finding.evidence, finding.reason, finding.blank_uid, finding.looked_by});
  switch (finding.outcome) {
    case v1::OUTCOME_PRINTED: return EndPrinted(work, edit, kPermitted, finding);
    case v1::OUTCOME_SPOILED: RETURN_IF_ERROR(EndSpoiled(work, edit, kPermitted, finding)); break;
    case v1::OUTCOME_UNCERTAIN: RETURN_IF_ERROR(edit.Take(Event::kUncertain, NoteOf(finding))); break;
    case v1::OUTCOME_RELEASED:
      RETURN_IF_ERROR(Uncount(work.txn, *NewestAttempt(edit.row())));
      RETURN_IF_ERROR(edit.Take(Event::kReleasedByStation, NoteOf(finding)));
      break;
    case v1::OUTCOME_NOT_PRINTED:
      RETURN_IF_ERROR(Uncount(work.txn, *NewestAttempt(edit.row())));
      RETURN_IF_ERROR(edit.Take(Event::kNotPrintedMachine, NoteOf(finding)));
      break;
    default: return absl::InternalError("outcome: not validated");
  }
  RETURN_IF_ERROR(FollowReturn(work, edit));
  return LacksPhoto(finding) && edit.row().state() == rows::v1::RECORD_STATE_READY ? edit.Hold(finding.reason)
                                                                                   : absl::OkStatus();
}

absl::Status EndDoubt(Work& work, RecordEdit& edit, const Finding& finding) {
  EndAttempt(
      *NewestAttempt(edit.row()), work.act.now,
      {NameOf(finding.outcome), finding.evidence, finding.reason, finding.blank_uid, finding.looked_by});
  RETURN_IF_ERROR(SettleFor(work, edit.row(), NewestAttempt(edit.row())->number(), finding));
  switch (finding.outcome) {
    case v1::OUTCOME_PRINTED: return EndPrinted(work, edit, kInDoubt, finding);
    case v1::OUTCOME_SPOILED: RETURN_IF_ERROR(EndSpoiled(work, edit, kInDoubt, finding)); break;
    case v1::OUTCOME_NOT_PRINTED:
      RETURN_IF_ERROR(Uncount(work.txn, *NewestAttempt(edit.row())));
      RETURN_IF_ERROR(edit.Take(Event::kResolvedNotPrinted, NoteOf(finding)));
      break;
    case v1::OUTCOME_CARD_MISSING:
      RETURN_IF_ERROR(edit.Take(Event::kResolvedCardMissing, NoteOf(finding)));
      break;
    default: return absl::InternalError("doubt: not validated");
  }
  return FollowReturn(work, edit);
}

}  // namespace blangko::scheduler
