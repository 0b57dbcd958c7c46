#include "storage/key_codec.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "tests/support/status_matchers.h"

namespace blangko::storage {
namespace {

std::string TextKey(std::string_view text) { return KeyWriter(Table::kRecord).Text(text).Take(); }

TEST(KeyCodec, TextsSortAsTheirBytesDo) {
  const std::vector<std::string> sorted = {"",
                                           std::string("\0", 1),
                                           std::string("\0\xff", 2),
                                           "\x01",
                                           "a",
                                           std::string("a\0", 2),
                                           "a\x01",
                                           "ab",
                                           "b",
                                           "\xff"};
  for (size_t i = 0; i + 1 < sorted.size(); ++i) EXPECT_LT(TextKey(sorted[i]), TextKey(sorted[i + 1])) << i;
}

TEST(KeyCodec, NumbersSortByValue) {
  const std::vector<int64_t> sorted = {std::numeric_limits<int64_t>::min(), -256, -1, 0, 1, 255, 256,
                                       std::numeric_limits<int64_t>::max()};
  for (size_t i = 0; i + 1 < sorted.size(); ++i) {
    EXPECT_LT(KeyWriter(Table::kRecord).I64(sorted[i]).Take(),
              KeyWriter(Table::kRecord).I64(sorted[i + 1]).Take());
  }
  EXPECT_LT(KeyWriter(Table::kRecord).U64(255).Take(), KeyWriter(Table::kRecord).U64(256).Take());
}

TEST(KeyCodec, ShorterTextBeforeTheNextPart) {
  EXPECT_LT(KeyWriter(Table::kLine).Text("a").U64(~uint64_t{0}).Take(),
            KeyWriter(Table::kLine).Text("ab").U64(0).Take());
}

TEST(KeyCodec, ReadsWhatWasWritten) {
  const absl::Time time = absl::FromUnixMicros(-1'234'567);
  const std::string text("nul\0 and \xff", 10);
  const std::string key = KeyWriter(Table::kLine).Text(text).U64(7).I64(-7).Time(time).Text("").Take();
  KeyReader reader(key);
  EXPECT_THAT(reader.Text(), IsOkAndHolds(text));
  EXPECT_THAT(reader.U64(), IsOkAndHolds(uint64_t{7}));
  EXPECT_THAT(reader.I64(), IsOkAndHolds(int64_t{-7}));
  EXPECT_THAT(reader.Time(), IsOkAndHolds(time));
  EXPECT_FALSE(reader.Done());
  EXPECT_THAT(reader.Text(), IsOkAndHolds(std::string()));
  EXPECT_TRUE(reader.Done());
}

TEST(KeyCodec, InfiniteTimesComeBack) {
  const std::string key =
      KeyWriter(Table::kLine).Time(absl::InfinitePast()).Time(absl::InfiniteFuture()).Take();
  KeyReader reader(key);
  EXPECT_THAT(reader.Time(), IsOkAndHolds(absl::InfinitePast()));
  EXPECT_THAT(reader.Time(), IsOkAndHolds(absl::InfiniteFuture()));
}

TEST(KeyCodec, RefusesWhatIsNoKey) {
  EXPECT_THAT(KeyReader("").U64(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(KeyReader("\x20short").U64(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(KeyReader("\x20open text").Text(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(KeyReader(std::string_view("\x20x\0", 3)).Text(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(KeyReader(std::string_view("\x20x\0\x07", 4)).Text(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(KeyCodec, RangeHoldsExactlyTheContinuations) {
  const KeyRange range = KeyWriter(Table::kLine).Text("site").Range();
  const auto inside = [&](const std::string& key) { return range.begin <= key && key < range.end; };
  EXPECT_TRUE(inside(KeyWriter(Table::kLine).Text("site").U64(~uint64_t{0}).Take()));
  EXPECT_FALSE(inside(KeyWriter(Table::kLine).Text("site2").Take()));
  EXPECT_FALSE(inside(KeyWriter(Table::kLine).Text("sit").U64(1).Take()));
  EXPECT_EQ(PrefixRange("a\xff\xff").end, "b");
}

}  // namespace
}  // namespace blangko::storage
