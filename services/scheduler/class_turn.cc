#include "services/scheduler/class_turn.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

constexpr int64_t kWhole = 100;  // percent

int64_t OwedLimit(const Policy& policy) {
  return policy.owed_limit() == 0 ? kOwedLimitDefault : policy.owed_limit();
}

int64_t TotalOf(std::span<const ClassTally> tallies) {
  int64_t total = 0;
  for (const ClassTally& tally : tallies) total += tally.served;
  return total;
}

// What decides inside a rank with shares.
int64_t CreditOf(const ClassTally& tally, int64_t total) { return OwedHundredths(tally, total + 1); }

// Those that are not out, largest credit first.
std::vector<const ClassTally*> Contest(const Policy& policy, const SiteTally& site,
                                       std::span<const ClassTally> tallies) {
  std::vector<const ClassTally*> open;
  for (const ClassTally& tally : tallies) {
    if (!WhyOut(policy, site, tally).has_value()) open.push_back(&tally);
  }
  const int64_t total = TotalOf(tallies);
  std::sort(open.begin(), open.end(), [total](const ClassTally* a, const ClassTally* b) {
    return std::tuple(-CreditOf(*a, total), a->rules->class_id()) <
           std::tuple(-CreditOf(*b, total), b->rules->class_id());
  });
  return open;
}

ClassTurn TogetherByKey(const std::vector<const ClassTally*>& open) {
  ClassTurn turn;
  for (const ClassTally* tally : open) {
    if (tally->has_somebody) turn.classes.push_back(tally->rules->class_id());
  }
  if (!turn.classes.empty()) turn.kind = ClassTurn::Kind::kServe;
  return turn;
}

// The class that has the unit of a turn in the book when `winner` had nobody and `served` is served.
uint64_t EnteredFor(const Policy& policy, const ClassTally& winner, const ClassTally& served, int64_t total) {
  if (&winner == &served) return served.rules->class_id();
  const bool owed = policy.unused_share() == v1::UNUSED_SHARE_OWED;
  const bool may_grow = CreditOf(winner, total) <= kWhole * OwedLimit(policy);
  return owed && may_grow ? served.rules->class_id() : winner.rules->class_id();
}

ClassTurn ByShares(const Policy& policy, const std::vector<const ClassTally*>& open, int64_t total) {
  const ClassTally& winner = *open.front();
  const bool kept = policy.unused_share() == v1::UNUSED_SHARE_KEPT;
  if (kept && !winner.has_somebody) {
    return {.kind = ClassTurn::Kind::kKept, .kept_for = winner.rules->class_id()};
  }
  const auto served =
      std::find_if(open.begin(), open.end(), [](const ClassTally* tally) { return tally->has_somebody; });
  if (served == open.end()) return {};
  return {.kind = ClassTurn::Kind::kServe,
          .classes = {(*served)->rules->class_id()},
          .entered = EnteredFor(policy, winner, **served, total)};
}

}  // namespace

std::optional<SkipCause> WhyOut(const Policy& policy, const SiteTally& site, const ClassTally& tally) {
  const PolicyClass& rules = *tally.rules;
  const bool own_cap = rules.daily_cap() > 0 && tally.granted_today >= rules.daily_cap();
  const bool site_cap = policy.daily_cap() > 0 && site.granted_today >= policy.daily_cap();
  if (own_cap || (site_cap && !rules.beyond_daily_cap())) return SkipCause::kCapUsedUp;
  const bool only_reserve = policy.reserve_floor() > 0 && site.free_blanks <= policy.reserve_floor();
  if (only_reserve && !rules.breaks_reserve()) return SkipCause::kReserveKept;
  if (site.supply_low && !rules.while_supply_low()) return SkipCause::kSupplyForOthers;
  return std::nullopt;
}

ClassTurn TurnOfRank(const Policy& policy, const SiteTally& site, std::span<const ClassTally> tallies) {
  const std::vector<const ClassTally*> open = Contest(policy, site, tallies);
  if (open.empty()) return {};
  const bool shares = std::any_of(tallies.begin(), tallies.end(),
                                  [](const ClassTally& tally) { return tally.rules->share() > 0; });
  return shares ? ByShares(policy, open, TotalOf(tallies)) : TogetherByKey(open);
}

ClassTurn NextTurn(const Policy& policy, const SiteTally& site, std::span<const ClassTally> tallies) {
  std::set<uint32_t> ranks;
  for (const ClassTally& tally : tallies) ranks.insert(tally.rules->rank());
  for (const uint32_t rank : ranks) {
    std::vector<ClassTally> of_rank;
    std::copy_if(tallies.begin(), tallies.end(), std::back_inserter(of_rank),
                 [rank](const ClassTally& tally) { return tally.rules->rank() == rank; });
    ClassTurn turn = TurnOfRank(policy, site, of_rank);
    if (turn.kind != ClassTurn::Kind::kNobody) return turn;
  }
  return {};
}

int64_t OwedHundredths(const ClassTally& tally, int64_t total) {
  return tally.rules->share() * total - kWhole * tally.served;
}

bool HasShares(const Policy& policy) {
  const auto& classes = policy.classes();
  return std::any_of(classes.begin(), classes.end(), [](const PolicyClass& one) { return one.share() > 0; });
}

bool CountsGrants(const Policy& policy) {
  const auto& classes = policy.classes();
  return policy.daily_cap() > 0 || HasShares(policy) ||
         std::any_of(classes.begin(), classes.end(),
                     [](const PolicyClass& one) { return one.daily_cap() > 0; });
}

bool PrintsOnPresence(const Policy& policy, const PolicyClass& rules) {
  const uint32_t mode = rules.print_mode() == 0 ? policy.print_mode() : rules.print_mode();
  return mode == v1::PRINT_MODE_ON_PRESENCE;
}

bool AsksWhoIsPresent(const Policy& policy) {
  const auto& classes = policy.classes();
  return std::any_of(classes.begin(), classes.end(),
                     [&](const PolicyClass& one) { return PrintsOnPresence(policy, one); });
}

}  // namespace blangko::scheduler
