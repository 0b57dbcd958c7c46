// A regency alone through the year 2026: what it had in the beginning, a delivery two short and one that is one over, a
// month of printing that is compared with the ministry's list day by day, a delivery to a sub-district, a loss, a count that
// differs, a destruction, and the report of 31 December, with the papers of all of it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <map>

#include "absl/strings/str_cat.h"
#include "tests/scenarios/year_scene.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"

namespace blangko::scenarios {
namespace {

using absl::CivilDay;
using comparison::v1::ComparedCard;
using comparison::v1::ComparisonDay;
using papers::v1::IssuePaperRequest;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

constexpr char kOld[] = "L-2025-9";
constexpr char kFirst[] = "L-2026-1";
constexpr char kSecond[] = "L-2026-2";
constexpr int kCardsADay = 25;

bool IsWorkDay(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

class RegencyYear : public testing::Test {
 protected:
  void SetUp() override {
    const auto found =
        support::RunCommand({"sh", "-c", "command -v pdftotext"}, "/dev/null", absl::Seconds(5));
    if (!found.ok() || *found != 0) GTEST_SKIP() << "pdftotext is not installed";
    year_ = std::make_unique<YearScene>(CivilDay(2026, 1, 2));
  }
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  static IssuePaperRequest PaperOf(papers::v1::PaperKind kind) {
    IssuePaperRequest request;
    request.set_kind(kind);
    return request;
  }
  std::string ShipmentPaper(papers::v1::PaperKind kind, const std::string& shipment,
                            const std::string& name) {
    IssuePaperRequest request = PaperOf(kind);
    request.set_shipment_id(shipment);
    return year_->Issue(request, name);
  }
  std::string StockCard(const std::string& lot, const std::string& name) {
    IssuePaperRequest request = PaperOf(papers::v1::PAPER_KIND_STOCK_CARD);
    request.mutable_stock_card()->set_office(kRegency);
    request.mutable_stock_card()->set_lot(lot);
    *request.mutable_stock_card()->mutable_from() = DateOf(CivilDay(2026, 1, 1));
    *request.mutable_stock_card()->mutable_to() = DateOf(CivilDay(2026, 12, 31));
    return year_->Issue(request, name);
  }
  std::string StockReport(CivilDay day, const std::string& name) {
    IssuePaperRequest request = PaperOf(papers::v1::PAPER_KIND_STOCK_REPORT);
    request.mutable_stock_report()->set_office(kRegency);
    *request.mutable_stock_report()->mutable_date() = DateOf(day);
    return year_->Issue(request, name);
  }

  // January: 420 from the year before, 1,000 of which two lack, 500 of which there are 501.
  void Beginning() {
    year_->CreateLot(kOld, 10'182, "APBN");
    year_->Open(kOld, 420, "BA-OPNAME/12/2025");
    year_->ImportRecords(560);
    year_->On(CivilDay(2026, 1, 5));
    year_->CreateLot(kFirst, 10'182, "APBN");
    const std::string two_short = year_->ReceiveFromOutside(
        "470/12/Dukcapil", {.lot = kFirst, .shipped = 1'000, .missing = 2}, CivilDay(2026, 1, 5));
    EXPECT_THAT(ShipmentPaper(papers::v1::PAPER_KIND_RECEIPT, two_short, "bast-kurang"),
                AllOf(HasSubstr("1.000"), HasSubstr("998"), HasSubstr("2 (dua) keping"),
                      HasSubstr("BERITA ACARA SERAH TERIMA"), HasSubstr("470/12/Dukcapil"),
                      HasSubstr("5 Januari 2026")));
    year_->On(CivilDay(2026, 1, 12));
    year_->Resolve(two_short, kFirst, movements::v1::RESOLUTION_FOUND, 1, "terselip di dalam dus");
    year_->On(CivilDay(2026, 1, 16));
    year_->Resolve(two_short, kFirst, movements::v1::RESOLUTION_LOST, 1, "pengirim sudah diberi tahu");
    year_->On(CivilDay(2026, 1, 19));
    year_->CreateLot(kSecond, 10'450, "HIBAH");
    const std::string one_over = year_->ReceiveFromOutside(
        "470/31/Dukcapil", {.lot = kSecond, .shipped = 500, .surplus = 1}, CivilDay(2026, 1, 19));
    EXPECT_THAT(ShipmentPaper(papers::v1::PAPER_KIND_RECEIPT, one_over, "bast-lebih"),
                AllOf(HasSubstr("HIBAH"), HasSubstr("1 (satu) keping")));
    year_->On(CivilDay(2026, 1, 21));
    year_->Resolve(one_over, kSecond, movements::v1::RESOLUTION_ACCEPTED, 1, "dihitung dua kali");
  }

  // What the ministry's list of a day says: what was printed here, but for one card of the 17th, and one more on the 10th.
  static std::vector<std::string> ListOf(CivilDay day, std::vector<std::string> printed) {
    if (day == CivilDay(2026, 2, 17)) printed.pop_back();
    if (day == CivilDay(2026, 2, 10)) printed.push_back("R-0560");
    return printed;
  }

  void CompareDay(CivilDay day, const std::vector<std::string>& printed) {
    const ComparisonDay compared = year_->ImportPrintList(day, ListOf(day, printed));
    EXPECT_EQ(compared.printed(), kCardsADay);
    for (const ComparedCard& card : year_->Differences(day)) {
      differences_.push_back(
          absl::StrCat(absl::FormatCivilTime(day), " ", ComparedCard::Side_Name(card.side())));
      if (card.side() == ComparedCard::SIDE_ONLY_THERE) {
        EXPECT_EQ(card.record_id(), "R-0560");
        year_->BookOutside(day, card.card_id());
      } else {
        year_->Answer(day, card.card_id(), "BELUM_TERKIRIM");
      }
    }
  }

  void PrintFebruary() {
    CivilDay before;
    int work_days = 0;
    for (CivilDay day(2026, 2, 1); day < CivilDay(2026, 3, 1); ++day) {
      if (!IsWorkDay(day)) continue;
      year_->On(day);
      if (work_days > 0) year_->CloseDay(before);
      if (work_days % 5 == 3) year_->PrintOneSpoiled();
      const std::vector<std::string> printed = year_->Print(kCardsADay);
      ASSERT_THAT(printed, SizeIs(kCardsADay)) << absl::FormatCivilTime(day);
      year_->On(day, 16);
      CompareDay(day, printed);
      before = day;
      ++work_days;
    }
    year_->On(CivilDay(2026, 3, 2));
    year_->CloseDay(before);
    EXPECT_EQ(work_days, 20);
    EXPECT_THAT(differences_,
                testing::ElementsAre("2026-02-10 SIDE_ONLY_THERE", "2026-02-17 SIDE_ONLY_HERE"));
  }

  void SpringAndSummer() {
    year_->On(CivilDay(2026, 3, 10));
    const std::string shipment = year_->ShipToDistrict(kFirst, 100, "000.3/7/SJ/III/2026");
    EXPECT_THAT(ShipmentPaper(papers::v1::PAPER_KIND_DELIVERY_NOTE, shipment, "surat-jalan"),
                AllOf(HasSubstr("SURAT JALAN"), HasSubstr("Kantor Kecamatan Contoh Utara"),
                      HasSubstr("100 (seratus) keping")));
    EXPECT_THAT(ShipmentPaper(papers::v1::PAPER_KIND_RECEIPT, shipment, "bast-kecamatan"),
                AllOf(HasSubstr("KANTOR KECAMATAN CONTOH UTARA"), HasSubstr("000.3/7/SJ/III/2026")));
    year_->On(CivilDay(2026, 4, 8));
    year_->SpoilInStore(kSecond, 2);
    year_->On(CivilDay(2026, 6, 15));
    IssuePaperRequest loss = PaperOf(papers::v1::PAPER_KIND_LOSS);
    loss.set_loss_id(year_->DeclareLoss(kFirst, 3, {"04A1B2C3D4E501", "04A1B2C3D4E502", "04A1B2C3D4E503"}));
    EXPECT_THAT(year_->Issue(loss, "ba-kehilangan"),
                AllOf(HasSubstr("KEHILANGAN"), HasSubstr("04A1B2C3D4E502"), HasSubstr("LP/214/VI/2026"),
                      HasSubstr("Rp30.546"), HasSubstr("15 Juni 2026")));
    year_->On(CivilDay(2026, 6, 30));
    IssuePaperRequest count = PaperOf(papers::v1::PAPER_KIND_COUNT);
    count.set_count_id(
        year_->CountAll({{kOld, 0, 3}, {kFirst, 810, 1, "satu keping tidak ditemukan"}, {kSecond, 499, 2}},
                        "BA-OPNAME/6/2026", true));
    EXPECT_THAT(year_->Issue(count, "ba-opname"),
                AllOf(HasSubstr("OPNAME"), HasSubstr("811"), HasSubstr("810"), HasSubstr("-1"),
                      HasSubstr("satu keping tidak"), HasSubstr("kurang 1 (satu)"),
                      HasSubstr("menurut buku 6 (enam)")));
    year_->On(CivilDay(2026, 9, 10));
    year_->WithdrawCard("PENDUDUK CONTOH");
    IssuePaperRequest burnt = PaperOf(papers::v1::PAPER_KIND_DESTRUCTION);
    burnt.set_destruction_id(year_->DestroyAllSpoiled("470/12/BA-MUSNAH/IX/2026"));
    EXPECT_THAT(
        year_->Issue(burnt, "ba-pemusnahan"),
        AllOf(HasSubstr("PEMUSNAHAN"), HasSubstr("470/12/BA-MUSNAH/IX/2026"), HasSubstr("PENDUDUK CONTOH"),
              HasSubstr("6 (enam) keping"), HasSubstr("Inspektorat Daerah")));
  }

  // A delivery of 30 December that is booked in January, and the count of January.
  void AfterTheYear() {
    year_->On(CivilDay(2027, 1, 4));
    year_->ReceiveFromOutside("470/990/Dukcapil", {.lot = kSecond, .shipped = 50}, CivilDay(2026, 12, 30));
    year_->On(CivilDay(2027, 1, 5));
    year_->CountAll({{kOld, 0, 0}, {kFirst, 810, 0}, {kSecond, 549, 0}}, "BA-OPNAME/1/2027", false);
  }

  std::unique_ptr<YearScene> year_;
  std::vector<std::string> differences_;
};

TEST_F(RegencyYear, FromTheFirstBlankToTheReportOf31December) {
  Beginning();
  PrintFebruary();
  SpringAndSummer();
  year_->On(CivilDay(2026, 12, 31), 16);
  const auto equation = year_->Equation("");
  EXPECT_TRUE(equation.exact());
  EXPECT_EQ(equation.received(), 1'920);
  EXPECT_EQ(equation.remaining(), 1'309 + 100) << "here and at the sub-district";
  EXPECT_EQ(equation.printed(), 501);
  EXPECT_EQ(equation.spoiled(), 6);
  EXPECT_EQ(equation.total().destroyed(), 6);
  EXPECT_EQ(equation.total().lost(), 5);
  EXPECT_TRUE(year_->Proof().agrees());

  AfterTheYear();
  const auto stock = year_->StockAt(CivilDay(2026, 12, 31));
  std::map<std::string, papers::v1::StockAtLine> lines;
  for (const auto& line : stock.lines()) lines[line.lot()] = line;
  EXPECT_EQ(lines[kFirst].pieces(), 810);
  EXPECT_EQ(lines[kFirst].value_idr(), 810 * 10'182);
  EXPECT_EQ(lines[kSecond].pieces(), 499);
  EXPECT_EQ(lines[kSecond].later_pieces(), 50);
  EXPECT_EQ(lines[kSecond].rolled_back(), 549);
  EXPECT_EQ(lines[kSecond].difference(), 0);
  const std::string report = StockReport(CivilDay(2026, 12, 31), "laporan-persediaan");
  for (const char* wanted : {"31 Desember 2026", "810", "499", "Rp8.247.420", "Rp5.214.550", "Rp13.461.970",
                             "1.309", "470/990/Dukcapil", "549"}) {
    EXPECT_THAT(report, HasSubstr(wanted));
  }
  const std::string card = StockCard("", "kartu-persediaan");
  for (const char* wanted : {"KARTU PERSEDIAAN", "BA-OPNAME/12/2025", "470/12/Dukcapil",
                             "000.3/7/SJ/III/2026", "998", "501", "810", "499"}) {
    EXPECT_THAT(card, HasSubstr(wanted));
  }
  StockCard(kFirst, "kartu-persediaan-lot");
}

TEST_F(RegencyYear, ALaterPostingThatIsCountedAtTheDateIsFound) {
  const auto pieces = [&] {
    const auto stock = year_->StockAt(CivilDay(2026, 1, 31));
    return stock.lines().empty() ? -1 : stock.lines(0).pieces();
  };
  year_->CreateLot(kSecond, 10'450, "APBN");
  year_->Open(kSecond, 100, "BA-OPNAME/12/2025");
  year_->On(CivilDay(2026, 2, 2));
  year_->ReceiveFromOutside("470/40/Dukcapil", {.lot = kSecond, .shipped = 50}, CivilDay(2026, 1, 30));
  EXPECT_EQ(pieces(), 100);
  setenv("BLANGKO_PLANT", "later-posting-counted-at-the-date", 1);
  EXPECT_EQ(pieces(), 150);
}

TEST_F(RegencyYear, ADayThatIsClosedWithoutAReasonIsFound) {
  year_->CreateLot(kOld, 10'182, "APBN");
  year_->Open(kOld, 100, "BA-OPNAME/12/2025");
  year_->ImportRecords(40);
  year_->On(CivilDay(2026, 1, 5));
  std::vector<std::string> printed = year_->Print(5);
  printed.pop_back();
  year_->ImportPrintList(CivilDay(2026, 1, 5), printed);
  year_->On(CivilDay(2026, 1, 6));
  EXPECT_THAT(year_->Differences(CivilDay(2026, 1, 5)), SizeIs(1));
  EXPECT_EQ(year_->CloseRefusal(CivilDay(2026, 1, 5)), "DAY_HAS_DIFFERENCES");
  setenv("BLANGKO_PLANT", "difference-without-reason", 1);
  EXPECT_EQ(year_->CloseRefusal(CivilDay(2026, 1, 5)), "");
}

}  // namespace
}  // namespace blangko::scenarios
