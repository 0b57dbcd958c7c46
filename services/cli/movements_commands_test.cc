// blangko cases, losses and adjust, as they are typed: up to the proposal, and its approval by another person.
#include "services/cli/commands_fixture.h"
#include "services/cli/typed_command_fixture.h"

namespace blangko::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr char kSiti[] = "482913";
constexpr char kBudi[] = "731902";
constexpr char kGiven[] = "913482";

class MovementsCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
    Type("accounts add siti --role administrator", {kGiven});
    Type("login siti", {kGiven, kSiti});
    Type("accounts add budi --role administrator", {kSiti, kGiven});
    Type("login budi", {kGiven, kBudi});
  }
  std::string Type(const std::string& line, const std::vector<std::string>& pins = {}) {
    return TypeCommand({node_->address(), "loket", dir_}, line, pins);
  }
  // Siti proposes it, Budi approves it.
  void ByTwo(const std::string& line) {
    const std::string waits = Type(line + " --as siti", {kSiti});
    EXPECT_THAT(waits, HasSubstr("blangko proposals approve")) << line;
    const size_t number = waits.find("approve ") + sizeof("approve ") - 1;
    const std::string id = waits.substr(number, waits.find_first_not_of("0123456789", number) - number);
    EXPECT_THAT(Type(absl::StrCat("proposals approve ", id, " --as budi"), {kBudi}), HasSubstr("Disetujui"))
        << line;
  }
  std::string Available() { return Cell("balance --office 14.05", "available"); }

  const std::string declare_ =
      "losses declare --office 14.05 --lot L1:3 --date 2017-01-01 --place gudang --circumstances dibongkar";
};

TEST_F(MovementsCommandsTest, AReceiptThatDifferedIsACase) {
  EXPECT_EQ(Cell("cases list", "state"), "CASE_OPEN");
  EXPECT_EQ(Cell("cases list", "open_count"), "1");
  EXPECT_EQ(Cell("cases list --office 14.05 --ended", "from_office"), "00");
  const std::string id = Cell("cases list", "case_id");
  EXPECT_THAT(RunOk("cases show " + id), AllOf(HasSubstr("Lot yang berselisih"), HasSubstr("L1")));
  Run("cases show tidak-ada");
  EXPECT_EQ(ReasonOf(status_), "UNKNOWN_CASE");
  EXPECT_THAT(Cell("status", "open_cases"), "1");
  RunOk("cases resolve " + id + " --lot L1 --outcome FOUND --count 1 --note ketemu");
  EXPECT_EQ(Available(), "10");
  EXPECT_EQ(Cell("cases list --ended", "state"), "CASE_CLOSED");
}

TEST_F(MovementsCommandsTest, AMissingBlankThatWasGivenUpIsFound) {
  const std::string id = Cell("cases list", "case_id");
  EXPECT_THAT(RunOk("cases limit --office 14.05 --days 3"), HasSubstr("3 hari"));
  ByTwo("cases resolve " + id + " --lot L1 --outcome LOST --count 1 --note hilang");
  ByTwo("cases found " + id + " --lot L1 --count 1 --note ketemu");
  EXPECT_EQ(Available(), "10");
}

TEST_F(MovementsCommandsTest, ALossIsDeclaredByTwoAndItsChipsAreBlocked) {
  ByTwo(declare_ + " --uid 04A1B2C3D4E501-04A1B2C3D4E503 --police-report LP-7");
  EXPECT_EQ(Available(), "6");
  EXPECT_EQ(Cell("losses list", "police_report"), "LP-7");
  const std::string id = Cell("losses list --office 14.05", "loss_id");
  EXPECT_THAT(RunOk("losses show " + id), AllOf(HasSubstr("04A1B2C3D4E503"), HasSubstr("account:budi")));
  EXPECT_THAT(RunOk("blanks blocked"), HasSubstr(id));
  ByTwo("losses found " + id + " --lot L1 --count 2 --note ketemu");
  EXPECT_EQ(Available(), "8");
  EXPECT_THAT(RunOk("losses show " + id), HasSubstr("Ditemukan kembali"));
  EXPECT_THAT(Type("losses declare --office 14.05 --lot L1 --date 2017-01-01 --place x --circumstances y "
                   "--as siti",
                   {kSiti}),
              HasSubstr("LOT:BLANKS"));
}

TEST_F(MovementsCommandsTest, BlanksAreSpoiledInTheStoreRoomAndALotIsWrittenOff) {
  EXPECT_THAT(RunOk("adjust spoil --office 14.05 --lot L1 --count 2 --cause CACAT"), HasSubstr("2"));
  EXPECT_EQ(Available(), "7");
  Run("adjust spoil --office 14.05 --lot L1 --count 2 --cause ENTAH");
  EXPECT_EQ(ReasonOf(status_), "INVALID_FIELD");
  const std::string waits =
      Type("adjust write-off --office 14.05 --lot L1 --reason usang --as siti", {kSiti});
  EXPECT_THAT(waits, AllOf(HasSubstr("Tetap pada kasus selisih"), Not(HasSubstr("yang disisihkan"))));
  EXPECT_THAT(Type("proposals approve 1 --as budi", {kBudi}), HasSubstr("Disetujui"));
  EXPECT_EQ(Available(), "0");
  EXPECT_EQ(Cell("cases list", "open_count"), "1") << "the missing one stays with its case";
}

TEST_F(MovementsCommandsTest, AReceiptThatWasTypedWrongIsTakenBack) {
  RunOk("receive --office 14.05 --from pusat --document SJ-2 --lot L1:5");
  EXPECT_EQ(Available(), "14");
  ByTwo("adjust reverse --office 14.05 --lot L1 --reason salah-ketik --entry " +
        Cell("movements --office 14.05", "seq"));
  EXPECT_EQ(Available(), "9");
  EXPECT_EQ(Cell("shipments list", "state"), "REVERSED");
}

}  // namespace
}  // namespace blangko::cli
