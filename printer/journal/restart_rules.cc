#include "printer/journal/restart_rules.h"

#include "base/log.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/journal/journal_entries.h"

namespace blangko::printer {
namespace {

constexpr char kReason[] = "STATION_RESTARTED";

// On the word of a driver that the policy trusts.
Entry PrintedEntry(const AttemptKey& key, const Attempt& attempt) {
  return OutcomeEntry(key, attempt.printer_id, scheduler::v1::OUTCOME_PRINTED, scheduler::v1::EVIDENCE_DRIVER,
                      "");
}

void Settle(const AttemptKey& key, const Attempt& attempt, std::vector<Entry>& entries) {
  const auto add_outcome = [&](scheduler::v1::Outcome outcome) {
    entries.push_back(
        OutcomeEntry(key, attempt.printer_id, outcome, scheduler::v1::EVIDENCE_JOURNAL, kReason));
  };
  if (attempt.done && !Planted("look-forgotten-at-restart")) {
    if (attempt.driver_trusted) entries.push_back(PrintedEntry(key, attempt));
    return;
  }
  if (attempt.job) return add_outcome(scheduler::v1::OUTCOME_UNCERTAIN);
  if (!attempt.intent && !attempt.tombstone) return;  // only permitted: it may still be printed
  if (!attempt.tombstone) entries.push_back(TombstoneEntry(key, attempt.printer_id));
  add_outcome(attempt.intent ? scheduler::v1::OUTCOME_NOT_PRINTED : scheduler::v1::OUTCOME_RELEASED);
}

}  // namespace

std::vector<Entry> RestartEntries(const JournalState& state) {
  std::vector<Entry> entries;
  for (const AttemptKey& key : state.open()) Settle(key, *state.Find(key), entries);
  return entries;
}

absl::Status SettleAfterRestart(Journal& journal) {
  for (Entry& entry : RestartEntries(journal.state())) {
    if (entry.has_card_outcome()) {
      Log(LogLevel::kWarning, "station.unfinished_card",
          {{"record", entry.record_id()},
           {"attempt", entry.attempt()},
           {"outcome", scheduler::v1::Outcome_Name(entry.card_outcome().outcome())}});
    }
    RETURN_IF_ERROR(journal.Append(std::move(entry)));
  }
  return journal.Sync();
}

}  // namespace blangko::printer
