// ClassTurn: which class of a site is served next. A pure function of the policy, what was granted on this working day,
// the share book, the free blanks, the supplies, and which classes have somebody to serve.
//
// 1. A class is out (WhyOut) while its daily cap is used up; while the policy's cap is used up, unless it may go beyond
//    it; while no more blanks are free than the reserve, unless it breaks the reserve; while ribbon or film is low,
//    unless it is served all the same.
// 2. Of what remains the lowest rank goes first. A class that prints on presence has only those who are present.
// 3. A rank without shares serves all of its classes as one line, by FIFO key.
// 4. A rank with shares serves the class with the largest credit, of equal ones that with the smaller number:
//    credit = share x (T + 1) - 100 x served, T being all that the rank's classes have in the book. The book goes on over
//    days, so no remainder is lost; a new version of the policy begins a new one.
// 5. The winner of 4, among all that are not out, may have nobody to serve. Then the next best is served, and
//      TO_OTHERS  the unit is the winner's in the book: its share is used, by others, and nobody owes it anything;
//      OWED       the unit is in the book of who is served, so that the winner is behind by one more card; once it is
//                 behind by owed_limit cards, as TO_OTHERS;
//      KEPT       nobody is: this rank and all later ones wait for the winner.
//
// Entering the unit nowhere in TO_OTHERS would let one of two remaining classes have all of the third's share for ever.
// Threads: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/scheduler/dispatch.h"

namespace blangko::scheduler {

// A site at the moment of a grant.
struct SiteTally {
  int64_t granted_today = 0;  // all classes together
  int64_t free_blanks = 0;    // counts only where the policy keeps a reserve
  bool supply_low = false;    // of the printer that asks
};

// One class of it. `rules` is never null.
struct ClassTally {
  const rows::v1::PolicyClass* rules = nullptr;
  int64_t granted_today = 0;
  int64_t served = 0;         // in the share book
  bool has_somebody = false;  // whom the class may serve now
};

// Why no record of this class is served, whoever waits; nothing when it is not out.
std::optional<SkipCause> WhyOut(const rows::v1::Policy& policy, const SiteTally& site,
                                const ClassTally& tally);

struct ClassTurn {
  enum class Kind {
    kServe,
    kNobody,  // the next rank has its turn
    kKept,    // no rank has
  };
  Kind kind = Kind::kNobody;
  std::vector<uint64_t> classes = {};  // kServe: of these, by FIFO key
  uint64_t entered = 0;                // kServe: the class whose unit it is in the share book; 0 = of none
  uint64_t kept_for = 0;               // kKept: the class that the blanks wait for
};

// The turn of one rank. `tallies` are all classes of that rank.
ClassTurn TurnOfRank(const rows::v1::Policy& policy, const SiteTally& site,
                     std::span<const ClassTally> tallies);

// The same over all ranks; kNobody when no class is served. `tallies` in any order.
ClassTurn NextTurn(const rows::v1::Policy& policy, const SiteTally& site,
                   std::span<const ClassTally> tallies);

// Cards x 100 that a class is behind its share; below zero when it is ahead. `total` is T of its rank.
int64_t OwedHundredths(const ClassTally& tally, int64_t total);

// True when a class of the policy has a share, and when grants are counted: a cap or a share needs it.
bool HasShares(const rows::v1::Policy& policy);
bool CountsGrants(const rows::v1::Policy& policy);

// BATCH or ON_PRESENCE, of the class or else of the policy.
bool PrintsOnPresence(const rows::v1::Policy& policy, const rows::v1::PolicyClass& rules);

// True when some class of it does.
bool AsksWhoIsPresent(const rows::v1::Policy& policy);

inline constexpr int32_t kOwedLimitDefault = 100;  // cards

}  // namespace blangko::scheduler
