#include "storage/layers/head_hint.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace blangko::storage
