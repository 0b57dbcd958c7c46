#include "services/records/hold.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/records/cards_out.h"
#include "services/records/gate.h"
#include "services/records/hold_reason.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

// A station may be printing the card: only its answer moves the record.
absl::StatusOr<RecordRow> AskStation(RecordDesk& desk, const RecordRow& before, RecordRow after,
                                     std::string_view request, const Remark& remark) {
  after.set_stop_request(std::string(request));
  after.set_stop_reason(remark.reason);
  return desk.Note(before, std::move(after), absl::StrCat(ToAbsl(request), "_REQUESTED"), remark);
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

// Permitted, and not asked to be cancelled: after a cancel nothing is left to hold or move.
bool MayAskStation(const RecordRow& record) {
  return IsPermitted(record.state()) && record.stop_request() != "CANCEL";
}

// A hold that was asked for because somebody must look is not ended by the date of a later one.
void KeepLook(const RecordRow& before, rows::v1::Hold& asked) {
  if (before.stop_request() != "HOLD" || !NeedsLook(before.stop_reason())) return;
  asked.set_note(absl::StrCat(asked.reason(), asked.note().empty() ? "" : ": ", asked.note()));
  asked.set_reason(before.stop_reason());
  asked.clear_until_micros();
}

// A hold that was asked for before stays asked for, and is made where the record then is.
absl::StatusOr<RecordRow> AskToMove(RecordDesk& desk, const RecordRow& before, std::string_view site,
                                    std::string_view reason) {
  RecordRow after = before;
  rows::v1::MoveOrder& order = *after.mutable_stop_move();
  order.set_site(std::string(site));
  order.set_reason(std::string(reason));
  order.set_by(desk.act().actor.identity);
  const Remark remark{std::string(reason), absl::StrCat("to=", ToAbsl(site))};
  if (before.stop_request() == "HOLD") return desk.Note(before, after, "MOVE_REQUESTED", remark);
  return AskStation(desk, before, std::move(after), "MOVE", remark);
}

absl::Status CheckReason(const RecordRow& before, std::string_view why) {
  const bool held = before.state() == rows::v1::RECORD_STATE_HELD;
  const bool blank = absl::StripAsciiWhitespace(ToAbsl(why)).empty();
  if (!held || !blank || !NeedsLook(before.hold().reason()) || Planted("release-without-reason")) {
    return absl::OkStatus();
  }
  return Refuse(Reason::kReasonNeeded, {{"record", before.record_id()}, {"hold", before.hold().reason()}},
                {{"reason", "", "why it may go on; no personal data"}});
}

absl::Status CheckNoCardIsOut(RecordDesk& desk, const RecordRow& before) {
  const bool held = before.state() == rows::v1::RECORD_STATE_HELD && NeedsCard(before.hold().reason());
  ASSIGN_OR_RETURN(const std::string out, held ? CardsToSettle(desk.txn(), before) : CardsOut(before));
  if (out.empty()) return absl::OkStatus();
  return Refuse(Reason::kCardIsOut, {{"record", before.record_id()}, {"attempt", out}});
}

}  // namespace

absl::StatusOr<RecordRow> HoldRecord(RecordDesk& desk, const RecordRow& before, const HoldOrder& order) {
  RecordRow after = before;
  if (MayAskStation(before)) {
    *after.mutable_stop_hold() = HoldRow(desk, order);
    KeepLook(before, *after.mutable_stop_hold());
    return AskStation(desk, before, after, "HOLD", {after.stop_hold().reason(), after.stop_hold().note()});
  }
  *after.mutable_hold() = HoldRow(desk, order);
  return desk.Take(before, after, Event::kHold, {order.reason, order.note});
}

absl::StatusOr<RecordRow> ReleaseRecord(RecordDesk& desk, const RecordRow& before, std::string_view why) {
  if (!Planted("release-while-card-is-out")) RETURN_IF_ERROR(CheckNoCardIsOut(desk, before));
  return ReleaseChanged(desk, before, before, why);
}

absl::StatusOr<RecordRow> ReleaseChanged(RecordDesk& desk, const RecordRow& before, RecordRow after,
                                         std::string_view why) {
  RETURN_IF_ERROR(CheckReason(before, why));
  const absl::Time now = desk.act().now;
  const bool open = GateOpen(after, now);
  if (open && after.ready_micros() == 0) {
    after.set_ready_micros(OpenedMicros(after, now));
    RETURN_IF_ERROR(desk.Place(after));
  }
  if (Planted("hold-loses-place")) after.set_key_micros(absl::ToUnixMicros(now));
  return desk.Take(before, after, open ? Event::kRelease : Event::kReleaseClosed,
                   {before.hold().reason(), std::string(why), before.hold().other_record()});
}

absl::StatusOr<RecordRow> CancelRecord(RecordDesk& desk, const RecordRow& before, std::string_view reason) {
  if (!Planted("cancel-while-card-is-out")) RETURN_IF_ERROR(CheckNoCardIsOut(desk, before));
  if (IsPermitted(before.state())) {
    return AskStation(desk, before, before, "CANCEL", {std::string(reason), ""});
  }
  return desk.Take(before, before, Event::kCancel, {std::string(reason), ""});
}

absl::StatusOr<RecordRow> MoveRecord(RecordDesk& desk, const RecordRow& before, std::string_view site,
                                     std::string_view reason) {
  if (MayAskStation(before)) return AskToMove(desk, before, site, reason);
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
