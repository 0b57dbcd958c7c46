#include "services/opening/opening_items.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/opening/opening_table.h"
#include "services/opening/validate_opening.h"
#include "services/records/cards_out.h"
#include "services/records/hold_reason.h"
#include "services/refusal/refusal.h"

namespace blangko::opening {
namespace {

using records::RecordRow;
using scheduler::RecordEdit;
using scheduler::Work;

constexpr char kWantWaiting[] = "waiting: NOT_READY, READY or HELD, and no card of it out";
constexpr char kWantUnprinted[] = "not printed yet";

absl::Status DoesNotFit(const RecordRow& record, std::string got, std::string_view want) {
  return Refuse(Reason::kRecordNotForOpening,
                {{"record", record.record_id()}, {"got", std::move(got)}, {"want", std::string(want)}});
}

// The record, printed by that office or one below it.
absl::StatusOr<RecordRow> RecordOf(Work& work, const Place& place, const std::string& record_id) {
  ASSIGN_OR_RETURN(RecordRow record, records::GetRecord(work.txn, record_id));
  RETURN_IF_ERROR(access::CheckScope(work.act.actor, record.site()));
  if (access::Covers(place.office, record.site())) return record;
  return DoesNotFit(record, absl::StrCat("of site ", record.site()),
                    absl::StrCat("of office ", place.office));
}

bool Waits(const RecordRow& record) {
  return record.state() == rows::v1::RECORD_STATE_READY ||
         record.state() == rows::v1::RECORD_STATE_NOT_READY || record.state() == rows::v1::RECORD_STATE_HELD;
}

bool MayNotHaveIt(const RecordRow& record) {
  constexpr std::array kReasons = {records::kHoldDied, records::kHoldDuplicatePerson};
  return record.state() == rows::v1::RECORD_STATE_HELD &&
         std::find(kReasons.begin(), kReasons.end(), record.hold().reason()) != kReasons.end();
}

absl::Status CheckWaits(Work& work, const RecordRow& record) {
  const std::string state(records::NameOf(record.state()));
  if (!Waits(record)) return DoesNotFit(record, state, kWantWaiting);
  if (MayNotHaveIt(record)) return DoesNotFit(record, "HELD: " + record.hold().reason(), kWantWaiting);
  ASSIGN_OR_RETURN(const std::string out, records::CardsToSettle(work.txn, record));
  if (out.empty()) return absl::OkStatus();
  return DoesNotFit(record, absl::StrCat(state, ", and the card of attempt ", out, " is out"), kWantWaiting);
}

rows::v1::Attempt AddAttempt(const Work& work, RecordRow& record, int64_t printed_day) {
  const rows::v1::Attempt* newest = records::CurrentAttempt(record);
  const uint32_t number = newest == nullptr ? 1 : newest->number() + 1;
  rows::v1::Attempt& attempt = *record.add_attempts();
  attempt.set_number(number);
  attempt.set_site(record.site());
  const absl::Time when =
      printed_day == 0 ? work.act.now
                       : absl::FromCivil(absl::CivilDay(1970, 1, 1) + printed_day, absl::UTCTimeZone());
  scheduler::EndAttempt(attempt, std::min(when, work.act.now),
                        {.outcome = "PRINTED",
                         .evidence = "PERSON",
                         .reason = records::kOpeningReason,
                         .looked_by = work.act.actor.identity});
  return attempt;
}

// "" when the row that is there says the same.
std::string OtherContent(const CardRow& row, const v1::UncollectedCard& card, int64_t day) {
  if (row.place() == card.place() && row.printed_day() == day) return "";
  return absl::StrCat("entered by ", row.by(), " with another day or place");
}

}  // namespace

absl::StatusOr<bool> TakeCard(Work& work, const Place& place, const v1::UncollectedCard& card) {
  RETURN_IF_ERROR(ValidateCard(card));
  ASSIGN_OR_RETURN(const int64_t day, DayOf("printed_date", card.printed_date(), place.today));
  ASSIGN_OR_RETURN(RecordRow record, RecordOf(work, place, card.record_id()));
  const std::string id = record.record_id();
  ASSIGN_OR_RETURN(const std::optional<CardRow> known, FindCard(work.txn, place.office, id));
  if (known.has_value()) {
    const std::string other = OtherContent(*known, card, day);
    if (other.empty()) return false;
    return DoesNotFit(record, other, kWantWaiting);
  }
  RETURN_IF_ERROR(CheckWaits(work, record));
  RecordEdit edit(work, std::move(record));
  const rows::v1::Attempt attempt = AddAttempt(work, edit.row(), day);
  if (!Planted("opening-card-stays-in-line")) {
    RETURN_IF_ERROR(edit.TakeWith(
        records::Event::kPrintedBefore, attempt, {},
        {.reason = records::kOpeningReason, .looked_by = work.act.actor.identity, .detail = "OPENING"}));
    edit.row().clear_hold();
  }
  RETURN_IF_ERROR(edit.Save());
  CardRow row;
  row.set_record_id(id);
  row.set_printed_day(day);
  row.set_place(card.place());
  row.set_by(work.act.actor.identity);
  row.set_since_micros(absl::ToUnixMicros(work.act.now));
  PutCard(work.txn, place.office, row);
  return true;
}

absl::StatusOr<bool> TakeSuket(Work& work, const Place& place, const v1::OutstandingSuket& suket) {
  RETURN_IF_ERROR(ValidateSuket(suket));
  ASSIGN_OR_RETURN(const int64_t day, DayOf("issued_date", suket.issued_date(), place.today));
  ASSIGN_OR_RETURN(RecordRow record, RecordOf(work, place, suket.record_id()));
  ASSIGN_OR_RETURN(const std::optional<SuketRow> known, FindSuket(work.txn, place.office, suket.number()));
  if (known.has_value() && !Planted("opening-suket-twice")) {
    if (known->record_id() == record.record_id() && known->issued_day() == day) return false;
    return Refuse(Reason::kAlreadyExists, {{"what", absl::StrCat("suket ", suket.number())}});
  }
  if (!records::IsOpen(record.state()))
    return DoesNotFit(record, std::string(records::NameOf(record.state())), kWantUnprinted);
  if (!record.suket_number().empty() && record.suket_number() != suket.number())
    return DoesNotFit(record, absl::StrCat("with suket ", record.suket_number()), "without another suket");
  SuketRow row;
  row.set_number(suket.number());
  row.set_record_id(record.record_id());
  row.set_issued_day(day);
  row.set_by(work.act.actor.identity);
  row.set_since_micros(absl::ToUnixMicros(work.act.now));
  PutSuket(work.txn, place.office, row);
  RecordEdit edit(work, std::move(record));
  rows::v1::Attempt none;
  none.set_site(edit.row().site());
  RETURN_IF_ERROR(edit.Note("SUKET_OUT", none, {}, {.reason = records::kOpeningReason, .detail = "OPENING"}));
  edit.row().set_suket_number(suket.number());
  RETURN_IF_ERROR(edit.Save());
  return true;
}

}  // namespace blangko::opening
