// For tests: journal entries of whole cards.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <vector>

#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/journal/journal_entries.h"

namespace blangko::printer {

inline constexpr char kTestPrinter[] = "p1";

inline Entry PermitFor(const AttemptKey& key) {
  Entry entry = EntryFor(key, kTestPrinter);
  entry.mutable_permit()->set_site("14.05");
  return entry;
}

// The entries of one card, permit and J1 to J5.
inline std::vector<Entry> CardEntries(const AttemptKey& key,
                                      scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_PRINTED) {
  std::vector<Entry> entries = {PermitFor(key), EntryFor(key, kTestPrinter), EntryFor(key, kTestPrinter),
                                EntryFor(key, kTestPrinter)};
  entries[1].mutable_print_intent();
  entries[2].mutable_printer_job()->set_job_id("7");
  entries[3].mutable_device_report()->set_done(true);
  entries.push_back(OutcomeEntry(key, kTestPrinter, outcome, scheduler::v1::EVIDENCE_DRIVER, ""));
  return entries;
}

inline Entry BookedEntry(const std::vector<uint64_t>& facts) {
  Entry entry;
  entry.mutable_booked()->mutable_fact_seqs()->Assign(facts.begin(), facts.end());
  return entry;
}

}  // namespace blangko::printer
