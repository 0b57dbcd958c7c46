#include "services/scheduler/late_fact.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/records/hold_reason.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/await_person.h"
#include "services/stock/card_register.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Account;
using rows::v1::Attempt;
using rows::v1::Movement;

constexpr incidents::Kind kNoIncident = incidents::v1::INCIDENT_KIND_UNSPECIFIED;
constexpr incidents::Kind kContradiction = incidents::v1::INCIDENT_KIND_CONTRADICTION;

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
  const Attempt* newest = records::CurrentAttempt(record);
  if (newest != nullptr && !newest->lot().empty()) return newest->lot();
  const auto lot =
      stock::StockTable(work.txn).PickLot(record.site(), record.request_type(), record.blank_type());
  if (lot.ok()) return *lot;
  return ReasonOf(lot.status()).empty() ? absl::StatusOr<std::string>(lot.status()) : std::string();
}

bool ByPerson(std::string_view evidence) { return evidence == "OPERATOR" || evidence == "PERSON"; }

// Where the card of the attempt was booked; UNSPECIFIED when none was.
Account BookedIn(const Attempt& attempt) {
  if (Planted("second-blank-for-one-card")) return rows::v1::ACCOUNT_UNSPECIFIED;
  if (attempt.outcome() == "PRINTED") return rows::v1::ACCOUNT_CONSUMED;
  if (attempt.outcome() == "SPOILED") return rows::v1::ACCOUNT_SPOILED_HELD;
  if (attempt.outcome() == "UNCERTAIN") return rows::v1::ACCOUNT_UNCERTAIN_HELD;
  return rows::v1::ACCOUNT_UNSPECIFIED;
}

// Two persons had found that nothing was printed.
bool PersonsSawNone(const Attempt& attempt) {
  return attempt.outcome() == "NOT_PRINTED" && !attempt.looked_by().empty();
}

// What the fact does beside being noted.
struct Verdict {
  bool moves_blank = false;
  incidents::Kind incident = kNoIncident;
  const char* hold = nullptr;  // its reason, when no further card may be printed unasked
};

// A card that is out, or may be, without a permission that holds.
incidents::Kind OfOneMoreCard(const RecordRow& record) {
  switch (record.state()) {
    case rows::v1::RECORD_STATE_PRINTED:
    case rows::v1::RECORD_STATE_HANDED_OVER:
    case rows::v1::RECORD_STATE_RECALLED:
    case rows::v1::RECORD_STATE_PRINTED_STALE: return incidents::v1::INCIDENT_KIND_SECOND_CARD;
    default: return incidents::v1::INCIDENT_KIND_UNEXPECTED_CARD;
  }
}

// A card was booked for the attempt, and the fact says something else of the same card.
Verdict AboutTheSameCard(const RecordRow& record, const Attempt& attempt, const Finding& finding) {
  const Account booked = BookedIn(attempt);
  const bool printed = finding.outcome == v1::OUTCOME_PRINTED;
  const bool doubted = finding.outcome == v1::OUTCOME_UNCERTAIN;
  const bool person_says = ByPerson(finding.evidence);
  const bool person_said = ByPerson(attempt.evidence());
  if (booked == rows::v1::ACCOUNT_UNCERTAIN_HELD) {
    if (!printed) return {.moves_blank = true};
    return {.moves_blank = true, .incident = OfOneMoreCard(record), .hold = records::kHoldLatePrinted};
  }
  if (booked == rows::v1::ACCOUNT_SPOILED_HELD && printed) {
    return {.moves_blank = person_says || !person_said,
            .incident = kContradiction,
            .hold = records::kHoldLatePrinted};
  }
  if (booked == rows::v1::ACCOUNT_SPOILED_HELD && person_says && !person_said) {
    return {.moves_blank = true, .incident = kContradiction, .hold = records::kHoldLateDoubt};
  }
  const bool contradicts = booked == rows::v1::ACCOUNT_CONSUMED && (!doubted || person_says);
  return {.incident = contradicts ? kContradiction : kNoIncident};
}

// `own`: the attempt is granted now, so that its reservation is there.
Verdict Weigh(const RecordRow& record, const Attempt& attempt, const Effect& effect, const Finding& finding,
              bool own) {
  if (effect.to == rows::v1::ACCOUNT_UNSPECIFIED || SaidBefore(attempt, effect)) return {};
  const bool same_card = BookedIn(attempt) != rows::v1::ACCOUNT_UNSPECIFIED;
  if (same_card) return AboutTheSameCard(record, attempt, finding);
  Verdict verdict{.moves_blank = true};
  if (finding.outcome == v1::OUTCOME_PRINTED) verdict.hold = records::kHoldLatePrinted;
  const bool in_line = Planted("late-doubt-stays-in-line");
  if (finding.outcome == v1::OUTCOME_UNCERTAIN && !in_line) verdict.hold = records::kHoldLateDoubt;
  if (own && verdict.hold == nullptr) verdict.hold = records::kHoldLatePrinted;
  if (verdict.hold != nullptr) verdict.incident = OfOneMoreCard(record);
  if (verdict.hold == nullptr && PersonsSawNone(attempt)) verdict.incident = kContradiction;
  return verdict;
}

// The account that gives the blank; UNSPECIFIED when the booked one is not there any more, having been destroyed.
absl::StatusOr<Account> SourceOf(Work& work, const RecordRow& record, const Attempt& attempt,
                                 bool own_blank_came_back) {
  if (own_blank_came_back) return rows::v1::ACCOUNT_AVAILABLE;
  ASSIGN_OR_RETURN(const stock::Balances balances,
                   stock::ReadBalances(work.txn, attempt.site(), attempt.lot()));
  const Account booked = BookedIn(attempt);
  if (booked == rows::v1::ACCOUNT_SPOILED_HELD) {
    ASSIGN_OR_RETURN(const bool left, stock::HasSpoilLeft(work.txn, record.record_id(), attempt.number()));
    const bool there = !left && stock::Get(balances, booked) > 0;
    return there ? booked : rows::v1::ACCOUNT_UNSPECIFIED;
  }
  if (booked != rows::v1::ACCOUNT_UNSPECIFIED && stock::Get(balances, booked) > 0) return booked;
  for (const Account account : {rows::v1::ACCOUNT_LOST, rows::v1::ACCOUNT_AVAILABLE}) {
    if (stock::Get(balances, account) > 0) return account;
  }
  return rows::v1::ACCOUNT_UNEXPLAINED;
}

// The movement of the attempt's blank; without accounts when none moves.
absl::StatusOr<Movement> MoveOf(Work& work, const RecordEdit& edit, const Attempt& attempt, Account to,
                                const Finding& finding, bool own_blank_came_back) {
  ASSIGN_OR_RETURN(const Account from, SourceOf(work, edit.row(), attempt, own_blank_came_back));
  if (from == rows::v1::ACCOUNT_UNSPECIFIED) return Movement();
  Movement movement = stock::OneBlank(from, to, edit.row().record_id(), attempt.number());
  movement.set_reason(finding.reason);
  movement.set_blank_uid(finding.blank_uid.empty() ? attempt.blank_uid() : finding.blank_uid);
  return movement;
}

// The attempt's own words follow its blank.
void MarkAttempt(Work& work, RecordRow& record, const Attempt& booked, const Effect& effect,
                 const Finding& finding) {
  Attempt* attempt = records::MutableAttempt(record, booked.number());
  if (attempt == nullptr) return;
  attempt->set_lot(booked.lot());
  EndAttempt(*attempt, work.act.now,
             {std::string_view(effect.event).substr(5), finding.evidence, finding.reason, finding.blank_uid,
              finding.looked_by});
}

absl::Status AwaitWhoHasIt(Work& work, RecordEdit& edit, const char* hold) {
  if (hold == nullptr) return absl::OkStatus();
  RETURN_IF_ERROR(AwaitPerson(work, edit, hold));
  return HoldOthersOf(work, edit.row());
}

}  // namespace

absl::StatusOr<incidents::Kind> NoteUnknown(Work& work, RecordEdit& edit, const Attempt& attempt,
                                            const Finding& finding) {
  const Effect effect = EffectOf(finding.outcome);
  if (finding.outcome == v1::OUTCOME_PRINTED) {
    RETURN_IF_ERROR(AwaitWhoHasIt(work, edit, records::kHoldLatePrinted));
  } else if (finding.outcome == v1::OUTCOME_UNCERTAIN) {
    RETURN_IF_ERROR(AwaitWhoHasIt(work, edit, records::kHoldLateDoubt));
  }
  RETURN_IF_ERROR(edit.Note(effect.event, attempt, {}, NoteOf(finding)));
  const bool no_card = effect.to == rows::v1::ACCOUNT_UNSPECIFIED;
  return no_card ? kNoIncident : incidents::v1::INCIDENT_KIND_UNKNOWN_ATTEMPT;
}

absl::StatusOr<incidents::Kind> BookLate(Work& work, RecordEdit& edit, uint32_t attempt_number,
                                         const Finding& finding) {
  if (Planted("drop-late-result")) return kNoIncident;
  Attempt attempt = AttemptOf(edit.row(), attempt_number);
  const Effect effect = EffectOf(finding.outcome);
  // Printed without a permission: the reservation is the attempt's own.
  const Attempt* newest = records::CurrentAttempt(edit.row());
  const bool own = edit.row().state() == rows::v1::RECORD_STATE_GRANTED && newest->number() == attempt_number;
  const Verdict verdict = Weigh(edit.row(), attempt, effect, finding, own);
  RETURN_IF_ERROR(AwaitWhoHasIt(work, edit, verdict.hold));
  ASSIGN_OR_RETURN(const std::string lot, LotOf(work, edit.row(), attempt));
  attempt.set_lot(lot);
  Movement movement;
  if (verdict.moves_blank && !lot.empty()) {
    ASSIGN_OR_RETURN(movement, MoveOf(work, edit, attempt, effect.to, finding, own));
  }
  RETURN_IF_ERROR(edit.Note(effect.event, attempt, movement, NoteOf(finding)));
  const bool blank_is_gone = !lot.empty() && movement.to() == rows::v1::ACCOUNT_UNSPECIFIED;
  if (verdict.moves_blank && !blank_is_gone) MarkAttempt(work, edit.row(), attempt, effect, finding);
  return verdict.incident;
}

}  // namespace blangko::scheduler
