// The rule by which the classes of a site have their turns.
#include "services/scheduler/class_turn.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/scheduler/presets.h"
#include "services/scheduler/validate_policy.h"
#include "tests/support/status_matchers.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

PolicyClass& Add(Policy& policy, uint64_t id, uint32_t rank, int32_t share = 0) {
  PolicyClass& added = *policy.add_classes();
  added.set_class_id(id);
  added.set_rank(rank);
  added.set_share(share);
  return added;
}

// Plays turns over one policy, with a book of its own.
class Turns {
 public:
  explicit Turns(const Policy& policy) : policy_(policy) {
    for (const PolicyClass& one : policy_.classes())
      tallies_.push_back({.rules = &one, .has_somebody = true});
  }
  ClassTally& Of(uint64_t id) {
    for (ClassTally& tally : tallies_) {
      if (tally.rules->class_id() == id) return tally;
    }
    ADD_FAILURE() << "no class " << id;
    return tallies_.front();
  }
  SiteTally& site() { return site_; }
  // Ids of who is served, "-" for nobody, "k" for kept.
  std::string Play(int cards) {
    std::string played;
    for (; cards > 0; --cards) {
      const ClassTurn turn = NextTurn(policy_, site_, tallies_);
      if (turn.kind == ClassTurn::Kind::kNobody) return played + "-";
      if (turn.kind == ClassTurn::Kind::kKept) return played + "k";
      absl::StrAppend(&played, turn.classes.front());
      ++Of(turn.classes.front()).granted_today;
      ++site_.granted_today;
      if (turn.entered != 0) ++Of(turn.entered).served;
    }
    return played;
  }

 private:
  const Policy& policy_;
  SiteTally site_{.free_blanks = 1000};
  std::vector<ClassTally> tallies_;
};

TEST(ClassTurn, WithoutSharesARankIsOneLine) {
  Policy policy;
  Add(policy, 1, 1);
  Add(policy, 2, 1);
  Add(policy, 3, 2);
  Turns turns(policy);
  const std::vector<ClassTally> rank = {turns.Of(1), turns.Of(2)};
  const ClassTurn turn = TurnOfRank(policy, turns.site(), rank);
  EXPECT_EQ(turn.classes, (std::vector<uint64_t>{1, 2}));
  EXPECT_EQ(turn.entered, 0u);
  turns.Of(1).has_somebody = false;
  turns.Of(2).has_somebody = false;
  EXPECT_EQ(turns.Play(1), "3");
}

TEST(ClassTurn, SharesAreKeptToTheCardAndNoRemainderIsLost) {
  Policy policy;
  Add(policy, 1, 1, 70);
  Add(policy, 2, 1, 30);
  Turns turns(policy);
  EXPECT_EQ(turns.Play(10), "1211121121");
  int64_t first = turns.Of(1).served;
  for (int day = 0; day < 100; ++day) {
    turns.Play(1);  // one card a day: no share of a day is a whole card
    first = turns.Of(1).served;
  }
  EXPECT_EQ(first, 77);
  EXPECT_EQ(turns.Of(2).served, 33);
}

TEST(ClassTurn, AnUnusedShareIsForTheOthersAndNobodyOwesIt) {
  Policy policy;
  Add(policy, 1, 1, 50);
  Add(policy, 2, 1, 30);
  Add(policy, 3, 1, 20);
  Turns turns(policy);
  turns.Of(1).has_somebody = false;
  const std::string played = turns.Play(100);
  const auto of = [&](char id) { return std::count(played.begin(), played.end(), id); };
  EXPECT_GE(of('2'), 45);  // each of the others has its own share and a part of what is not used
  EXPECT_GE(of('3'), 25);
  turns.Of(1).has_somebody = true;
  EXPECT_EQ(turns.Play(4).substr(0, 4).find("111"), std::string::npos);
}

TEST(ClassTurn, AnOwedShareIsServedFirstUpToItsLimit) {
  Policy policy;
  policy.set_unused_share(v1::UNUSED_SHARE_OWED);
  policy.set_owed_limit(3);
  Add(policy, 1, 1, 50);
  Add(policy, 2, 1, 50);
  Turns turns(policy);
  turns.Of(1).has_somebody = false;
  EXPECT_EQ(turns.Play(50), std::string(50, '2'));
  EXPECT_LE(OwedHundredths(turns.Of(1), turns.Of(1).served + turns.Of(2).served), 300);
  turns.Of(1).has_somebody = true;
  const std::string played = turns.Play(12);
  EXPECT_EQ(played.substr(0, 5), "11111");
  EXPECT_NE(played.find('2'), std::string::npos);
}

TEST(ClassTurn, AKeptShareWaits) {
  Policy policy;
  policy.set_unused_share(v1::UNUSED_SHARE_KEPT);
  Add(policy, 1, 1, 50);
  Add(policy, 2, 1, 50);
  Add(policy, 3, 2);
  Turns turns(policy);
  turns.Of(1).has_somebody = false;
  EXPECT_EQ(turns.Play(2), "k");
  turns.Of(1).has_somebody = true;
  turns.Of(2).has_somebody = false;
  EXPECT_EQ(turns.Play(3), "1k");
}

TEST(ClassTurn, CapsReserveAndSupplyPutClassesOut) {
  Policy policy;
  policy.set_daily_cap(3);
  policy.set_reserve_floor(5);
  PolicyClass& urgent = Add(policy, 1, 1);
  urgent.set_daily_cap(2);
  urgent.set_beyond_daily_cap(true);
  urgent.set_breaks_reserve(true);
  urgent.set_while_supply_low(true);
  Add(policy, 2, 2);
  Turns turns(policy);
  EXPECT_EQ(turns.Play(4), "112-");
  turns.Of(1).granted_today = 0;
  EXPECT_EQ(turns.Play(2), "11");  // beyond the cap of the site
  turns.Of(1).granted_today = 0;
  turns.site() = {.granted_today = 0, .free_blanks = 5};
  EXPECT_EQ(WhyOut(policy, turns.site(), turns.Of(2)), SkipCause::kReserveKept);
  EXPECT_EQ(turns.Play(3), "11-");
  turns.Of(1).granted_today = 0;
  turns.site() = {.granted_today = 0, .free_blanks = 100, .supply_low = true};
  EXPECT_EQ(WhyOut(policy, turns.site(), turns.Of(2)), SkipCause::kSupplyForOthers);
  EXPECT_EQ(turns.Play(3), "11-");
}

TEST(Presets, AreValidAndHaveTheSameClasses) {
  for (const Policy& preset : Presets()) {
    Policy policy;
    policy.set_office("14.05");
    policy.set_preset(preset.preset());
    FillDefaults(policy);
    EXPECT_OK(ValidatePolicy(policy)) << preset.preset();
    EXPECT_EQ(policy.classes_size(), preset.classes_size());
    for (const Policy& other : Presets()) EXPECT_OK(ValidateSuccessor(other, policy)) << other.preset();
  }
}

}  // namespace
}  // namespace blangko::scheduler
