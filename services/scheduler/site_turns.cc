#include "services/scheduler/site_turns.h"

#include "base/status_macros.h"
#include "services/scheduler/grant_counts.h"
#include "services/stock/stock_table.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

}  // namespace

absl::StatusOr<SiteTurns> SiteTurns::Open(storage::Snapshot& snapshot, std::string_view site,
                                          const Policy& policy, absl::Time now,
                                          std::optional<int64_t> cards_left) {
  SiteTurns turns(site, policy);
  turns.counts_ = CountsGrants(policy);
  turns.cards_left_ = cards_left;
  turns.SeeSupply();
  if (policy.reserve_floor() > 0) {
    ASSIGN_OR_RETURN(turns.tally_.free_blanks, stock::CountAllFree(snapshot, site));
  }
  if (turns.counts_ || AsksWhoIsPresent(policy)) {
    ASSIGN_OR_RETURN(turns.day_, WorkingDay(snapshot, site, now));
  }
  if (turns.counts_) RETURN_IF_ERROR(turns.ReadCounts(snapshot));
  return turns;
}

absl::Status SiteTurns::ReadCounts(storage::Snapshot& snapshot) {
  for (const PolicyClass& rules : policy_->classes()) {
    ASSIGN_OR_RETURN(const int64_t cards, GrantedOn(snapshot, name_, rules.class_id(), day_));
    granted_[rules.class_id()] = cards;
    tally_.granted_today += cards;
  }
  if (!HasShares(*policy_)) return absl::OkStatus();
  ASSIGN_OR_RETURN(book_, BookOf(snapshot, name_, *policy_));
  return absl::OkStatus();
}

void SiteTurns::SeeSupply() {
  const bool told = cards_left_.has_value() && policy_->supply_low_cards() > 0;
  tally_.supply_low = told && *cards_left_ < policy_->supply_low_cards();
}

int64_t SiteTurns::granted_today(uint64_t class_id) const {
  const auto found = granted_.find(class_id);
  return found == granted_.end() ? 0 : found->second;
}

std::vector<ClassTally> SiteTurns::Rank(uint32_t rank) const {
  std::vector<ClassTally> tallies;
  for (const PolicyClass& rules : policy_->classes()) {
    if (rules.rank() != rank) continue;
    tallies.push_back({.rules = &rules,
                       .granted_today = granted_today(rules.class_id()),
                       .served = ServedOf(book_, rules.class_id())});
  }
  return tallies;
}

void SiteTurns::Count(uint64_t class_id, uint64_t entered) {
  --tally_.free_blanks;
  if (cards_left_.has_value()) --*cards_left_;
  SeeSupply();
  if (!counts_) return;
  ++granted_[class_id];
  ++tally_.granted_today;
  changed_.insert(class_id);
  if (entered == 0) return;
  AddServed(book_, entered, 1);
  book_changed_ = true;
}

void SiteTurns::Save(storage::Txn& txn) const {
  for (const uint64_t class_id : changed_) PutGranted(txn, name_, class_id, day_, granted_today(class_id));
  if (book_changed_) PutBook(txn, name_, book_);
}

}  // namespace blangko::scheduler
