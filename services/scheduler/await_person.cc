#include "services/scheduler/await_person.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/hold_reason.h"
#include "services/records/person_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Hold;

Hold HoldFor(const Work& work, std::string_view reason) {
  Hold hold;
  hold.set_reason(std::string(reason));
  hold.set_by(work.act.actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(work.act.now));
  return hold;
}

// A hold for its own card is not replaced by one for another record's, nor a card that is out by one that may be.
bool IsWeaker(std::string_view reason, std::string_view known) {
  if (known == records::kHoldLatePrinted || known == reason) return true;
  return records::NeedsCard(known) && !records::NeedsCard(reason);
}

void HoldOnceMore(RecordRow& record, Hold hold) {
  const std::string held_for = record.hold().reason();
  if (IsWeaker(hold.reason(), held_for)) return;
  hold.set_note(held_for);
  *record.mutable_hold() = std::move(hold);
}

// Whole, so that no end of an earlier one lets another card be printed.
void AskForHold(RecordRow& record, Hold hold) {
  const bool asked = record.stop_request() == "HOLD";
  if (record.stop_request() == "CANCEL" || (asked && IsWeaker(hold.reason(), record.stop_reason()))) return;
  record.set_stop_request("HOLD");
  record.set_stop_reason(hold.reason());
  *record.mutable_stop_hold() = std::move(hold);
}

absl::Status Await(RecordEdit& edit, const Hold& hold) {
  RecordRow& record = edit.row();
  switch (record.state()) {
    case rows::v1::RECORD_STATE_NOT_READY:
    case rows::v1::RECORD_STATE_READY:
    case rows::v1::RECORD_STATE_GRANTED: return edit.Hold(hold);
    case rows::v1::RECORD_STATE_HELD: HoldOnceMore(record, hold); return absl::OkStatus();
    case rows::v1::RECORD_STATE_STARTED:
    case rows::v1::RECORD_STATE_OFFLINE:
    case rows::v1::RECORD_STATE_UNCERTAIN: AskForHold(record, hold); return absl::OkStatus();
    default: return absl::OkStatus();
  }
}

}  // namespace

absl::Status AwaitPerson(const Work& work, RecordEdit& edit, std::string_view reason) {
  return Await(edit, HoldFor(work, reason));
}

absl::Status HoldOthersOf(Work& work, const RecordRow& record) {
  if (Planted("other-record-prints-on")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const rows::v1::Person person, records::FindPerson(work.txn, record.person_id()));
  Hold hold = HoldFor(work, records::kHoldDuplicate);
  hold.set_other_record(record.record_id());
  for (const std::string& id : records::OtherRecordsOf(person, record.record_id())) {
    ASSIGN_OR_RETURN(RecordRow other, records::GetRecord(work.txn, id));
    if (!records::IsOpen(other.state())) continue;
    RecordEdit edit(work, std::move(other));
    RETURN_IF_ERROR(Await(edit, hold));
    RETURN_IF_ERROR(edit.Save());
  }
  return absl::OkStatus();
}

}  // namespace blangko::scheduler
