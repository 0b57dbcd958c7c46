// Each planted bug of the daily comparison is seen.
#include "services/comparison/comparison_fixture.h"

namespace blangko::comparison {
namespace {

using ComparisonPlantedTest = ComparisonFixture;

TEST_F(ComparisonPlantedTest, PlantedACorrectedRowBookedAgainIsCaught) {
  GivenBlanks(kRegency, 10);
  ASSERT_OK(Import(Row(kAni, "X-1", "09:30:00")));
  EXPECT_EQ(Book({Differences()[0].card_id()}), "");
  setenv("BLANGKO_PLANT", "corrected-row-booked-again", 1);
  ASSERT_OK(Import(Row(kAni, "X-1", "09:30:05")));
  EXPECT_EQ(Differences()[0].side(), v1::ComparedCard::SIDE_ONLY_THERE) << "the check above wants it booked";
}

TEST_F(ComparisonPlantedTest, PlantedRefusedRowsThatAreForgottenAreCaught) {
  ASSERT_OK(Import("x;NAMA;;\n"));
  NextDay();
  setenv("BLANGKO_PLANT", "refused-rows-forgotten", 1);
  EXPECT_EQ(Close(), "");  // caught: the day closes over a row that nobody read
}

TEST_F(ComparisonPlantedTest, PlantedARowBookedTwiceIsCaught) {
  GivenBlanks(kRegency, 10);
  ASSERT_OK(Import(Row(kAni)));
  const std::string card = Differences()[0].card_id();
  EXPECT_EQ(Book({card}), "");
  setenv("BLANGKO_PLANT", "outside-card-booked-twice", 1);
  EXPECT_EQ(Book({card}), "");
  // Caught: two blanks are consumed for one card on the list.
  EXPECT_EQ(Consumed(), 2);
  EXPECT_EQ(RowsOf(storage::Table::kPrintedOutside), 1U);
}

TEST_F(ComparisonPlantedTest, PlantedADifferenceWithoutReasonClosesTheDay) {
  GivenBlanks(kRegency, 10);
  Print("R1", kAni);
  ASSERT_OK(Import(""));
  NextDay();
  EXPECT_EQ(Close(), "DAY_HAS_DIFFERENCES");
  setenv("BLANGKO_PLANT", "difference-without-reason", 1);
  EXPECT_EQ(Close(), "");  // caught: the day closes although R1 stands on one side only
}

}  // namespace
}  // namespace blangko::comparison
