// What is remembered of a day's segments is right only as long as every change of them changes their name.
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/rng.h"
#include "storage/layers/line.h"
#include "storage/memory/memory_store.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

class SegmentsPlantedTest : public testing::Test {
 protected:
  ~SegmentsPlantedTest() override { unsetenv("BLANGKO_PLANT"); }

  // Rows come and go all over one day; in the end each has as many before it as there are.
  static bool RanksAreRight(uint64_t seed) {
    const LineId line{absl::StrCat("site-", seed), 1, 1, 0};
    MemoryStore store;
    SeededRng rng(seed);
    std::set<std::string> there;
    const auto place = [](const std::string& record) { return LinePlace{TestStart(), TestStart(), record}; };
    for (int step = 0; step < 4000; ++step) {
      const std::string record = absl::StrCat(1000 + rng.Below(2000));
      const bool erase = there.contains(record);
      const absl::Status changed = store.Update("test.line", [&](Txn& txn) {
        return erase ? EraseFromLine(txn, line, place(record)) : InsertIntoLine(txn, line, place(record), "");
      });
      if (!changed.ok()) return false;  // a count would fall below zero
      if (erase) {
        there.erase(record);
      } else {
        there.insert(record);
      }
    }
    int64_t before = 0;
    for (const std::string& record : there) {
      const auto rank = ViewFor<int64_t>(
          store, [&](Snapshot& snapshot) { return RankInLine(snapshot, line, place(record)); });
      if (!rank.ok() || *rank != before++) return false;
    }
    return true;
  }
};

TEST_F(SegmentsPlantedTest, RanksAreRightWithoutABug) {
  EXPECT_TRUE(RanksAreRight(1));
  EXPECT_TRUE(RanksAreRight(2));
}

TEST_F(SegmentsPlantedTest, CatchesBordersKeepTheirName) {
  setenv("BLANGKO_PLANT", "borders-keep-their-name", 1);
  EXPECT_FALSE(RanksAreRight(3));
}

}  // namespace
}  // namespace blangko::storage
