// Makes journal entries about one attempt; Journal::Append adds number and time.
//
// Threads: pure functions.
#pragma once

#include <string_view>

#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {

// An entry about `key`; the caller sets its kind.
Entry EntryFor(const AttemptKey& key, std::string_view printer_id);

Entry TombstoneEntry(const AttemptKey& key, std::string_view printer_id);
Entry OutcomeEntry(const AttemptKey& key, std::string_view printer_id, scheduler::v1::Outcome outcome,
                   scheduler::v1::Evidence evidence, std::string_view reason);
Entry ClearedEntry(std::string_view printer_id, std::string_view by);

// Hides what may be a NIK in words that people or printers gave: it is typed where a name belongs, and a journal is shown
// to others.
void MaskWords(Entry& entry);

}  // namespace blangko::printer
