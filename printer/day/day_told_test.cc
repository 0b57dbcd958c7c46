// The counts of a day reach the server: at once, after a time without it, over restarts, and again when it lost them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "printer/agent/fake_station.h"
#include "printer/day/day_book.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DayToldTest : public testing::Test {
 protected:
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }
  void Count(bool end, int64_t blanks, const std::string& second = "") {
    station::v1::DayCount count;
    count.set_day_end(end);
    count.set_by("sari");
    count.set_second(second);
    count.set_blanks(blanks);
    count.set_cause("dipinjam");
    count.set_act(absl::StrCat("act", acts_++));
    EXPECT_THAT(DayBook(station_.journal()).Count(count), IsOkAndHolds(true));
  }
  // "end 68 of 100" of what the server holds.
  std::vector<std::string> Told() {
    std::vector<std::string> told;
    for (const auto& [seq, count] : station_.server.counts) {
      told.push_back(absl::StrCat(count.closing() ? "end " : "start ", count.blanks(), " of ",
                                  count.compared() ? count.expected_blanks() : -1));
    }
    return told;
  }
  absl::Status Turn(int turns = 30) {
    return station_.RunUntil([&] { return turns-- <= 0; });
  }

  FakeStation station_{5};
  int acts_ = 0;
};

TEST_F(DayToldTest, BothCountsAreToldAtOnceWithWhatWasExpected) {
  ASSERT_OK(station_.Open());
  ASSERT_OK(Turn());
  Count(false, 100);
  Count(true, 68, "budi");
  ASSERT_OK(Turn(5));
  EXPECT_THAT(Told(), ElementsAre("start 100 of -1", "end 68 of 100"));
  const printers::v1::DayCount& end = station_.server.counts.rbegin()->second;
  EXPECT_EQ(end.by(), "sari");
  EXPECT_EQ(end.second(), "budi");
  EXPECT_EQ(end.open_time().seconds(), station_.server.counts.begin()->second.count_time().seconds());
  EXPECT_GE(end.count_time().seconds(), end.open_time().seconds());
  EXPECT_THAT(station_.server.mistakes, IsEmpty());
}

TEST_F(DayToldTest, CountsWithoutAServerAreToldAfterRestartRotationAndPowerCut) {
  station_.limits.segment_bytes = 1;  // every entry begins a segment
  station_.server.away = true;
  ASSERT_OK(station_.Open());
  for (int day = 0; day < 5; ++day) {
    Count(false, 100);
    Count(true, 100);
  }
  station_.CutPower();
  ASSERT_OK(station_.Open());
  ASSERT_OK(Turn());
  EXPECT_THAT(Told(), IsEmpty());
  station_.server.away = false;
  ASSERT_OK(station_.RunUntil([&] { return station_.server.counts.size() == 10; }));
  EXPECT_EQ(Told().size(), 10u);
  EXPECT_THAT(station_.server.mistakes, IsEmpty());
}

TEST_F(DayToldTest, WhatTheServerHasLostIsToldAgain) {
  ASSERT_OK(station_.Open());
  Count(false, 100);
  Count(true, 100);
  ASSERT_OK(Turn());
  station_.server.counts.clear();  // it was put back to a copy
  ASSERT_OK(station_.RunUntil([&] { return station_.server.counts.size() == 2; }));
  EXPECT_THAT(Told(), ElementsAre("start 100 of -1", "end 100 of 100"));
}

TEST_F(DayToldTest, AServerThatTakesNoneIsToldNone) {
  station_.server.on_beat = [](const auto&, printers::v1::HeartbeatResponse& response) {
    response.clear_day_count_seq();
  };
  ASSERT_OK(station_.Open());
  Count(false, 100);
  ASSERT_OK(Turn());
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(DayToldTest, SoManyAreKept) {
  ASSERT_OK(station_.Open());
  for (size_t day = 0; day < kToldCountsMax; ++day) {
    Count(false, 100);
    Count(true, 100);
  }
  EXPECT_EQ(station_.journal().state().day_counts().size(), kToldCountsMax);
}

TEST_F(DayToldTest, CatchesACountThatIsKeptAtTheStation) {
  setenv("BLANGKO_PLANT", "day-count-kept-at-station", 1);
  ASSERT_OK(station_.Open());
  Count(false, 100);
  Count(true, 68, "budi");
  ASSERT_OK(Turn());
  EXPECT_THAT(Told(), IsEmpty());
}

}  // namespace
}  // namespace blangko::printer
