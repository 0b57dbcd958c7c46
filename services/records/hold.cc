#include "services/records/hold.h"

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/records/gate.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

// A station may be printing the card: only its answer moves the record.
absl::StatusOr<RecordRow> AskStation(RecordDesk& desk, const RecordRow& before, std::string_view request,
                                     std::string_view reason) {
  RecordRow after = before;
  after.set_stop_request(std::string(request));
  after.set_stop_reason(std::string(reason));
  return desk.Note(before, after, absl::StrCat(ToAbsl(request), "_REQUESTED"), {std::string(reason), ""});
}

rows::v1::Hold HoldRow(const RecordDesk& desk, const HoldOrder& order) {
  rows::v1::Hold hold;
  hold.set_reason(order.reason);
  hold.set_note(order.note);
  hold.set_by(desk.act().actor.identity);
  hold.set_since_micros(absl::ToUnixMicros(desk.act().now));
  hold.set_until_micros(order.until_micros);
  return hold;
}

bool MayMove(State state) {
  return state == rows::v1::RECORD_STATE_NOT_READY || state == rows::v1::RECORD_STATE_READY ||
         state == rows::v1::RECORD_STATE_HELD || state == rows::v1::RECORD_STATE_GRANTED;
}

}  // namespace

absl::StatusOr<RecordRow> HoldRecord(RecordDesk& desk, const RecordRow& before, const HoldOrder& order) {
  if (IsPermitted(before.state()) && before.stop_request() != "CANCEL") {
    return AskStation(desk, before, "HOLD", order.reason);
  }
  RecordRow after = before;
  *after.mutable_hold() = HoldRow(desk, order);
  return desk.Take(before, after, Event::kHold, {order.reason, order.note});
}

absl::StatusOr<RecordRow> ReleaseRecord(RecordDesk& desk, const RecordRow& before, std::string_view note) {
  RecordRow after = before;
  const absl::Time now = desk.act().now;
  const bool open = GateOpen(after, now);
  if (open && after.ready_micros() == 0) {
    after.set_ready_micros(OpenedMicros(after, now));
    RETURN_IF_ERROR(desk.Place(after));
  }
  if (Planted("hold-loses-place")) after.set_key_micros(absl::ToUnixMicros(now));
  return desk.Take(before, after, open ? Event::kRelease : Event::kReleaseClosed,
                   {before.hold().reason(), std::string(note)});
}

absl::StatusOr<RecordRow> CancelRecord(RecordDesk& desk, const RecordRow& before, std::string_view reason) {
  if (IsPermitted(before.state())) return AskStation(desk, before, "CANCEL", reason);
  return desk.Take(before, before, Event::kCancel, {std::string(reason), ""});
}

absl::StatusOr<RecordRow> MoveRecord(RecordDesk& desk, const RecordRow& before, std::string_view site,
                                     std::string_view reason) {
  if (!MayMove(before.state())) {
    return Refuse(
        Reason::kForbiddenMove,
        {{"record", before.record_id()}, {"state", std::string(NameOf(before.state()))}, {"event", "MOVE"}});
  }
  RecordRow after = before;
  after.set_site(std::string(site));
  if (before.state() == rows::v1::RECORD_STATE_GRANTED) after.set_state(rows::v1::RECORD_STATE_READY);
  RETURN_IF_ERROR(desk.Place(after));
  return desk.Note(before, after, "MOVE",
                   {std::string(reason), absl::StrCat("from=", before.site(), " to=", ToAbsl(site))});
}

}  // namespace blangko::records
