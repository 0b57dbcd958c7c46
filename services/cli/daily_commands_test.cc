// blangko compare, supplies and stock at, as they are typed.
#include "absl/time/civil_time.h"
#include "services/cli/commands_fixture.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class DailyCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
    absl::TimeZone zone;
    ASSERT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &zone));
    day_ = absl::FormatCivilTime(absl::ToCivilDay(clock_.Now(), zone));
    place_ = " --office 14.05 --day " + day_;
  }
  // The person of record R-<serial>, printed at eight.
  std::string Listed(int serial) const {
    return absl::StrCat("140502170895", 1000 + serial, ";SPESIMEN;", day_, " 08:00;\n");
  }
  void Import(const std::string& rows) {
    Write("pusat.csv", absl::StrCat("nik;nama;waktu cetak;nomor permintaan\n", rows));
    said_ = RunOk("compare import " + dir_.File("pusat.csv") + place_);
  }

  std::string day_, place_, said_;
};

TEST_F(DailyCommandsTest, AListIsTakenAndWhatIsOnlyThereIsBooked) {
  Import(Listed(1) + Listed(2) + "12;X;;\n");
  EXPECT_THAT(said_, AllOf(HasSubstr("Baris yang ditolak"), HasSubstr("blangko compare book")));
  EXPECT_EQ(Cell("compare show" + place_, "only_there"), "2");
  const std::string card = Cell("compare book --all" + place_, "card_id");
  EXPECT_THAT(card, HasSubstr("there:"));
  EXPECT_EQ(Cell("compare show" + place_, "booked"), "2");
  EXPECT_THAT(RunOk("compare outside"), HasSubstr("R-1"));
  EXPECT_EQ(Cell("balance --office 14.05", "available"), "7");
  Run("compare answer " + card + place_ + " --reason HARI_LAIN");
  EXPECT_EQ(ReasonOf(status_), "CARD_AGREES");
  Run("compare close" + place_);
  EXPECT_FALSE(status_.ok()) << "the day is not over";
}

TEST_F(DailyCommandsTest, ADifferenceIsAnsweredAndTheSameListChangesNothing) {
  Import(Listed(1));
  Import(Listed(1));
  EXPECT_THAT(said_, HasSubstr("tidak ada yang berubah"));
  Run("compare book" + place_);
  EXPECT_FALSE(status_.ok()) << "neither cards nor --all";
  const auto rows = ParseCsv(RunOk("compare show --output csv" + place_));
  ASSERT_OK(rows);
  const CsvRow& names = rows->front();
  const auto column = std::find(names.begin(), names.end(), "card_id") - names.begin();
  const std::string card = rows->back().at(static_cast<size_t>(column));
  EXPECT_THAT(RunOk("compare answer " + card + place_ + " --reason LAINNYA --note tertukar"),
              HasSubstr("tertukar"));
  EXPECT_EQ(Cell("compare show" + place_, "unanswered"), "0");
}

TEST_F(DailyCommandsTest, DaysAreListedOfOneOfficeAndOfAnArea) {
  EXPECT_THAT(RunOk("compare days"), HasSubstr("(kosong)")) << "nobody compares";
  Import(Listed(1));
  for (const char* line : {"compare days --office 14.05", "compare days --office 14.05 --all",
                           "compare days --office 14 --below", "compare days"}) {
    EXPECT_EQ(Cell(line, "office"), "14.05") << line;
    EXPECT_EQ(Cell(line, "state"), "COMPARED_OPEN") << line;
  }
  EXPECT_THAT(RunOk("status"), Not(HasSubstr("BELUM DICOCOKKAN"))) << "today is not over";
}

TEST_F(DailyCommandsTest, RibbonsAreReceivedIssuedAndCounted) {
  SetUpStation();
  RunOk("supplies set-kind RIBBON 500");
  EXPECT_THAT(RunOk("supplies kinds --output csv"), HasSubstr("RIBBON,500"));
  EXPECT_EQ(Cell("supplies receive RIBBON 12 --office 14.05 --document F-7", "after"), "12");
  const std::string printer = Cell("printers list", "printer_id");
  const std::string to = " --office 14.05 --station dinas-1 --printer " + printer;
  EXPECT_EQ(Cell("supplies issue RIBBON 2" + to, "after"), "10");
  EXPECT_EQ(Cell("supplies return RIBBON 1 --reason salah-ambil" + to, "after"), "11");
  Run("supplies issue RIBBON 99" + to);
  EXPECT_FALSE(status_.ok());
  EXPECT_EQ(Cell("supplies count RIBBON 10 --office 14.05 --reason hilang-satu", "after"), "10");
  EXPECT_EQ(Cell("supplies list", "pieces"), "10");
  EXPECT_EQ(Cell("supplies list", "adjusted"), "-1");
  EXPECT_EQ(Cell("supplies entries RIBBON --office 14.05", "act"), "ACT_COUNTED");
  EXPECT_THAT(RunOk("supplies outlook --office 14.05 --output csv"), HasSubstr("5000"));
}

TEST_F(DailyCommandsTest, StockIsToldOfTheEndOfADay) {
  const std::string at = "stock at --office 14.05 --date ";
  EXPECT_EQ(Cell(at + day_, "pieces"), "9");
  EXPECT_THAT(RunOk(at + day_), HasSubstr("Jumlah"));
  EXPECT_THAT(RunOk(at + "2017-01-01"), Not(HasSubstr("L1")));
  Run(at + "2999-01-01");
  EXPECT_FALSE(status_.ok());
}

}  // namespace
}  // namespace blangko::cli
