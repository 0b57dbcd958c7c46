// JournalState: what a station knows from its journal, entry by entry, and which entry may come next.
//
// Rules: one permit, one print intent and one outcome per attempt; no intent after a tombstone; the chip is encoded
//        after the job and before the device says anything; RELEASED and
//        NOT_PRINTED only after a tombstone; an UNCERTAIN card blocks its printer until a person has cleared it,
//        unless a person said so of a card that had come out: that one is in somebody's hand, not in the printer.
//        Of a doubtful card, and of no other, a person may say more: the envelope it was put in, and, when the printer
//        is cleared, PRINTED or SPOILED; also after the server decided otherwise, or permitted a newer attempt of the
//        record: what somebody found is a fact. Such a doubt takes no place here. A day is counted at its start, then
//        at its end, by turns.
//        A checkpoint says what the entries before it say; where those are gone it begins the state.
// Failure: Check answers FAILED_PRECONDITION for an entry that breaks a rule. Threads: pure, one owner.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "blangko/station/v1/journal.pb.h"
#include "printer/journal/told_counts.h"

namespace blangko::printer {

using Entry = station::v1::Entry;
using station::v1::DayLedger;
using station::v1::Doubt;

struct AttemptKey {
  std::string record_id;
  uint32_t attempt = 0;
  friend bool operator==(const AttemptKey&, const AttemptKey&) = default;
  friend auto operator<=>(const AttemptKey&, const AttemptKey&) = default;
};

// What the journal holds of one permitted attempt.
struct Attempt {
  bool intent = false;   // J1
  bool job = false;      // J2
  bool encoded = false;  // J3
  bool device = false;   // J4
  bool done = false;     // J4: a card came out, on the printer's own word
  bool tombstone = false;
  bool ended = false;           // J5
  bool driver_trusted = false;  // the printer's word is enough for PRINTED
  std::string printer_id;       // from J1 on
  int64_t done_micros = 0;      // J4's time, of a card that came out; the station's clock
  std::string blank_uid;        // of the blank, where it was read: J3's, else J1's
  uint64_t first_seq = 0;       // of its first entry
  uint64_t used_seq = 0;        // of the one by which its blank was used: J4, or the outcome
  uint64_t fact_seq = 0;        // of its outcome, where that is known
};

// A card that came out and waits for a person's look.
struct WaitingCard {
  AttemptKey key;
  std::string printer_id;
  int64_t since_micros = 0;  // the station's clock
};

class JournalState {
 public:
  absl::Status Check(const Entry& entry) const;
  void Apply(const Entry& entry);
  // Adds to an outcome what follows from the entries before it: its number, when the card came out, and the UID of a blank
  // that was used. What a person decides of a doubt stands for itself: a UID that nobody read is not said.
  void Complete(Entry& outcome) const;
  // An entry from before the checkpoint that began this state: its attempt is known, its outcome can be reported again.
  void Remember(const Entry& entry);
  // What must not be forgotten when the entries so far are: a checkpoint's carried entries, oldest first.
  std::vector<Entry> Carried() const;
  station::v1::Checkpoint MakeCheckpoint() const;

  // Null for an attempt that was never permitted.
  const Attempt* Find(const AttemptKey& key) const;
  // Permitted attempts without an outcome, by record.
  const std::set<AttemptKey>& open() const { return open_; }
  // Cards that wait for a look, in the order in which they came out.
  const std::vector<WaitingCard>& waiting() const { return waiting_; }
  // The attempt that a blank was begun for and that did not give it back whole; null when there is none here.
  const AttemptKey* HolderOf(std::string_view blank_uid) const;
  // Cards of which nobody at this station has said whether they came out, oldest first: those to be shown are IsListed.
  const std::vector<Doubt>& doubts() const { return doubts_; }
  const Doubt* FindDoubt(const AttemptKey& key) const;
  // The one for which the printer waits to be cleared; null when there is none.
  const Doubt* DoubtIn(std::string_view printer_id) const;
  const DayLedger& day() const { return day_; }
  // The newest counts of days, oldest first.
  const std::vector<ToldCount>& day_counts() const { return day_counts_; }
  // The newest word on it. Null while it has none, or when it was forgotten.
  const Entry* OutcomeOf(const AttemptKey& key) const;
  // Outcome entries that the server has not booked yet, by fact number.
  const std::map<uint64_t, Entry>& unbooked() const { return unbooked_; }
  // The outcome entries again that are still known, from after `fact_seq` on: for a server that has lost what it had
  // booked.
  std::vector<Entry> OutcomesAfter(uint64_t fact_seq) const;
  bool IsBlocked(std::string_view printer_id) const { return blocked_.contains(std::string(printer_id)); }

  // The first entry of all attempts that the server does not know the end of; one past the last entry when there is none.
  uint64_t oldest_unacked_seq() const;

  uint64_t last_seq() const { return last_seq_; }
  uint64_t last_fact_seq() const { return last_fact_seq_; }

 private:
  static absl::Status Refused(const Entry& entry, std::string_view why);
  absl::Status CheckAttempt(const Entry& entry, const Attempt& attempt) const;
  absl::Status CheckCheckpoint(const Entry& entry) const;
  absl::Status CheckMoreWords(const Entry& entry) const;
  absl::Status CheckCleared(const Entry& entry) const;
  absl::Status CheckDecided(const Entry& entry) const;
  void ApplyToAttempt(const Entry& entry);
  void ApplyDevice(const Entry& entry, Attempt& attempt);
  void ApplyOutcome(const Entry& entry, Attempt& attempt);
  void Bind(const AttemptKey& key, Attempt& attempt, const std::string& blank_uid);
  void ApplyMoreWords(const Entry& entry, Attempt& attempt);
  void ApplyCleared(const Entry& entry);
  void TakeFact(const Entry& entry, Attempt& attempt);
  void ApplyDecided(const Entry& entry);
  void ApplyCount(const Entry& entry);
  void Reopen(const Entry& entry, Doubt& doubt);
  void Overtake(const AttemptKey& newer);
  void ForgetOldDoubts();
  Doubt* MutableDoubt(const AttemptKey& key);
  void Begin(const station::v1::Checkpoint& checkpoint);

  std::map<AttemptKey, Attempt> attempts_;
  std::set<AttemptKey> open_;
  std::map<AttemptKey, std::vector<Entry>> open_entries_;  // of each open attempt, all of them
  std::vector<WaitingCard> waiting_;
  std::map<std::string, AttemptKey, std::less<>> blanks_;  // by UID: who used them
  std::map<uint64_t, Entry> outcomes_;                     // by fact number
  std::map<uint64_t, Entry> unbooked_;
  std::set<std::string> blocked_;
  std::vector<Doubt> doubts_;
  DayLedger day_;
  std::vector<ToldCount> day_counts_;
  uint64_t last_seq_ = 0;
  uint64_t last_fact_seq_ = 0;
};

// The printer waits for it, or it is in an envelope, or nobody has decided it.
bool IsListed(const Doubt& doubt);

}  // namespace blangko::printer
