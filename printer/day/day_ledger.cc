#include "printer/day/day_ledger.h"

#include <algorithm>

#include "base/planted.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::printer {
namespace {

using station::v1::CardOutcome;
using station::v1::DayCount;
using station::v1::DayLedger;
using station::v1::DecidedElsewhere;
using station::v1::Entry;
using station::v1::SpoilCount;

void AddSpoil(const std::string& cause, DayLedger& day) {
  for (SpoilCount& known : *day.mutable_spoiled()) {
    if (known.cause() == cause) return known.set_blanks(known.blanks() + 1);
  }
  SpoilCount& first = *day.add_spoiled();
  first.set_cause(cause);
  first.set_blanks(1);
}

const std::string& ActOf(const Entry& entry) {
  return entry.has_day_count() ? entry.day_count().act() : entry.blanks_received().act();
}

// What a person said in it, without what the journal adds: FNV-1a, for telling apart what one person sends.
uint64_t PrintOf(const Entry& entry) {
  DayCount count = entry.day_count();
  count.clear_expected_blanks();
  count.clear_expected_spoiled();
  count.clear_expected_envelopes();
  count.clear_compared();
  const std::string said = entry.has_day_count() ? "count" + count.SerializeAsString()
                                                 : entry.blanks_received().SerializeAsString();
  uint64_t print = 14695981039346656037U;
  for (const char c : said) print = (print ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return print;
}

void AddAct(const Entry& entry, DayLedger& day) {
  while (day.act_prints_size() < day.acts_size()) day.add_act_prints(0);  // acts of an earlier release
  day.add_acts(ActOf(entry));
  day.add_act_prints(PrintOf(entry));
}

void BeginDay(const Entry& entry, DayLedger& day) {
  day.Clear();
  day.set_open(true);
  day.set_begin_seq(entry.seq());
  day.set_begin_micros(entry.time_micros());
  day.set_opening(entry.day_count().blanks());
  day.set_compared(entry.day_count().compared());
  if (day.compared()) day.set_opening_expected(entry.day_count().expected_blanks());
  day.set_opening_cause(entry.day_count().cause());
  AddAct(entry, day);
}

void EndDay(const Entry& entry, DayLedger& day) {
  day.set_open(false);
  *day.mutable_end() = entry.day_count();
  day.set_end_micros(entry.time_micros());
  AddAct(entry, day);
}

void RemoveSpoil(const std::string& cause, DayLedger& day) {
  for (SpoilCount& known : *day.mutable_spoiled()) {
    if (known.cause() == cause) return known.set_blanks(known.blanks() - 1);
  }
}

// Out of where the blank was counted before.
void Uncount(const BlankUse& use, DayLedger& day) {
  switch (use.was) {
    case BlankWas::kUncounted: return;
    case BlankWas::kWaiting: return day.set_waiting(day.waiting() - 1);
    case BlankWas::kDoubtful: return day.set_doubtful(day.doubtful() - 1);
    case BlankWas::kPrinted: return day.set_printed(day.printed() - 1);
    case BlankWas::kMissing: return day.set_missing(day.missing() - 1);
    case BlankWas::kSpoiled: return RemoveSpoil(use.cause, day);
  }
}

// What became of it, unless it is a blank again.
void Put(int32_t outcome, const std::string& cause, DayLedger& day) {
  switch (outcome) {
    case scheduler::v1::OUTCOME_PRINTED: return day.set_printed(day.printed() + 1);
    case scheduler::v1::OUTCOME_UNCERTAIN: return day.set_doubtful(day.doubtful() + 1);
    case scheduler::v1::OUTCOME_SPOILED: return AddSpoil(cause, day);
    case scheduler::v1::OUTCOME_CARD_MISSING: return day.set_missing(day.missing() + 1);
    default: return;
  }
}

// From before this day's first count, which found the blank where it was.
void TakeOld(int32_t outcome, DayLedger& day) {
  if (outcome == scheduler::v1::OUTCOME_SPOILED && day.open()) day.set_found_spoiled(day.found_spoiled() + 1);
}

}  // namespace

std::string WrongInDay(const DayLedger& day, const Entry& entry) {
  if (entry.has_blanks_received()) return day.open() || day.has_end() ? "" : "no day was opened yet";
  const DayCount& count = entry.day_count();
  if (count.day_end() != day.open()) return day.open() ? "the day is open already" : "the day is not open";
  const bool fits = count.day_end() ? count.expected_blanks() == ExpectedBlanks(day)
                                    : !count.compared() || count.expected_blanks() == ExpectedOpening(day);
  return fits ? "" : "what it expects is not what the entries before it say";
}

void TakeCount(const Entry& entry, DayLedger& day) {
  if (entry.has_day_count()) return entry.day_count().day_end() ? EndDay(entry, day) : BeginDay(entry, day);
  day.set_received(day.received() + entry.blanks_received().blanks());
  AddAct(entry, day);
}

void TakeWaiting(DayLedger& day) { day.set_waiting(day.waiting() + 1); }

void TakeOutcome(const CardOutcome& outcome, const BlankUse& use, DayLedger& day) {
  if (use.seq <= day.begin_seq()) return TakeOld(outcome.outcome(), day);
  Uncount(use, day);
  Put(outcome.outcome(), outcome.reason(), day);
}

void TakeDecision(const DecidedElsewhere& told, const BlankUse& use, DayLedger& day) {
  if (Planted("decision-elsewhere-uncounted")) return;
  const bool came_back = told.outcome() == scheduler::v1::OUTCOME_NOT_PRINTED;
  if (use.seq <= day.begin_seq()) {
    if (came_back) day.set_returned(day.returned() + 1);
    return TakeOld(told.outcome(), day);
  }
  Uncount(use, day);
  Put(told.outcome(), told.reason(), day);
}

int64_t SpoiledOf(const DayLedger& day) {
  int64_t blanks = 0;
  for (const SpoilCount& cause : day.spoiled()) blanks += cause.blanks();
  return blanks;
}

int64_t ExpectedSpoiled(const DayLedger& day) { return SpoiledOf(day) + day.found_spoiled(); }

int64_t ExpectedBlanks(const DayLedger& day) {
  return day.opening() + day.received() + day.returned() - day.printed() - SpoiledOf(day) - day.doubtful() -
         day.missing() - day.waiting();
}

int64_t ExpectedOpening(const DayLedger& day) {
  return day.end().blanks() + ExpectedBlanks(day) - day.end().expected_blanks();
}

ActKnown FindAct(const DayLedger& day, const Entry& entry) {
  const auto found = std::find(day.acts().begin(), day.acts().end(), ActOf(entry));
  if (found == day.acts().end()) return ActKnown::kNew;
  const auto at = static_cast<int>(found - day.acts().begin());
  const bool known = at < day.act_prints_size() && day.act_prints(at) != 0;
  return !known || day.act_prints(at) == PrintOf(entry) ? ActKnown::kSame : ActKnown::kOther;
}

}  // namespace blangko::printer
