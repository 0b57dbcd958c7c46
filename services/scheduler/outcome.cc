#include "services/scheduler/outcome.h"

#include <optional>
#include <string_view>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/gate.h"

namespace blangko::scheduler {
namespace {

using records::Event;
using records::RecordRow;

constexpr char kRepeatedSpoils[] = "GAGAL_BERULANG";

std::string_view NameOf(v1::Outcome outcome) {
  switch (outcome) {
    case v1::OUTCOME_PRINTED: return "PRINTED";
    case v1::OUTCOME_SPOILED: return "SPOILED";
    case v1::OUTCOME_UNCERTAIN: return "UNCERTAIN";
    case v1::OUTCOME_RELEASED: return "RELEASED";
    case v1::OUTCOME_NOT_PRINTED: return "NOT_PRINTED";
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
  hold.set_reason(kRepeatedSpoils);
  hold.set_by(work.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work.act.now));
}

absl::Status EndPrinted(RecordEdit& edit, const Arrows& arrows, const Finding& finding) {
  const bool stale = edit.row().stop_request() == "CANCEL";
  RETURN_IF_ERROR(edit.Take(stale ? Event::kPrintedStale : arrows.printed, {.reason = finding.reason}));
  edit.row().clear_stop_request();
  edit.row().clear_stop_reason();
  return absl::OkStatus();
}

absl::Status EndSpoiled(Work& work, RecordEdit& edit, const Arrows& arrows, const Finding& finding) {
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work.policies.Of(edit.row().site()));
  edit.row().set_spoil_count(edit.row().spoil_count() + 1);
  const bool too_often = edit.row().spoil_count() >= static_cast<uint32_t>(policy->spoil_limit());
  RETURN_IF_ERROR(
      edit.Take(too_often ? arrows.spoiled_too_often : arrows.spoiled, {.reason = finding.reason}));
  if (too_often) MarkRepeatedSpoils(work, edit.row());
  if (Planted("tail-requeue-after-spoil")) edit.row().set_key_micros(absl::ToUnixMicros(work.act.now));
  return absl::OkStatus();
}

}  // namespace

absl::Status FollowReturn(Work& work, RecordEdit& edit) {
  const std::optional<Event> next = records::AfterReturn(edit.row(), work.act.now);
  const std::string reason = edit.row().stop_reason().empty() ? "PERSON" : edit.row().stop_reason();
  if (next == Event::kHold) {
    RETURN_IF_ERROR(edit.Hold(reason));
  } else if (next.has_value()) {
    RETURN_IF_ERROR(edit.Take(*next, {.reason = edit.row().stop_reason()}));
  }
  if (edit.row().state() == rows::v1::RECORD_STATE_UNCERTAIN) return absl::OkStatus();
  edit.row().clear_stop_request();
  edit.row().clear_stop_reason();
  return absl::OkStatus();
}

absl::Status EndPermitted(Work& work, RecordEdit& edit, const Finding& finding) {
  EndAttempt(*NewestAttempt(edit.row()), work.act.now,
             {NameOf(finding.outcome), finding.evidence, finding.reason, finding.blank_uid});
  switch (finding.outcome) {
    case v1::OUTCOME_PRINTED: return EndPrinted(edit, kPermitted, finding);
    case v1::OUTCOME_SPOILED: RETURN_IF_ERROR(EndSpoiled(work, edit, kPermitted, finding)); break;
    case v1::OUTCOME_UNCERTAIN:
      RETURN_IF_ERROR(edit.Take(Event::kUncertain, {.reason = finding.reason}));
      break;
    case v1::OUTCOME_RELEASED:
      RETURN_IF_ERROR(edit.Take(Event::kReleasedByStation, {.reason = finding.reason}));
      break;
    case v1::OUTCOME_NOT_PRINTED:
      RETURN_IF_ERROR(edit.Take(Event::kNotPrintedMachine, {.reason = finding.reason}));
      break;
    default: return absl::InternalError("outcome: not validated");
  }
  return FollowReturn(work, edit);
}

absl::Status EndDoubt(Work& work, RecordEdit& edit, const Finding& finding) {
  EndAttempt(*NewestAttempt(edit.row()), work.act.now,
             {NameOf(finding.outcome), finding.evidence, finding.reason, finding.blank_uid});
  if (finding.outcome == v1::OUTCOME_PRINTED) return EndPrinted(edit, kInDoubt, finding);
  RETURN_IF_ERROR(EndSpoiled(work, edit, kInDoubt, finding));
  return FollowReturn(work, edit);
}

}  // namespace blangko::scheduler
