#include "printer/journal/journal_state.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/text.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "printer/day/day_ledger.h"

namespace blangko::printer {
namespace {

AttemptKey KeyOf(const Entry& entry) { return {entry.record_id(), entry.attempt()}; }
AttemptKey KeyOf(const Doubt& doubt) { return {doubt.record_id(), doubt.attempt()}; }

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

// Outcomes after which the blank can be used for another card.
bool GivesBlankBack(int32_t outcome) {
  return outcome == scheduler::v1::OUTCOME_RELEASED || outcome == scheduler::v1::OUTCOME_NOT_PRINTED;
}

bool SameEntries(const std::vector<Entry>& some, const std::vector<Entry>& others) {
  return std::equal(
      some.begin(), some.end(), others.begin(), others.end(),
      [](const Entry& a, const Entry& b) { return a.SerializeAsString() == b.SerializeAsString(); });
}

constexpr uint32_t kEdition = 1;  // of checkpoints

bool SameDoubts(const std::vector<Doubt>& some, const std::vector<Doubt>& others) {
  return std::equal(
      some.begin(), some.end(), others.begin(), others.end(),
      [](const Doubt& a, const Doubt& b) { return a.SerializeAsString() == b.SerializeAsString(); });
}

// As a release would have written it that forgot doubts when they were decided elsewhere.
std::vector<Doubt> OfFirstEdition(std::vector<Doubt> doubts) {
  std::erase_if(doubts, [](const Doubt& doubt) { return doubt.decided_elsewhere(); });
  for (Doubt& doubt : doubts) doubt.clear_nothing_found();
  return doubts;
}

DayLedger OfFirstEdition(DayLedger day) {
  day.clear_act_prints();
  return day;
}

Doubt DoubtOf(const Entry& entry, const Attempt& attempt, bool in_hand) {
  Doubt doubt;
  doubt.set_record_id(entry.record_id());
  doubt.set_attempt(entry.attempt());
  doubt.set_printer_id(entry.printer_id());
  doubt.set_since_micros(entry.time_micros());
  doubt.set_reason(entry.card_outcome().reason());
  doubt.set_in_printer(!in_hand);
  doubt.set_used_seq(attempt.used_seq);
  return doubt;
}

}  // namespace

absl::Status JournalState::Refused(const Entry& entry, std::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("journal: entry kind ", static_cast<int>(entry.kind_case()),
                   " for record=", entry.record_id(), " attempt=", entry.attempt(), ": ", ToAbsl(why)));
}

absl::Status JournalState::Check(const Entry& entry) const {
  if (entry.kind_case() == Entry::kCheckpoint) return CheckCheckpoint(entry);
  if ((entry.kind_case() == Entry::kHeader) != (last_seq_ == 0)) {
    return Refused(entry, "a journal has one header, at its start");
  }
  switch (entry.kind_case()) {
    case Entry::kHeader: return absl::OkStatus();
    case Entry::kCleared: return CheckCleared(entry);
    case Entry::kDayCount:
    case Entry::kBlanksReceived: {
      const std::string wrong = WrongInDay(day_, entry);
      return wrong.empty() ? absl::OkStatus() : Refused(entry, wrong);
    }
    case Entry::kDecidedElsewhere: return CheckDecided(entry);
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

absl::Status JournalState::CheckCheckpoint(const Entry& entry) const {
  if (last_seq_ == 0 || Planted("rotation-drops-open-intent")) return absl::OkStatus();
  JournalState told;
  told.Begin(entry.checkpoint());
  bool same = told.last_fact_seq_ == last_fact_seq_ && told.blocked_ == blocked_ &&
              SameEntries(told.Carried(), Carried()) && SameCounts(told.day_counts_, day_counts_);
  const bool first = entry.checkpoint().edition() == 0;
  if (entry.checkpoint().has_day()) {  // earlier releases did not write it
    const DayLedger day = first ? OfFirstEdition(day_) : day_;
    same = same && SameDoubts(told.doubts_, first ? OfFirstEdition(doubts_) : doubts_) &&
           told.day_.SerializeAsString() == day.SerializeAsString();
  }
  return same ? absl::OkStatus()
              : Refused(entry, "the checkpoint does not say what the entries before it say");
}

absl::Status JournalState::CheckAttempt(const Entry& entry, const Attempt& attempt) const {
  if (attempt.ended) return CheckMoreWords(entry);
  switch (entry.kind_case()) {
    case Entry::kPrintIntent:
      if (attempt.intent) return Refused(entry, "it has a print intent already");
      if (attempt.tombstone) return Refused(entry, "it has a tombstone");
      if (IsBlocked(entry.printer_id())) return Refused(entry, "the printer waits to be cleared");
      return absl::OkStatus();
    case Entry::kPrinterJob:
      return attempt.intent && !attempt.job && !attempt.tombstone ? absl::OkStatus()
                                                                  : Refused(entry, "no open print intent");
    case Entry::kEncoded:
      return attempt.job && !attempt.encoded && !attempt.device
                 ? absl::OkStatus()
                 : Refused(entry, "no printer job to encode for");
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
  if (entry.kind_case() == Entry::kCheckpoint && last_seq_ == 0) Begin(entry.checkpoint());
  last_seq_ = entry.seq();
  for (const uint64_t fact : entry.booked().fact_seqs()) unbooked_.erase(fact);
  switch (entry.kind_case()) {
    case Entry::kCleared: return ApplyCleared(entry);
    case Entry::kDecidedElsewhere: return ApplyDecided(entry);
    case Entry::kDayCount:
    case Entry::kBlanksReceived: return ApplyCount(entry);
    default: break;
  }
  if (!entry.record_id().empty()) ApplyToAttempt(entry);
}

void JournalState::ApplyCount(const Entry& entry) {
  TakeCount(entry, day_);
  if (entry.has_day_count()) AddCount(entry, day_, day_counts_);
}

void JournalState::ApplyToAttempt(const Entry& entry) {
  const AttemptKey key = KeyOf(entry);
  Attempt& attempt = attempts_[key];
  if (attempt.first_seq == 0) attempt.first_seq = entry.seq();
  if (attempt.ended) return ApplyMoreWords(entry, attempt);
  open_entries_[key].push_back(entry);
  switch (entry.kind_case()) {
    case Entry::kPermit:
      Overtake(key);
      open_.insert(key);
      attempt.driver_trusted = entry.permit().driver_trusted();
      break;
    case Entry::kPrintIntent:
      attempt.intent = true;
      attempt.printer_id = entry.printer_id();
      Bind(key, attempt, entry.print_intent().blank_uid());
      break;
    case Entry::kPrinterJob: attempt.job = true; break;
    case Entry::kEncoded:
      attempt.encoded = true;
      Bind(key, attempt, entry.encoded().blank_uid());
      break;
    case Entry::kDeviceReport: ApplyDevice(entry, attempt); break;
    case Entry::kTombstone: attempt.tombstone = true; break;
    case Entry::kCardOutcome: ApplyOutcome(entry, attempt); break;
    default: break;
  }
}

// Another blank than the one looked at leaves both with the attempt: nobody knows which one lies where.
void JournalState::Bind(const AttemptKey& key, Attempt& attempt, const std::string& blank_uid) {
  if (blank_uid.empty()) return;
  attempt.blank_uid = blank_uid;
  blanks_.try_emplace(blank_uid, key);
}

void JournalState::Complete(Entry& outcome) const {
  station::v1::CardOutcome& said = *outcome.mutable_card_outcome();
  said.set_fact_seq(last_fact_seq_ + 1);
  const Attempt* attempt = Find(KeyOf(outcome));
  if (attempt == nullptr || GivesBlankBack(said.outcome())) return;
  if (!Planted("look-dates-the-card")) said.set_came_out_micros(attempt->done_micros);
  const bool decides = attempt->ended && said.outcome() != scheduler::v1::OUTCOME_UNCERTAIN &&
                       !Planted("journal-uid-counts-as-read");
  if (!decides && said.blank_uid().empty()) said.set_blank_uid(attempt->blank_uid);
}

const AttemptKey* JournalState::HolderOf(std::string_view blank_uid) const {
  const auto found = blanks_.find(blank_uid);
  return found == blanks_.end() ? nullptr : &found->second;
}

void JournalState::ApplyDevice(const Entry& entry, Attempt& attempt) {
  attempt.device = true;
  attempt.used_seq = entry.seq();
  attempt.done = entry.device_report().done() && !entry.device_report().unverified();
  if (attempt.done) attempt.done_micros = entry.time_micros();
  if (!attempt.done || attempt.driver_trusted) return;
  waiting_.push_back({KeyOf(entry), attempt.printer_id, entry.time_micros()});
  TakeWaiting(day_);
}

void JournalState::ApplyOutcome(const Entry& entry, Attempt& attempt) {
  const AttemptKey key = KeyOf(entry);
  const station::v1::CardOutcome& outcome = entry.card_outcome();
  attempt.ended = true;
  if (attempt.used_seq == 0) attempt.used_seq = entry.seq();
  open_.erase(key);
  open_entries_.erase(key);
  const bool waited = std::erase_if(waiting_, [&](const WaitingCard& card) { return card.key == key; }) > 0;
  Bind(key, attempt, outcome.blank_uid());
  const auto blank = blanks_.find(attempt.blank_uid);
  const bool own = blank != blanks_.end() && blank->second == key;
  if (own && GivesBlankBack(outcome.outcome())) blanks_.erase(blank);
  TakeFact(entry, attempt);
  TakeOutcome(outcome, {attempt.used_seq, waited ? BlankWas::kWaiting : BlankWas::kUncounted}, day_);
  if (outcome.outcome() != scheduler::v1::OUTCOME_UNCERTAIN) return;
  const bool in_hand = attempt.done && outcome.evidence() == scheduler::v1::EVIDENCE_OPERATOR;
  doubts_.push_back(DoubtOf(entry, attempt, in_hand));
  if (!in_hand) blocked_.insert(entry.printer_id());
}

void JournalState::TakeFact(const Entry& entry, Attempt& attempt) {
  attempt.fact_seq = entry.card_outcome().fact_seq();
  last_fact_seq_ = attempt.fact_seq;
  outcomes_[last_fact_seq_] = entry;
  unbooked_[last_fact_seq_] = entry;
}

const Attempt* JournalState::Find(const AttemptKey& key) const {
  const auto found = attempts_.find(key);
  return found == attempts_.end() ? nullptr : &found->second;
}

const Entry* JournalState::OutcomeOf(const AttemptKey& key) const {
  const Attempt* attempt = Find(key);
  if (attempt == nullptr || !attempt->ended) return nullptr;
  const auto outcome = outcomes_.find(attempt->fact_seq);
  return outcome == outcomes_.end() ? nullptr : &outcome->second;
}

std::vector<Entry> JournalState::OutcomesAfter(uint64_t fact_seq) const {
  std::vector<Entry> outcomes;
  for (auto at = outcomes_.upper_bound(fact_seq); at != outcomes_.end(); ++at) outcomes.push_back(at->second);
  return outcomes;
}

uint64_t JournalState::oldest_unacked_seq() const {
  uint64_t oldest = last_seq_ + 1;
  for (const AttemptKey& key : open_) oldest = std::min(oldest, Find(key)->first_seq);
  for (const auto& [fact, entry] : unbooked_) oldest = std::min(oldest, Find(KeyOf(entry))->first_seq);
  return oldest;
}

std::vector<Entry> JournalState::Carried() const {
  std::vector<Entry> carried;
  for (const auto& [key, entries] : open_entries_)
    carried.insert(carried.end(), entries.begin(), entries.end());
  for (const auto& [fact, entry] : unbooked_) carried.push_back(entry);
  std::sort(carried.begin(), carried.end(), [](const Entry& a, const Entry& b) { return a.seq() < b.seq(); });
  return carried;
}

station::v1::Checkpoint JournalState::MakeCheckpoint() const {
  station::v1::Checkpoint checkpoint;
  checkpoint.set_last_fact_seq(last_fact_seq_);
  checkpoint.mutable_blocked_printers()->Assign(blocked_.begin(), blocked_.end());
  for (Entry& entry : Carried()) {
    if (Planted("rotation-drops-open-intent") && !entry.has_card_outcome()) continue;
    *checkpoint.add_carried() = std::move(entry);
  }
  checkpoint.mutable_doubts()->Assign(doubts_.begin(), doubts_.end());
  *checkpoint.mutable_day() = day_;
  checkpoint.mutable_day_counts()->Assign(day_counts_.begin(), day_counts_.end());
  checkpoint.set_edition(kEdition);
  return checkpoint;
}

void JournalState::Begin(const station::v1::Checkpoint& checkpoint) {
  for (const Entry& entry : checkpoint.carried()) Apply(entry);
  last_fact_seq_ = checkpoint.last_fact_seq();
  blocked_ = {checkpoint.blocked_printers().begin(), checkpoint.blocked_printers().end()};
  doubts_ = {checkpoint.doubts().begin(), checkpoint.doubts().end()};
  for (const Doubt& doubt : doubts_) attempts_[KeyOf(doubt)].ended = true;
  day_ = checkpoint.day();
  day_counts_ = {checkpoint.day_counts().begin(), checkpoint.day_counts().end()};
}

void JournalState::Remember(const Entry& entry) {
  if (entry.record_id().empty()) return;
  const auto [known, is_new] = attempts_.try_emplace(KeyOf(entry));
  Attempt& attempt = known->second;
  if (is_new) attempt.ended = true;
  if (is_new || entry.seq() < attempt.first_seq) attempt.first_seq = entry.seq();
  if (!entry.has_card_outcome()) return;
  const uint64_t fact = entry.card_outcome().fact_seq();
  attempt.fact_seq = std::max(attempt.fact_seq, fact);
  Bind(KeyOf(entry), attempt, entry.card_outcome().blank_uid());
  outcomes_.try_emplace(fact, entry);
}

}  // namespace blangko::printer
