// What a journal knows of doubtful cards: the envelope, what people say more, and what was decided elsewhere.
#include <algorithm>

#include "base/planted.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/day/day_ledger.h"
#include "printer/journal/journal_state.h"

namespace blangko::printer {
namespace {

constexpr size_t kSettledDoubtsMax = 200;  // kept of those that nobody waits for any more

AttemptKey KeyOf(const Entry& entry) { return {entry.record_id(), entry.attempt()}; }
AttemptKey KeyOf(const Doubt& doubt) { return {doubt.record_id(), doubt.attempt()}; }

// Where the blank of the doubt is counted now.
BlankUse UseOf(const Doubt& doubt) {
  BlankUse use{doubt.used_seq(), BlankWas::kDoubtful, doubt.decision_reason()};
  switch (doubt.decision()) {
    case scheduler::v1::OUTCOME_PRINTED: use.was = BlankWas::kPrinted; break;
    case scheduler::v1::OUTCOME_SPOILED: use.was = BlankWas::kSpoiled; break;
    case scheduler::v1::OUTCOME_CARD_MISSING: use.was = BlankWas::kMissing; break;
    case scheduler::v1::OUTCOME_NOT_PRINTED: use.was = BlankWas::kUncounted; break;
    default: break;
  }
  return use;
}

}  // namespace

bool IsListed(const Doubt& doubt) {
  if (doubt.in_printer()) return true;
  return !doubt.closed() && (!doubt.decided_elsewhere() || !doubt.envelope().empty());
}

// The server's word once; a person's, who has emptied the envelope, after the printer was cleared.
absl::Status JournalState::CheckDecided(const Entry& entry) const {
  const Doubt* doubt = FindDoubt(KeyOf(entry));
  if (doubt == nullptr) return Refused(entry, "it is no doubt");
  const bool by_person = !entry.decided_elsewhere().by().empty();
  if (by_person)
    return doubt->in_printer() ? Refused(entry, "it is no doubt that is in hand") : absl::OkStatus();
  return doubt->decision() == 0 ? absl::OkStatus() : Refused(entry, "it is decided already");
}

// A doubt ends by what a person here says of the card, whatever was decided elsewhere.
absl::Status JournalState::CheckMoreWords(const Entry& entry) const {
  const Doubt* doubt = FindDoubt(KeyOf(entry));
  const station::v1::CardOutcome& said = entry.card_outcome();
  if (doubt == nullptr || !entry.has_card_outcome() || said.evidence() != scheduler::v1::EVIDENCE_OPERATOR)
    return Refused(entry, "it has an outcome already");
  if (said.fact_seq() != last_fact_seq() + 1) return Refused(entry, "the fact is not the next one");
  switch (said.outcome()) {
    case scheduler::v1::OUTCOME_PRINTED:
    case scheduler::v1::OUTCOME_SPOILED:
      return doubt->in_printer() ? Refused(entry, "the printer waits to be cleared") : absl::OkStatus();
    case scheduler::v1::OUTCOME_UNCERTAIN:
      return doubt->envelope().empty() && !said.envelope().empty()
                 ? absl::OkStatus()
                 : Refused(entry, "it says nothing new of the doubt");
    default: return Refused(entry, "the card may have moved");
  }
}

// Without a record it is of an earlier release, or of a printer in which no doubtful card is known.
absl::Status JournalState::CheckCleared(const Entry& entry) const {
  if (entry.record_id().empty()) return absl::OkStatus();
  const Doubt* doubt = FindDoubt(KeyOf(entry));
  return doubt != nullptr && doubt->in_printer() && doubt->envelope() == entry.cleared().envelope()
             ? absl::OkStatus()
             : Refused(entry, "no doubtful card is in the printer, or it is in another envelope");
}

void JournalState::ApplyMoreWords(const Entry& entry, Attempt& attempt) {
  const station::v1::CardOutcome& outcome = entry.card_outcome();
  TakeFact(entry, attempt);
  const AttemptKey key = KeyOf(entry);
  Bind(key, attempt, outcome.blank_uid());
  const auto doubt =
      std::find_if(doubts_.begin(), doubts_.end(), [&](const Doubt& one) { return KeyOf(one) == key; });
  if (doubt == doubts_.end()) return;  // of a checkpoint, which tells what came of it
  if (!outcome.envelope().empty()) doubt->set_envelope(outcome.envelope());
  if (outcome.outcome() == scheduler::v1::OUTCOME_UNCERTAIN) return Reopen(entry, *doubt);
  if (outcome.outcome() != doubt->decision()) TakeOutcome(outcome, UseOf(*doubt), day_);
  doubts_.erase(doubt);
}

// Something lies in an envelope after all, whatever was decided: the server hears of it and is asked again.
void JournalState::Reopen(const Entry& entry, Doubt& doubt) {
  if (doubt.decision() != 0) TakeOutcome(entry.card_outcome(), UseOf(doubt), day_);
  doubt.clear_decision();
  doubt.clear_decision_reason();
  doubt.clear_closed();
}

void JournalState::ApplyCleared(const Entry& entry) {
  blocked_.erase(entry.printer_id());
  for (Doubt& doubt : doubts_) {
    if (doubt.printer_id() != entry.printer_id() || !doubt.in_printer()) continue;
    doubt.set_in_printer(false);
    doubt.set_nothing_found(entry.cleared().nothing_found());
  }
}

void JournalState::Overtake(const AttemptKey& newer) {
  if (Planted("overtaken-doubt-forgotten")) {
    std::erase_if(doubts_, [&](const Doubt& doubt) { return doubt.record_id() == newer.record_id; });
  }
  for (Doubt& doubt : doubts_) {
    if (doubt.record_id() == newer.record_id && doubt.attempt() < newer.attempt)
      doubt.set_decided_elsewhere(true);
  }
  ForgetOldDoubts();
}

void JournalState::ApplyDecided(const Entry& entry) {
  Doubt* doubt = MutableDoubt(KeyOf(entry));
  if (doubt == nullptr) return;
  const station::v1::DecidedElsewhere& said = entry.decided_elsewhere();
  doubt->set_decided_elsewhere(true);
  if (!said.by().empty()) doubt->set_closed(true);
  if (said.outcome() != scheduler::v1::OUTCOME_UNSPECIFIED) {
    TakeDecision(said, UseOf(*doubt), day_);
    doubt->set_decision(said.outcome());
    doubt->set_decision_reason(said.reason());
    // Its blank is one again: whatever is found of it later was used after this.
    if (said.outcome() == scheduler::v1::OUTCOME_NOT_PRINTED) doubt->set_used_seq(entry.seq());
  }
  ForgetOldDoubts();
}

void JournalState::ForgetOldDoubts() {
  const auto settled = [](const Doubt& doubt) { return !IsListed(doubt); };
  while (static_cast<size_t>(std::count_if(doubts_.begin(), doubts_.end(), settled)) > kSettledDoubtsMax) {
    doubts_.erase(std::find_if(doubts_.begin(), doubts_.end(), settled));
  }
}

Doubt* JournalState::MutableDoubt(const AttemptKey& key) {
  const auto found =
      std::find_if(doubts_.begin(), doubts_.end(), [&](const Doubt& doubt) { return KeyOf(doubt) == key; });
  return found == doubts_.end() ? nullptr : &*found;
}

const Doubt* JournalState::FindDoubt(const AttemptKey& key) const {
  const auto found =
      std::find_if(doubts_.begin(), doubts_.end(), [&](const Doubt& doubt) { return KeyOf(doubt) == key; });
  return found == doubts_.end() ? nullptr : &*found;
}

const Doubt* JournalState::DoubtIn(std::string_view printer_id) const {
  const auto found = std::find_if(doubts_.begin(), doubts_.end(), [&](const Doubt& doubt) {
    return doubt.in_printer() && doubt.printer_id() == printer_id;
  });
  return found == doubts_.end() ? nullptr : &*found;
}

}  // namespace blangko::printer
