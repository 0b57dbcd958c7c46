// JournalState: what a station knows from its journal, entry by entry, and which entry may come next.
//
// Rules: one permit, one print intent and one outcome per attempt; no intent after a tombstone; RELEASED and
//        NOT_PRINTED only after a tombstone; an UNCERTAIN card blocks its printer until a person has cleared it.
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

namespace blangko::printer {

using Entry = station::v1::Entry;

struct AttemptKey {
  std::string record_id;
  uint32_t attempt = 0;
  friend bool operator==(const AttemptKey&, const AttemptKey&) = default;
  friend auto operator<=>(const AttemptKey&, const AttemptKey&) = default;
};

// What the journal holds of one permitted attempt.
struct Attempt {
  bool intent = false;  // J1
  bool job = false;     // J2
  bool device = false;  // J4
  bool tombstone = false;
  bool ended = false;      // J5
  std::string printer_id;  // from J1 on
};

class JournalState {
 public:
  absl::Status Check(const Entry& entry) const;
  void Apply(const Entry& entry);

  // Null for an attempt that was never permitted.
  const Attempt* Find(const AttemptKey& key) const;
  // Permitted attempts without an outcome, by record.
  const std::set<AttemptKey>& open() const { return open_; }
  // Outcome entries that the server has not booked yet, by fact number.
  const std::map<uint64_t, Entry>& unbooked() const { return unbooked_; }
  // The newest outcome entries again, from after `fact_seq` on: for a server that has lost what it had booked.
  std::vector<Entry> OutcomesAfter(uint64_t fact_seq) const;
  bool IsBlocked(std::string_view printer_id) const { return blocked_.contains(std::string(printer_id)); }

  uint64_t last_seq() const { return last_seq_; }
  uint64_t last_fact_seq() const { return outcomes_.size(); }

 private:
  absl::Status CheckAttempt(const Entry& entry, const Attempt& attempt) const;
  void ApplyOutcome(const Entry& entry, Attempt& attempt);

  std::map<AttemptKey, Attempt> attempts_;
  std::set<AttemptKey> open_;
  std::vector<Entry> outcomes_;  // by fact number, the first is 1
  std::map<uint64_t, Entry> unbooked_;
  std::set<std::string> blocked_;
  uint64_t last_seq_ = 0;
};

}  // namespace blangko::printer
