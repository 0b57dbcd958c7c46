#include "printer/day_ledger.h"

#include <algorithm>

#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::printer {
namespace {

using station::v1::CardOutcome;
using station::v1::DayCount;
using station::v1::DayLedger;
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

void BeginDay(const Entry& entry, DayLedger& day) {
  day.Clear();
  day.set_open(true);
  day.set_begin_seq(entry.seq());
  day.set_begin_micros(entry.time_micros());
  day.set_opening(entry.day_count().blanks());
  day.add_acts(entry.day_count().act());
}

void EndDay(const Entry& entry, DayLedger& day) {
  day.set_open(false);
  *day.mutable_end() = entry.day_count();
  day.set_end_micros(entry.time_micros());
  day.add_acts(entry.day_count().act());
}

}  // namespace

std::string WrongInDay(const DayLedger& day, const Entry& entry) {
  if (entry.has_blanks_received()) return day.open() ? "" : "the day is not open";
  const DayCount& count = entry.day_count();
  if (count.day_end() != day.open()) return day.open() ? "the day is open already" : "the day is not open";
  if (count.day_end() && count.expected_blanks() != ExpectedBlanks(day))
    return "what it expects is not what the entries before it say";
  return "";
}

void TakeCount(const Entry& entry, DayLedger& day) {
  if (entry.has_day_count()) return entry.day_count().day_end() ? EndDay(entry, day) : BeginDay(entry, day);
  day.set_received(day.received() + entry.blanks_received().blanks());
  day.add_acts(entry.blanks_received().act());
}

void TakeWaiting(DayLedger& day) { day.set_waiting(day.waiting() + 1); }

void TakeOutcome(const CardOutcome& outcome, uint64_t used_seq, BlankWas was, DayLedger& day) {
  if (used_seq <= day.begin_seq()) {
    const bool found = outcome.outcome() == scheduler::v1::OUTCOME_SPOILED && day.open();
    return day.set_found_spoiled(day.found_spoiled() + (found ? 1 : 0));
  }
  if (was == BlankWas::kWaiting) day.set_waiting(day.waiting() - 1);
  if (was == BlankWas::kDoubtful) day.set_doubtful(day.doubtful() - 1);
  switch (outcome.outcome()) {
    case scheduler::v1::OUTCOME_PRINTED: return day.set_printed(day.printed() + 1);
    case scheduler::v1::OUTCOME_UNCERTAIN: return day.set_doubtful(day.doubtful() + 1);
    case scheduler::v1::OUTCOME_SPOILED: return AddSpoil(outcome.reason(), day);
    default: return;
  }
}

int64_t SpoiledOf(const DayLedger& day) {
  int64_t blanks = 0;
  for (const SpoilCount& cause : day.spoiled()) blanks += cause.blanks();
  return blanks;
}

int64_t ExpectedSpoiled(const DayLedger& day) { return SpoiledOf(day) + day.found_spoiled(); }

int64_t ExpectedBlanks(const DayLedger& day) {
  return day.opening() + day.received() - day.printed() - SpoiledOf(day) - day.doubtful() - day.waiting();
}

bool HasAct(const DayLedger& day, const std::string& act) {
  return std::find(day.acts().begin(), day.acts().end(), act) != day.acts().end();
}

}  // namespace blangko::printer
