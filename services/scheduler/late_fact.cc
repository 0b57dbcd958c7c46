#include "services/scheduler/late_fact.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/hold_reason.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Account;
using rows::v1::Attempt;
using rows::v1::Movement;

struct Effect {
  const char* event;
  Account to;  // UNSPECIFIED = no blank moves
};

Effect EffectOf(v1::Outcome outcome) {
  switch (outcome) {
    case v1::OUTCOME_PRINTED: return {"LATE_PRINTED", rows::v1::ACCOUNT_CONSUMED};
    case v1::OUTCOME_SPOILED: return {"LATE_SPOILED", rows::v1::ACCOUNT_SPOILED_HELD};
    case v1::OUTCOME_UNCERTAIN: return {"LATE_UNCERTAIN", rows::v1::ACCOUNT_UNCERTAIN_HELD};
    case v1::OUTCOME_RELEASED: return {"LATE_RELEASED", rows::v1::ACCOUNT_UNSPECIFIED};
    default: return {"LATE_NOT_PRINTED", rows::v1::ACCOUNT_UNSPECIFIED};
  }
}

// What an attempt's own words say was done before, in the words of Effect.
bool SaidBefore(const Attempt& attempt, const Effect& effect) {
  return effect.event == absl::StrCat("LATE_", attempt.outcome());
}

// The attempt that the fact names; for a number that was never given, one without a lot.
Attempt AttemptOf(const RecordRow& record, uint32_t number) {
  for (const Attempt& attempt : record.attempts()) {
    if (attempt.number() == number) return attempt;
  }
  Attempt unknown;
  unknown.set_number(number);
  unknown.set_site(record.site());
  return unknown;
}

// A lot to book on when the attempt has none: that of the newest attempt, else any free one of the site.
absl::StatusOr<std::string> LotOf(Work& work, const RecordRow& record, const Attempt& attempt) {
  if (!attempt.lot().empty()) return attempt.lot();
  if (const Attempt* newest = records::CurrentAttempt(record)) return newest->lot();
  const auto lot =
      stock::StockTable(work.txn).PickLot(record.site(), record.request_type(), record.blank_type());
  if (lot.ok()) return *lot;
  return ReasonOf(lot.status()).empty() ? absl::StatusOr<std::string>(lot.status()) : std::string();
}

absl::StatusOr<Account> SourceOf(Work& work, const Attempt& attempt, bool own_blank_came_back) {
  if (own_blank_came_back) return rows::v1::ACCOUNT_AVAILABLE;
  ASSIGN_OR_RETURN(const stock::Balances balances,
                   stock::ReadBalances(work.txn, attempt.site(), attempt.lot()));
  const bool doubted = attempt.outcome() == "UNCERTAIN";  // its blank was set aside then
  if (doubted && stock::Get(balances, rows::v1::ACCOUNT_UNCERTAIN_HELD) > 0) {
    return rows::v1::ACCOUNT_UNCERTAIN_HELD;
  }
  for (const Account account : {rows::v1::ACCOUNT_LOST, rows::v1::ACCOUNT_AVAILABLE}) {
    if (stock::Get(balances, account) > 0) return account;
  }
  return rows::v1::ACCOUNT_UNEXPLAINED;
}

absl::Status Note(Work& work, RecordEdit& edit, Attempt attempt, const Effect& effect, const Finding& finding,
                  bool own_blank_came_back) {
  Movement movement;
  ASSIGN_OR_RETURN(const std::string lot, LotOf(work, edit.row(), attempt));
  attempt.set_lot(lot);
  if (effect.to != rows::v1::ACCOUNT_UNSPECIFIED && !lot.empty()) {
    ASSIGN_OR_RETURN(const Account from, SourceOf(work, attempt, own_blank_came_back));
    movement = stock::OneBlank(from, effect.to, edit.row().record_id(), attempt.number());
    movement.set_reason(finding.reason);
    movement.set_blank_uid(finding.blank_uid);
  }
  return edit.Note(effect.event, attempt, movement, NoteOf(finding));
}

void MarkAttempt(Work& work, RecordRow& record, uint32_t number, const Effect& effect,
                 const Finding& finding) {
  Attempt* attempt = records::MutableAttempt(record, number);
  if (attempt == nullptr || effect.to == rows::v1::ACCOUNT_UNSPECIFIED) return;
  EndAttempt(*attempt, work.act.now,
             {std::string_view(effect.event).substr(5), finding.evidence, finding.reason, finding.blank_uid,
              finding.looked_by});
}

// A card is out: no timer, gate or answer of a station leads to another one before a person has looked.
absl::Status AwaitPerson(const Work& work, RecordEdit& edit) {
  RecordRow& record = edit.row();
  switch (record.state()) {
    case rows::v1::RECORD_STATE_NOT_READY:
    case rows::v1::RECORD_STATE_READY:
    case rows::v1::RECORD_STATE_GRANTED: return edit.Hold(records::kHoldLatePrinted);
    case rows::v1::RECORD_STATE_HELD: {
      const std::string held_for = record.hold().reason();
      record.mutable_hold()->Clear();
      record.mutable_hold()->set_reason(records::kHoldLatePrinted);
      record.mutable_hold()->set_note(held_for);
      record.mutable_hold()->set_by(work.act.actor.identity);
      record.mutable_hold()->set_since_micros(absl::ToUnixMicros(work.act.now));
      return absl::OkStatus();
    }
    case rows::v1::RECORD_STATE_STARTED:
    case rows::v1::RECORD_STATE_OFFLINE:
    case rows::v1::RECORD_STATE_UNCERTAIN:
      if (record.stop_request() == "CANCEL") return absl::OkStatus();
      record.set_stop_request("HOLD");
      record.set_stop_reason(records::kHoldLatePrinted);
      record.clear_stop_hold();  // no end of an earlier one may let another card be printed
      return absl::OkStatus();
    default: return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<bool> BookLate(Work& work, RecordEdit& edit, uint32_t attempt_number, const Finding& finding) {
  if (Planted("drop-late-result")) return false;
  const Attempt attempt = AttemptOf(edit.row(), attempt_number);
  Effect effect = EffectOf(finding.outcome);
  const bool repeated = SaidBefore(attempt, effect);
  if (repeated) effect.to = rows::v1::ACCOUNT_UNSPECIFIED;
  const bool printed = effect.to == rows::v1::ACCOUNT_CONSUMED;
  const auto state = edit.row().state();
  const bool granted = state == rows::v1::RECORD_STATE_GRANTED;
  // Printed without a permission: the reservation is the attempt's own.
  const bool own = granted && effect.to != rows::v1::ACCOUNT_UNSPECIFIED &&
                   records::CurrentAttempt(edit.row())->number() == attempt_number;
  if (own || printed) RETURN_IF_ERROR(AwaitPerson(work, edit));
  RETURN_IF_ERROR(Note(work, edit, attempt, effect, finding, own));
  MarkAttempt(work, edit.row(), attempt_number, effect, finding);
  return printed || own;
}

}  // namespace blangko::scheduler
