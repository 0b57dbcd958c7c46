// SiteTurns: whose turn it is at one site, inside one transaction. It reads what the pure rule (class_turn.h) asks for,
// no more than the policy needs, keeps it in step with what is granted, and writes each count once.
//
// Failure: storage errors; DATA_LOSS for a row that does not decode. Threads: borrows one Snapshot or Txn per call.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "services/scheduler/class_turn.h"
#include "storage/txn.h"

namespace blangko::scheduler {

class SiteTurns {
 public:
  // `policy` outlives it. `cards_left`: what the asking printer's ribbon or film is good for; nothing = not told.
  static absl::StatusOr<SiteTurns> Open(storage::Snapshot& snapshot, std::string_view site,
                                        const rows::v1::Policy& policy, absl::Time now,
                                        std::optional<int64_t> cards_left);

  // The site's working day; 0 where the policy neither counts nor asks who is present.
  int64_t day() const { return day_; }
  bool counts() const { return counts_; }
  const SiteTally& site() const { return tally_; }
  const rows::v1::ShareBook& book() const { return book_; }
  int64_t granted_today(uint64_t class_id) const;

  // The classes of a rank, `has_somebody` still to be set.
  std::vector<ClassTally> Rank(uint32_t rank) const;

  // A card was granted to `class_id`; its unit is that of `entered` in the book.
  void Count(uint64_t class_id, uint64_t entered);

  // Rows that Save will write.
  size_t rows() const { return changed_.size() + (book_changed_ ? 1 : 0); }
  void Save(storage::Txn& txn) const;

 private:
  SiteTurns(std::string_view site, const rows::v1::Policy& policy) : name_(site), policy_(&policy) {}

  absl::Status ReadCounts(storage::Snapshot& snapshot);
  void SeeSupply();

  std::string name_;
  const rows::v1::Policy* policy_;
  bool counts_ = false;
  int64_t day_ = 0;
  SiteTally tally_;
  std::optional<int64_t> cards_left_;
  std::map<uint64_t, int64_t> granted_;  // by class
  rows::v1::ShareBook book_;
  std::set<uint64_t> changed_;
  bool book_changed_ = false;
};

}  // namespace blangko::scheduler
