#include "storage/layers/head_hint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

const LineId kLine{"14.05", 1, 1, 0};

LinePlace At(int minute, const std::string& record = "r") {
  return {TestStart() + absl::Minutes(minute), TestStart(), record};
}

TEST(HeadHint, RisesAfterACommit) {
  HeadHint hint;
  EXPECT_EQ(hint.Get(kLine).after, std::nullopt);
  hint.Raise(kLine, At(5), hint.Get(kLine).version);
  EXPECT_EQ(hint.Get(kLine).after, At(5));
  hint.Raise(kLine, At(3), hint.Get(kLine).version);  // a slower reader
  EXPECT_EQ(hint.Get(kLine).after, At(5));
  EXPECT_EQ(hint.Get({"14.06", 1, 1, 0}).after, std::nullopt);
}

TEST(HeadHint, AnInsertBelowLowersIt) {
  HeadHint hint;
  hint.Raise(kLine, At(5), 0);
  hint.Lower(kLine, At(2));
  const LinePlace after = *hint.Get(kLine).after;
  EXPECT_LT(std::tie(after.key, after.ready), std::make_tuple(At(2).key, At(2).ready));
}

TEST(HeadHint, AnInsertAboveLeavesIt) {
  HeadHint hint;
  hint.Raise(kLine, At(5), 0);
  hint.Lower(kLine, At(9));
  EXPECT_EQ(hint.Get(kLine).after, At(5));
}

TEST(HeadHint, ARaiseBegunBeforeAnInsertIsDropped) {
  HeadHint hint;
  const HeadHint::Start start = hint.Get(kLine);
  hint.Lower(kLine, At(2));  // inserted while the reader was on its way
  hint.Raise(kLine, At(5), start.version);
  EXPECT_EQ(hint.Get(kLine).after, std::nullopt);
}

// People are entered all day, and stand behind those who are printed now.
TEST(HeadHint, AnInsertBehindWhatWasTakenDropsNoRaise) {
  HeadHint hint;
  const HeadHint::Start start = hint.Get(kLine);
  hint.Lower(kLine, At(9));
  hint.Lower(kLine, At(7));
  hint.Raise(kLine, At(5), start.version);
  EXPECT_EQ(hint.Get(kLine).after, At(5));
  hint.Raise(kLine, At(8), start.version);  // one stands before it now
  EXPECT_EQ(hint.Get(kLine).after, At(5));
  hint.Raise(kLine, At(8), hint.Get(kLine).version);  // begun later: that one was seen
  EXPECT_EQ(hint.Get(kLine).after, At(8));
}

TEST(HeadHint, AnInsertAtTheSameTimeCountsAsBefore) {
  HeadHint hint;
  const HeadHint::Start start = hint.Get(kLine);
  hint.Lower(kLine, At(5, "z"));
  hint.Raise(kLine, At(5, "a"), start.version);
  EXPECT_EQ(hint.Get(kLine).after, std::nullopt);
}

TEST(HeadHint, ARaiseFromBeforeWhatIsRememberedIsDropped) {
  HeadHint hint;
  const HeadHint::Start old = hint.Get(kLine);
  hint.Lower(kLine, At(2));
  const HeadHint::Start start = hint.Get(kLine);
  for (size_t i = 0; i < kInsertsRemembered; ++i) hint.Lower(kLine, At(10 + static_cast<int>(i)));
  hint.Raise(kLine, At(5), old.version);  // whether one came before At(5) is forgotten
  EXPECT_EQ(hint.Get(kLine).after, std::nullopt);
  hint.Raise(kLine, At(5), start.version);
  EXPECT_EQ(hint.Get(kLine).after, At(5));
}

// The short way: each reading of what is remembered against going through all inserts.
TEST(HeadHint, AgreesWithGoingThroughAllInserts) {
  uint64_t state = 7;
  const auto random = [&state](uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % below;
  };
  for (int round = 0; round < 300; ++round) {
    HeadHint hint;
    std::vector<int> inserts;
    for (uint64_t i = random(12); i > 0; --i) {
      inserts.push_back(static_cast<int>(10 + random(20)));
      hint.Lower(kLine, At(inserts.back()));
    }
    const uint64_t since = random(inserts.size() + 1);
    const int place = static_cast<int>(10 + random(20));
    hint.Raise(kLine, At(place), since);
    const bool before = std::any_of(inserts.begin() + static_cast<ptrdiff_t>(since), inserts.end(),
                                    [&](int insert) { return insert <= place; });
    EXPECT_EQ(hint.Get(kLine).after.has_value(), !before) << "round " << round;
  }
}

}  // namespace
}  // namespace blangko::storage
