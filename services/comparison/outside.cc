#include "services/comparison/outside.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/comparison/compare.h"
#include "services/records/cards_out.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"
#include "storage/layers/ledger_log.h"

namespace blangko::comparison {
namespace {

using records::RecordRow;
using rows::v1::Account;
using rows::v1::Movement;
using scheduler::RecordEdit;
using scheduler::Work;

constexpr char kEvidence[] = "PERSON";
constexpr char kReason[] = "DICETAK_DI_LUAR";

std::string CardId(const ListedRow& listed) { return absl::StrCat("there:", listed.card()); }

absl::Status NotBookable(const ListedRow& listed, std::string_view why) {
  return Refuse(Reason::kCardNotOnlyThere, {{"card", CardId(listed)}, {"why", std::string(why)}});
}

bool Waits(const RecordRow& record) {
  return record.state() == rows::v1::RECORD_STATE_READY ||
         record.state() == rows::v1::RECORD_STATE_NOT_READY || record.state() == rows::v1::RECORD_STATE_HELD;
}

// A record that is closed for good stays as it is: only the blank is booked. Nothing when the person is not known.
absl::StatusOr<std::optional<RecordRow>> RecordToLeave(Work& work, const ListedRow& listed) {
  ASSIGN_OR_RETURN(const auto record, RecordMeant(work.txn, listed));
  if (!record.has_value() || record->state() == rows::v1::RECORD_STATE_CANCELLED) return std::nullopt;
  if (!access::Covers(work.act.actor.scope, record->site())) return NotBookable(listed, "OUT_OF_SCOPE");
  if (!Waits(*record)) return NotBookable(listed, records::NameOf(record->state()));
  ASSIGN_OR_RETURN(const std::string out, records::CardsToSettle(work.txn, *record));
  if (!out.empty()) return NotBookable(listed, "HELD, and a card of it waits for a decision");
  return record;
}

// The newest lot that the office ever had, where none has a free blank.
absl::StatusOr<std::string> AnyLot(storage::Snapshot& snapshot, const std::string& office) {
  std::string lot;
  absl::Time newest = absl::InfinitePast();
  RETURN_IF_ERROR(storage::VisitLogHeads(
      snapshot, office, [&](const storage::LogStream& stream, const storage::LogHeadView& head) {
        const bool fits = stream.office == office && !stream.lot.empty() && head.time > newest;
        if (fits) lot = stream.lot;
        if (fits) newest = head.time;
        return true;
      }));
  if (!lot.empty()) return lot;
  return Refuse(Reason::kNoBlanks, {{"site", office}});
}

absl::StatusOr<std::string> LotFor(Work& work, const DayRef& ref, const RecordRow* record,
                                   const std::string& named) {
  if (!named.empty()) {
    RETURN_IF_ERROR(stock::GetLot(work.txn, named).status());
    return named;
  }
  const auto picked =
      stock::StockTable(work.txn).PickLot(ref.office, record == nullptr ? 0 : record->request_type(),
                                          record == nullptr ? "" : record->blank_type());
  if (picked.ok()) return *picked;
  if (ReasonOf(picked.status()).empty()) return picked.status();
  return AnyLot(work.txn, ref.office);
}

absl::StatusOr<Movement> BlankOf(Work& work, const DayRef& ref, const ListedRow& listed,
                                 const std::string& lot) {
  ASSIGN_OR_RETURN(const stock::Balances balances, stock::ReadBalances(work.txn, ref.office, lot));
  const bool there = stock::Get(balances, rows::v1::ACCOUNT_AVAILABLE) > 0;
  const Account from = there ? rows::v1::ACCOUNT_AVAILABLE : rows::v1::ACCOUNT_UNEXPLAINED;
  Movement movement = stock::OneBlank(from, rows::v1::ACCOUNT_CONSUMED, "", 0);
  movement.set_reason(kReason);
  movement.set_document(absl::StrCat("comparison:", ref.office, ":", DayText(ref.day), ":", listed.row()));
  return movement;
}

// The record's own attempt for a card that no station made.
rows::v1::Attempt& AddAttempt(Work& work, RecordRow& record, const DayRef& ref, const std::string& lot) {
  const rows::v1::Attempt* newest = records::CurrentAttempt(record);
  const uint32_t number = newest == nullptr ? 1 : newest->number() + 1;
  rows::v1::Attempt& attempt = *record.add_attempts();
  attempt.set_number(number);
  attempt.set_site(ref.office);
  attempt.set_lot(lot);
  scheduler::EndAttempt(
      attempt, work.act.now,
      {.outcome = "PRINTED", .evidence = kEvidence, .reason = kReason, .looked_by = work.act.actor.identity});
  return attempt;
}

absl::Status LeaveLine(Work& work, RecordRow record, const DayRef& ref, Movement movement, OutsideRow& row) {
  RecordEdit edit(work, std::move(record));
  const rows::v1::Attempt attempt = AddAttempt(work, edit.row(), ref, row.lot());
  movement.set_record_id(edit.row().record_id());
  movement.set_attempt(attempt.number());
  RETURN_IF_ERROR(edit.TakeWith(records::Event::kPrintedOutside, attempt, movement,
                                {.reason = kReason, .looked_by = work.act.actor.identity}));
  row.set_record_id(edit.row().record_id());
  row.set_attempt(attempt.number());
  row.set_record_left(true);
  return edit.Save();
}

absl::Status ConsumeBlank(Work& work, const DayRef& ref, const Movement& movement, const OutsideRow& row) {
  stock::Posting posting;
  posting.office = ref.office;
  posting.lot = row.lot();
  posting.movements = {movement};
  posting.subject = absl::StrCat("comparison:", ref.office, ":", DayText(ref.day));
  posting.event = "PRINTED_OUTSIDE";
  return stock::StockTable(work.txn).Post(work.act, posting).status();
}

OutsideRow RowOf(const Work& work, const DayRef& ref, const ListedRow& listed) {
  OutsideRow row;
  row.set_office(ref.office);
  row.set_day(ref.day);
  row.set_card(listed.card());
  row.set_person_id(listed.person_id());
  row.set_by(work.act.actor.identity);
  row.set_booked_micros(absl::ToUnixMicros(work.act.now));
  row.set_printed_micros(listed.printed_micros());
  return row;
}

}  // namespace

absl::StatusOr<OutsideRow> BookOutside(Work& work, const DayRef& ref, const ListedRow& listed,
                                       const std::string& lot) {
  ASSIGN_OR_RETURN(const auto before, FindOutside(work.txn, ref, listed.card()));
  if (before.has_value() && !Planted("outside-card-booked-twice")) return NotBookable(listed, "BOOKED");
  ASSIGN_OR_RETURN(std::optional<RecordRow> record, RecordToLeave(work, listed));
  OutsideRow row = RowOf(work, ref, listed);
  ASSIGN_OR_RETURN(*row.mutable_lot(), LotFor(work, ref, record.has_value() ? &*record : nullptr, lot));
  ASSIGN_OR_RETURN(const Movement movement, BlankOf(work, ref, listed, row.lot()));
  row.set_unexplained(movement.from() == rows::v1::ACCOUNT_UNEXPLAINED);
  if (record.has_value()) {
    RETURN_IF_ERROR(LeaveLine(work, *std::move(record), ref, movement, row));
  } else {
    RETURN_IF_ERROR(ConsumeBlank(work, ref, movement, row));
  }
  PutOutside(work.txn, row);
  return row;
}

}  // namespace blangko::comparison
