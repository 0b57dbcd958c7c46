#include "printer/journal/journal_entries.h"

#include <string>

#include "services/refusal/refusal.h"

namespace blangko::printer {
namespace {

void Mask(std::string& words) { words = MaskNiks(words); }

}  // namespace

Entry EntryFor(const AttemptKey& key, std::string_view printer_id) {
  Entry entry;
  entry.set_record_id(key.record_id);
  entry.set_attempt(key.attempt);
  entry.set_printer_id(std::string(printer_id));
  return entry;
}

Entry TombstoneEntry(const AttemptKey& key, std::string_view printer_id) {
  Entry entry = EntryFor(key, printer_id);
  entry.mutable_tombstone();
  return entry;
}

Entry OutcomeEntry(const AttemptKey& key, std::string_view printer_id, scheduler::v1::Outcome outcome,
                   scheduler::v1::Evidence evidence, std::string_view reason) {
  Entry entry = EntryFor(key, printer_id);
  entry.mutable_card_outcome()->set_outcome(outcome);
  entry.mutable_card_outcome()->set_evidence(evidence);
  entry.mutable_card_outcome()->set_reason(std::string(reason));
  return entry;
}

Entry ClearedEntry(std::string_view printer_id, std::string_view by) {
  Entry entry;
  entry.set_printer_id(std::string(printer_id));
  entry.mutable_cleared()->set_by(std::string(by));
  return entry;
}

void MaskWords(Entry& entry) {
  if (entry.has_device_report()) Mask(*entry.mutable_device_report()->mutable_reason());
  if (entry.has_card_outcome()) {
    Mask(*entry.mutable_card_outcome()->mutable_reason());
    Mask(*entry.mutable_card_outcome()->mutable_operator_());
    Mask(*entry.mutable_card_outcome()->mutable_envelope());
    Mask(*entry.mutable_card_outcome()->mutable_found_at());
  }
  if (entry.has_cleared()) {
    Mask(*entry.mutable_cleared()->mutable_by());
    Mask(*entry.mutable_cleared()->mutable_envelope());
  }
  if (entry.has_decided_elsewhere()) Mask(*entry.mutable_decided_elsewhere()->mutable_by());
  if (entry.has_day_count()) {
    Mask(*entry.mutable_day_count()->mutable_by());
    Mask(*entry.mutable_day_count()->mutable_second());
    Mask(*entry.mutable_day_count()->mutable_cause());
  }
  if (entry.has_blanks_received()) {
    Mask(*entry.mutable_blanks_received()->mutable_by());
    Mask(*entry.mutable_blanks_received()->mutable_document());
  }
}

}  // namespace blangko::printer
