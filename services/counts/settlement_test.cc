#include "services/counts/settlement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace blangko::counts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LineRow Line(int64_t counted, int64_t book, int64_t spoiled = 0, int64_t book_spoiled = 0) {
  LineRow line;
  line.set_unused(counted);
  line.set_book_unused(book);
  line.set_spoiled(spoiled);
  line.set_book_spoiled(book_spoiled);
  return line;
}

stock::Balances With(int64_t lost, int64_t unexplained) {
  stock::Balances balances;
  balances.mutable_count()->Resize(rows::v1::ACCOUNT_UNEXPLAINED + 1, 0);
  balances.set_count(rows::v1::ACCOUNT_LOST, lost);
  balances.set_count(rows::v1::ACCOUNT_UNEXPLAINED, unexplained);
  return balances;
}

// "2 available>lost"
std::vector<std::string> Moves(const LineRow& line, const stock::Balances& now) {
  std::vector<std::string> moves;
  for (const auto& movement : SettlingMovements(line, now, "BA-1")) {
    EXPECT_EQ(movement.document(), "BA-1");
    moves.push_back(absl::StrCat(movement.count(), " ", ToAbsl(stock::NameOf(movement.from())), ">",
                                 ToAbsl(stock::NameOf(movement.to()))));
  }
  return moves;
}

TEST(Settlement, MovesNothingWhereNothingDiffers) {
  EXPECT_FALSE(Differs(Line(7, 7, 2, 2)));
  EXPECT_THAT(Moves(Line(7, 7, 2, 2), With(3, 3)), IsEmpty());
}

TEST(Settlement, WhatLacksIsLost) {
  EXPECT_THAT(Moves(Line(98, 100), With(0, 0)), ElementsAre("2 available>lost"));
}

TEST(Settlement, WhatLacksClearsTheUnexplainedFirst) {
  EXPECT_THAT(Moves(Line(95, 100), With(1, 3)), ElementsAre("3 available>unexplained", "2 available>lost"));
}

TEST(Settlement, WhatIsTooMuchWasLostOrCameFromNowhere) {
  EXPECT_THAT(Moves(Line(105, 100), With(2, 0)), ElementsAre("2 lost>available", "3 unexplained>available"));
}

// What the first difference took from an account, the second one does not have.
TEST(Settlement, BothDifferencesShareTheTwoAccounts) {
  EXPECT_THAT(Moves(Line(97, 100, 4, 6), With(0, 4)),
              ElementsAre("3 available>unexplained", "1 spoiled_held>unexplained", "1 spoiled_held>lost"));
  EXPECT_THAT(Moves(Line(103, 100, 8, 6), With(4, 0)),
              ElementsAre("3 lost>available", "1 lost>spoiled_held", "1 unexplained>spoiled_held"));
}

TEST(Settlement, CatchesACountThatLeavesTheUnexplained) {
  setenv("BLANGKO_PLANT", "count-leaves-unexplained", 1);
  EXPECT_THAT(Moves(Line(95, 100), With(0, 3)), ElementsAre("5 available>lost"));
  unsetenv("BLANGKO_PLANT");
}

}  // namespace
}  // namespace blangko::counts
