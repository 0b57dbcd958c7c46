// Openings and drawers as they are typed.
#include "absl/strings/str_cat.h"
#include "services/cli/commands_fixture.h"
#include "services/cli/errors.h"
#include "services/cli/opening_file.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;

class OpeningCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
  }
  std::string File(const std::string& name, const std::string& text) {
    Write(name, text);
    return dir_.File(name);
  }
};

TEST_F(OpeningCommandsTest, FreeBlanksAreOpenedWithAndWithoutTheirWord) {
  RunOk("lots create L2");
  RunOk("lots create L3");
  EXPECT_EQ(Cell("opening --office 14.05 --lot L2:5", "available"), "5");
  EXPECT_EQ(Cell("opening blanks --office 14.05 --lot L3:6", "available"), "6");
  Run("opening --office 14.05");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
  Run("opening show --office 14.05");
  EXPECT_EQ(ReasonOf(status_), "UNKNOWN_OPENING");
}

TEST_F(OpeningCommandsTest, SpoilsComeFromOptionsOrAFile) {
  EXPECT_EQ(Cell("opening spoils --office 14.05 --lot L1:2 --cause CACAT", "spoiled_count"), "2");
  const std::string file = File("rusak.csv", "lot;count;cause\nL1;3;GAGAL_CETAK\nL1;1;GAGAL_ENCODE\n");
  EXPECT_EQ(Cell("opening spoils --office 14.05 --file " + file, "spoiled_count"), "6");
  EXPECT_EQ(Cell("opening show --office 14.05", "spoiled_count"), "6");
  Run("opening spoils --office 14.05");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
}

TEST_F(OpeningCommandsTest, RowsOfAFileThatDoNotFitAreListed) {
  const std::string file =
      File("kartu.csv", "\xEF\xBB\xBFRecord_id;date;place\nR-1;2016-11-02;rak 3\nR-77;;rak 3\nR-2;;\n");
  const std::string said = RunOk("opening cards --office 14.05 --file " + file);
  EXPECT_THAT(said, HasSubstr("Tidak masuk"));
  EXPECT_THAT(said, HasSubstr("R-77"));
  EXPECT_EQ(Cell("records show R-1", "state"), "PRINTED");
  EXPECT_EQ(Cell("opening cards --office 14.05 --file " + file, "uncollected_count"), "2");  // nothing new
  EXPECT_EQ(Cell("handover R-1 --collector owner --check fingerprint", "state"), "HANDED_OVER");
  const std::string sukets = File("suket.csv", "number,record_id\nS-1,R-3\n");
  EXPECT_EQ(Cell("opening sukets --office 14.05 --file " + sukets, "suket_count"), "1");
  EXPECT_THAT(RunOk("opening show --office 14.05 --lang en"), HasSubstr("Sukets out"));
  Run("opening cards --office 14.05 --file " + sukets);
  EXPECT_EQ(ReasonOf(status_), "") << "R-3 is in that file, too";
  Run("opening sukets --office 14.05 --file " + file);
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
}

TEST_F(OpeningCommandsTest, AFileOfManyRowsGoesOnWithTheIdsOfItsFirstTime) {
  std::string rows = "record_id\n";
  for (int i = 0; i < 120; ++i) absl::StrAppend(&rows, "N-", i, "\n");
  const std::string file = File("banyak.csv", rows);
  const std::string line = absl::StrCat("opening cards --office 14.05 --file ", file,
                                        " --resume 019cac0f-2680-70b1-abac-ffffffffffff --output json");
  const std::string said = RunOk(line);
  EXPECT_THAT(said, HasSubstr("N-119"));
  EXPECT_EQ(RunOk(line), said);
}

TEST(OpeningFileTest, IdsOfRequestsFollowFromTheFirst) {
  EXPECT_EQ(NthRequestId("019cac0f-2680-70b1-abac-fb4f01f94890", 0), "019cac0f-2680-70b1-abac-fb4f01f94890");
  EXPECT_EQ(NthRequestId("019cac0f-2680-70b1-abac-fb4f01f948ff", 1), "019cac0f-2680-70b1-abac-fb4f01f94900");
  EXPECT_EQ(NthRequestId("019cac0f-2680-70b1-abac-ffffffffffff", 1), "019cac0f-2680-70b1-abac-000000000000");
}

TEST_F(OpeningCommandsTest, ALoanAndTheEndAreTyped) {
  EXPECT_EQ(
      Cell("opening loan --lender 14.71 --borrower 14.05 --type KTP --count 5 --document BA-1", "loan_id")
          .size(),
      36U);
  Run("opening close --office 14.05 --document BA-2");
  EXPECT_EQ(ReasonOf(status_), "NAMED_PERSON_NEEDED");
}

TEST_F(OpeningCommandsTest, DrawersAreShownAndNeedNamedPersons) {
  SetUpStation();
  EXPECT_EQ(Cell("drawers show --station dinas-1", "expected_blanks"), "0");
  Run("drawers give --station dinas-1 --lot L1 --count 3");
  EXPECT_EQ(ReasonOf(status_), "NAMED_PERSON_NEEDED");
  EXPECT_EQ(Run("drawers history --station dinas-1 --output csv").find("station_id"), 0U);
}

}  // namespace
}  // namespace blangko::cli
