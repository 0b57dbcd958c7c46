#include "storage/layers/line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/rng.h"
#include "storage/key_codec.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

using testing::ElementsAre;

const LineId kReady{"14.05", 1, 1, 0};

auto Order(const LinePlace& place) { return std::tie(place.key, place.ready, place.record_id); }
struct InOrder {
  bool operator()(const LinePlace& a, const LinePlace& b) const { return Order(a) < Order(b); }
};
using Model = std::set<LinePlace, InOrder>;

LinePlace At(absl::Duration after, const std::string& record) {
  return {TestStart() + after, TestStart(), record};
}

// Counts the rows that a reader costs.
class CountingReads : public Snapshot {
 public:
  explicit CountingReads(Snapshot& below) : below_(below) {}
  absl::StatusOr<std::optional<std::string>> Get(std::string_view key) override {
    ++rows_;
    return below_.Get(key);
  }
  absl::Status Scan(const KeyRange& range, ScanOrder order, Visitor visit) override {
    return below_.Scan(range, order, [&](std::string_view key, std::string_view value) {
      ++rows_;
      return visit(key, value);
    });
  }
  size_t rows() const { return rows_; }

 private:
  Snapshot& below_;
  size_t rows_ = 0;
};

class LineTest : public testing::Test {
 protected:
  absl::Status Insert(const LinePlace& place, const LineId& line = kReady) {
    return store_.Update("test.insert", [&](Txn& txn) { return InsertIntoLine(txn, line, place, "v"); });
  }
  absl::Status Erase(const LinePlace& place, const LineId& line = kReady) {
    return store_.Update("test.erase", [&](Txn& txn) { return EraseFromLine(txn, line, place); });
  }
  int64_t Rank(const LinePlace& place) {
    auto rank =
        ViewFor<int64_t>(store_, [&](Snapshot& snapshot) { return RankInLine(snapshot, kReady, place); });
    EXPECT_OK(rank);
    return rank.value_or(-1);
  }
  int64_t Length(const LineId& line = kReady) {
    auto length = ViewFor<int64_t>(store_, [&](Snapshot& snapshot) { return LengthOfLine(snapshot, line); });
    EXPECT_OK(length);
    return length.value_or(-1);
  }
  std::vector<std::string> Records(const std::optional<LinePlace>& after) {
    std::vector<std::string> records;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return VisitLine(snapshot, kReady, after, [&](const LinePlace& place, std::string_view) {
        records.push_back(place.record_id);
        return true;
      });
    }));
    return records;
  }
  size_t RowsOf(Table table) {
    size_t rows = 0;
    EXPECT_OK(store_.View([&](Snapshot& snapshot) {
      return snapshot.Scan(KeyWriter(table).Range(), ScanOrder::kForward,
                           [&](auto, auto) { return ++rows > 0; });
    }));
    return rows;
  }
  void ExpectRanks(const Model& model) {
    int64_t rank = 0;
    for (const LinePlace& place : model) {
      ASSERT_EQ(Rank(place), rank) << place.record_id;
      ++rank;
    }
    ASSERT_EQ(Length(), rank);
  }

  MemoryStore store_{{.max_runs = 1}};
};

TEST_F(LineTest, RowsStandInTheOrderOfKeyReadyRecord) {
  ASSERT_OK(Insert({TestStart(), TestStart() + absl::Hours(1), "d"}));
  ASSERT_OK(Insert({TestStart(), TestStart(), "c"}));
  ASSERT_OK(Insert({TestStart(), TestStart(), "b"}));
  ASSERT_OK(Insert({TestStart() - absl::Hours(48), TestStart() + absl::Hours(9), "a"}));
  EXPECT_THAT(Records(std::nullopt), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(Records(LinePlace{TestStart(), TestStart(), "b"}), ElementsAre("c", "d"));
  EXPECT_THAT(Records(LinePlace{TestStart(), TestStart(), "bb"}), ElementsAre("c", "d"));
  EXPECT_EQ(Rank({TestStart(), TestStart(), "bb"}), 2);  // of a place that is empty
}

TEST_F(LineTest, ARowIsThereOnce) {
  ASSERT_OK(Insert(At(absl::ZeroDuration(), "a")));
  EXPECT_THAT(Insert(At(absl::ZeroDuration(), "a")), StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(Erase(At(absl::ZeroDuration(), "b")), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Length(), 1);
  ASSERT_OK(Erase(At(absl::ZeroDuration(), "a")));
  EXPECT_EQ(Length(), 0);
}

TEST_F(LineTest, ANewValueChangesNoCount) {
  ASSERT_OK(Insert(At(absl::ZeroDuration(), "a")));
  const auto update = [&](const std::string& record) {
    return store_.Update("test.update", [&](Txn& txn) {
      return UpdateLineValue(txn, kReady, At(absl::ZeroDuration(), record), "new");
    });
  };
  EXPECT_OK(update("a"));
  EXPECT_THAT(update("b"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Length(), 1);
}

TEST_F(LineTest, ADayOfManyRowsIsSplitAndShrinksToNothing) {
  Model model;
  for (int i = 0; i < 2000; ++i) {
    const LinePlace place = At(absl::ZeroDuration(), "r" + std::to_string(100000 + i));  // all at one moment
    ASSERT_OK(Insert(place));
    model.insert(place);
  }
  ExpectRanks(model);
  EXPECT_GT(RowsOf(Table::kLineSegment), 8U);
  EXPECT_LT(RowsOf(Table::kLineSegment), 40U);
  while (!model.empty()) {  // as pulls do: from the head
    ASSERT_OK(Erase(*model.begin()));
    model.erase(model.begin());
    if (model.size() % 500 == 1) ExpectRanks(model);
  }
  EXPECT_EQ(RowsOf(Table::kLineSegment), 0U);
  EXPECT_EQ(RowsOf(Table::kLine), 0U);
}

TEST_F(LineTest, ARankReadsFewRowsWhateverTheLength) {
  for (int i = 0; i < 3000; ++i) ASSERT_OK(Insert(At(absl::Seconds(7 * i % 3000), "r" + std::to_string(i))));
  EXPECT_OK(store_.View([&](Snapshot& snapshot) -> absl::Status {
    for (const int second : {0, 1500, 2999}) {
      CountingReads reads(snapshot);
      auto rank = RankInLine(reads, kReady, At(absl::Seconds(second), ""));
      if (!rank.ok()) return rank.status();
      EXPECT_EQ(*rank, second);
      EXPECT_LT(reads.rows(), 320U);
    }
    return absl::OkStatus();
  }));
}

TEST_F(LineTest, RandomInsertsAndErasesKeepEveryRankRight) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    SeededRng rng(seed);
    Model model;
    for (int step = 0; step < 3000; ++step) {
      const LinePlace place =
          At(absl::Hours(static_cast<int64_t>(rng.Below(40))), "r" + std::to_string(rng.Below(900)));
      if (model.contains(place)) {
        ASSERT_OK(Erase(place));
        model.erase(place);
      } else {
        ASSERT_OK(Insert(place));
        model.insert(place);
      }
    }
    ExpectRanks(model);
    while (!model.empty()) {
      ASSERT_OK(Erase(*model.begin()));
      model.erase(model.begin());
    }
    EXPECT_EQ(RowsOf(Table::kLineSegment), 0U);
  }
}

TEST_F(LineTest, KeysWithoutATimeHaveARankToo) {
  Model model;
  for (int i = 0; i < 600; ++i) {
    for (const absl::Time key : {absl::InfinitePast(), TestStart(), absl::InfiniteFuture()}) {
      const LinePlace place{key, TestStart(), "r" + std::to_string(i)};
      ASSERT_OK(Insert(place));
      model.insert(place);
    }
  }
  ExpectRanks(model);
}

TEST_F(LineTest, CountsPerDayAndPerSite) {
  const LineId printed{"14.05", 6, 1, 0};
  const LineId other_site{"14.051", 1, 1, 0};
  ASSERT_OK(Insert(At(absl::ZeroDuration(), "a")));
  ASSERT_OK(Insert(At(absl::Hours(24), "b")));
  ASSERT_OK(Insert(At(absl::Hours(24), "c")));
  ASSERT_OK(Insert(At(absl::ZeroDuration(), "d"), printed));
  ASSERT_OK(Insert(At(absl::ZeroDuration(), "e"), other_site));
  std::vector<std::pair<uint64_t, int64_t>> counts;
  ASSERT_OK(store_.View([&](Snapshot& snapshot) {
    return VisitSiteCounts(snapshot, "14.05", [&](const LineId& line, int64_t, int64_t count) {
      counts.emplace_back(line.state, count);
      return true;
    });
  }));
  EXPECT_THAT(counts, ElementsAre(std::pair(1, 1), std::pair(1, 2), std::pair(6, 1)));
}

}  // namespace
}  // namespace blangko::storage
