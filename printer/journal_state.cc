#include "printer/journal_state.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::printer {
namespace {

AttemptKey KeyOf(const Entry& entry) { return {entry.record_id(), entry.attempt()}; }

// What must hold of the attempt before an outcome of that kind.
bool OutcomeFits(int32_t outcome, const Attempt& attempt) {
  switch (outcome) {
    case scheduler::v1::OUTCOME_RELEASED: return attempt.tombstone && !attempt.intent;
    case scheduler::v1::OUTCOME_NOT_PRINTED: return attempt.tombstone && attempt.intent && !attempt.job;
    case scheduler::v1::OUTCOME_PRINTED:
    case scheduler::v1::OUTCOME_SPOILED:
    case scheduler::v1::OUTCOME_UNCERTAIN: return attempt.job && !attempt.tombstone;
    default: return false;
  }
}

absl::Status Refused(const Entry& entry, std::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("journal: entry kind ", static_cast<int>(entry.kind_case()),
                   " for record=", entry.record_id(), " attempt=", entry.attempt(), ": ", ToAbsl(why)));
}

}  // namespace

absl::Status JournalState::Check(const Entry& entry) const {
  if ((entry.kind_case() == Entry::kHeader) != (last_seq_ == 0)) {
    return Refused(entry, "a journal has one header, at its start");
  }
  switch (entry.kind_case()) {
    case Entry::kHeader:
    case Entry::kCleared: return absl::OkStatus();
    case Entry::kPermit:
      return Find(KeyOf(entry)) == nullptr ? absl::OkStatus() : Refused(entry, "it has a permit already");
    case Entry::kBooked:
      for (const uint64_t fact : entry.booked().fact_seqs()) {
        if (fact == 0 || fact > last_fact_seq()) return Refused(entry, "there is no such fact");
      }
      return absl::OkStatus();
    case Entry::KIND_NOT_SET: return Refused(entry, "it says nothing");
    default: break;
  }
  const Attempt* attempt = Find(KeyOf(entry));
  if (attempt == nullptr) return Refused(entry, "it was never permitted");
  return CheckAttempt(entry, *attempt);
}

absl::Status JournalState::CheckAttempt(const Entry& entry, const Attempt& attempt) const {
  if (attempt.ended) return Refused(entry, "it has an outcome already");
  switch (entry.kind_case()) {
    case Entry::kPrintIntent:
      if (attempt.intent) return Refused(entry, "it has a print intent already");
      if (attempt.tombstone) return Refused(entry, "it has a tombstone");
      if (IsBlocked(entry.printer_id())) return Refused(entry, "the printer waits to be cleared");
      return absl::OkStatus();
    case Entry::kPrinterJob:
      return attempt.intent && !attempt.job && !attempt.tombstone ? absl::OkStatus()
                                                                  : Refused(entry, "no open print intent");
    case Entry::kDeviceReport:
      return attempt.job && !attempt.device ? absl::OkStatus() : Refused(entry, "no open printer job");
    case Entry::kTombstone:
      return !attempt.job ? absl::OkStatus() : Refused(entry, "the card may have moved");
    default: break;
  }
  if (entry.card_outcome().fact_seq() != last_fact_seq() + 1)
    return Refused(entry, "the fact is not the next one");
  return OutcomeFits(entry.card_outcome().outcome(), attempt)
             ? absl::OkStatus()
             : Refused(entry, "what came before does not fit");
}

void JournalState::Apply(const Entry& entry) {
  last_seq_ = entry.seq();
  if (entry.kind_case() == Entry::kCleared) blocked_.erase(entry.printer_id());
  for (const uint64_t fact : entry.booked().fact_seqs()) unbooked_.erase(fact);
  if (entry.record_id().empty()) return;
  const AttemptKey key = KeyOf(entry);
  Attempt& attempt = attempts_[key];
  switch (entry.kind_case()) {
    case Entry::kPermit: open_.insert(key); break;
    case Entry::kPrintIntent:
      attempt.intent = true;
      attempt.printer_id = entry.printer_id();
      break;
    case Entry::kPrinterJob: attempt.job = true; break;
    case Entry::kDeviceReport: attempt.device = true; break;
    case Entry::kTombstone: attempt.tombstone = true; break;
    case Entry::kCardOutcome: ApplyOutcome(entry, attempt); break;
    default: break;
  }
}

void JournalState::ApplyOutcome(const Entry& entry, Attempt& attempt) {
  attempt.ended = true;
  open_.erase(KeyOf(entry));
  outcomes_.push_back(entry);
  unbooked_[entry.card_outcome().fact_seq()] = entry;
  if (entry.card_outcome().outcome() == scheduler::v1::OUTCOME_UNCERTAIN) blocked_.insert(entry.printer_id());
}

const Attempt* JournalState::Find(const AttemptKey& key) const {
  const auto found = attempts_.find(key);
  return found == attempts_.end() ? nullptr : &found->second;
}

std::vector<Entry> JournalState::OutcomesAfter(uint64_t fact_seq) const {
  if (fact_seq >= outcomes_.size()) return {};
  return {outcomes_.begin() + static_cast<std::ptrdiff_t>(fact_seq), outcomes_.end()};
}

}  // namespace blangko::printer
