// All six papers as others read them: poppler takes their text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/papers/draw_paper.h"
#include "services/papers/paper_of.h"
#include "services/papers/sample_facts.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::papers {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class DrawingTest : public testing::Test {
 protected:
  void SetUp() override {
    if (Shell("command -v pdftotext").empty()) GTEST_SKIP() << "pdftotext is not installed";
  }
  std::string Shell(const std::string& command) {
    const std::string said = dir_.File("said");
    static_cast<void>(std::system(absl::StrCat(command, " > ", said, " 2>/dev/null").c_str()));
    std::ifstream file(said);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Draw(const rows::v1::PaperFacts& facts) {
    ASSERT_OK_AND_ASSIGN(const Paper paper, PaperOf(facts));
    ASSERT_OK_AND_ASSIGN(const std::string pdf, DrawPaper(paper));
    const std::string path = dir_.File("paper.pdf");
    std::ofstream(path) << pdf;
    text_ = Shell(absl::StrCat("pdftotext -layout ", path, " -"));
    info_ = Shell(absl::StrCat("pdfinfo ", path));
  }

  TempDir dir_;
  std::string text_;
  std::string info_;
};

TEST_F(DrawingTest, Receipt) {
  rows::v1::PaperFacts facts = SampleHead("400.12.2/7/BAST/XI/2026");
  *facts.mutable_receipt() = SampleShipment(2);
  Draw(facts);
  for (const char* wanted :
       {"BERITA ACARA SERAH TERIMA", "Nomor: 400.12.2/7/BAST/XI/2026", "30 November 2026", "Rp10.183",
        "Mengetahui,", "2.000 (dua ribu) keping", "2 (dua) keping", "Halaman 1 dari 1",
        "Kota Contoh, 30 November 2026", "NIP. 19700101 199503 1 001", "Penata Tingkat I (III/d)"}) {
    EXPECT_THAT(text_, HasSubstr(wanted));
  }
  EXPECT_THAT(info_, HasSubstr("A4"));
}

TEST_F(DrawingTest, WhoApprovesStandsOnceUnderTheWord) {
  rows::v1::PaperFacts facts = SampleHead("7/BAST/XI/2026");
  facts.mutable_head()->mutable_signatures(2)->set_heading("Mengetahui,");
  *facts.mutable_receipt() = SampleShipment(2);
  Draw(facts);
  EXPECT_EQ(text_.find("Mengetahui,"), text_.rfind("Mengetahui,"));
}

// Neither a page with signatures alone, nor one that ends between them.
TEST_F(DrawingTest, TheLastWordsAndAllSignaturesStandOnOnePage) {
  for (int lots = 14; lots < 30; ++lots) {
    rows::v1::PaperFacts facts = SampleHead("7/BAST/XI/2026");
    *facts.mutable_receipt() = SampleShipment(lots);
    Draw(facts);
    const auto page_of = [&](const char* words) {
      const auto end = text_.begin() + static_cast<ptrdiff_t>(text_.find(words));
      return std::count(text_.begin(), end, '\f');
    };
    EXPECT_EQ(page_of("Demikian berita acara"), page_of("Yang menerima,")) << lots;
    EXPECT_EQ(page_of("Demikian berita acara"), page_of("Mengetahui,")) << lots;
  }
}

TEST_F(DrawingTest, LongTableGoesOnUnderItsHead) {
  rows::v1::PaperFacts facts = SampleHead("1/BAST/XI/2026");
  *facts.mutable_receipt() = SampleShipment(60);
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("Halaman 2 dari"));
  const size_t first = text_.find("Nilai diterima");
  ASSERT_NE(first, std::string::npos);
  EXPECT_NE(text_.find("Nilai diterima", first + 1), std::string::npos);
  EXPECT_THAT(text_, HasSubstr("L-2026-60"));
}

TEST_F(DrawingTest, DeliveryNote) {
  rows::v1::PaperFacts facts = SampleHead("17/SJ/XI/2026");
  *facts.mutable_delivery() = SampleShipment(3);
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("SURAT JALAN"));
  EXPECT_THAT(text_, HasSubstr("3.000 (tiga ribu) keping"));
}

TEST_F(DrawingTest, StockCardCountsByDocumentDayAndNamesWhatWasBookedLater) {
  rows::v1::PaperFacts facts = SampleHead("11/KP/XI/2026");
  *facts.mutable_stock_card() = SampleStockCard();
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("Ringkasan semua lot"));
  EXPECT_THAT(text_, HasSubstr("Sisa sebelumnya"));
  EXPECT_THAT(text_, HasSubstr("yang baru dibukukan setelah 30 November 2026"));
  EXPECT_THAT(text_, HasSubstr("02-12-2026"));
  facts.mutable_stock_card()->mutable_lots(0)->mutable_entries()->RemoveLast();
  facts.mutable_stock_card()->mutable_lots(1)->mutable_entries()->RemoveLast();
  Draw(facts);
  EXPECT_THAT(text_, Not(HasSubstr("yang baru dibukukan")));
}

TEST_F(DrawingTest, OfficialReports) {
  rows::v1::PaperFacts facts = SampleHead("3/BA-OP/XI/2026");
  *facts.mutable_count() = SampleCount();
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("kurang 2 (dua) keping"));
  *facts.mutable_destruction() = SampleDestruction(45);
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("45 (empat puluh lima)"));
  EXPECT_THAT(text_, HasSubstr("Satuan Polisi Pamong"));
  *facts.mutable_loss() = SampleLoss();
  Draw(facts);
  EXPECT_THAT(text_, HasSubstr("04A1B2C3D4E505"));
  EXPECT_THAT(text_, HasSubstr("Rp101.830"));
}

TEST_F(DrawingTest, SameFactsGiveTheSameBytesWithTheDateOfThePaper) {
  rows::v1::PaperFacts facts = SampleHead("3/BA-OP/XI/2026");
  *facts.mutable_count() = SampleCount();
  ASSERT_OK_AND_ASSIGN(const Paper paper, PaperOf(facts));
  ASSERT_OK_AND_ASSIGN(const std::string first, DrawPaper(paper));
  ASSERT_OK_AND_ASSIGN(const std::string second, DrawPaper(paper));
  EXPECT_EQ(first, second);
  EXPECT_THAT(first, StartsWith("%PDF"));
  EXPECT_THAT(first, HasSubstr("/CreationDate (20261130"));
}

TEST_F(DrawingTest, SignaturesAreNeverTornApart) {
  for (int lots = 20; lots < 40; ++lots) {
    rows::v1::PaperFacts facts = SampleHead("1/SJ/XI/2026");
    *facts.mutable_delivery() = SampleShipment(lots);
    Draw(facts);
    const size_t heading = text_.find("Yang menerima,");
    const size_t name = text_.find("RADEN MAS");
    ASSERT_NE(heading, std::string::npos);
    ASSERT_NE(name, std::string::npos);
    EXPECT_EQ(text_.substr(heading, name - heading).find('\f'), std::string::npos) << lots;
  }
}

TEST(PaperCsvTest, QuotesWhatNeedsItAndLeavesNumbersBare) {
  rows::v1::PaperFacts facts = SampleHead("3/BA-OP/XI/2026");
  *facts.mutable_count() = SampleCount();
  facts.mutable_count()->mutable_lines(1)->set_explanation("Kata \"hilang\", belum pasti");
  ASSERT_OK_AND_ASSIGN(const Paper paper, PaperOf(facts));
  const std::string csv = PaperCsv(paper);
  EXPECT_THAT(csv, StartsWith("No.,\"Lot, jenis, sumber dana\",Menurut buku,Hasil hitung,"));
  EXPECT_THAT(
      csv,
      HasSubstr(
          "2,\"L-2026-2, KTP-EL V2, APBN\",300,298,-2,3034832,\"Kata \"\"hilang\"\", belum pasti\"\r\n"));
}

TEST(PaperOfTest, OtherLayoutsAreNotGuessedAt) {
  rows::v1::PaperFacts facts = SampleHead("1");
  *facts.mutable_count() = SampleCount();
  facts.set_layout(2);
  EXPECT_THAT(PaperOf(facts), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace blangko::papers
