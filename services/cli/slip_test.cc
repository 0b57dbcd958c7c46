// The slip as others read it: poppler takes its text and its size, zbar the QR code of the printed page.
#include "services/cli/slip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/cli/slip_file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kCode[] = "K7QF3M2P0XAB9TWC";
constexpr char kAddress[] = "https://dukcapil.contoh.example/status?kode=";
constexpr char kLongOffice[] =
    "Dinas Kependudukan dan Pencatatan Sipil KABUPATEN KEPULAUAN CONTOH YANG JAUH SEKALI, Unit Pelayanan Terpadu Pulau "
    "Contoh";

desk::v1::Receipt Sample(uint32_t count = 2) {
  desk::v1::Receipt receipt;
  receipt.set_code(kCode);
  receipt.mutable_issue_time()->set_seconds(1'496'227'320);  // 2017-05-31 10:42 UTC
  receipt.set_time_zone("Asia/Makassar");
  receipt.set_masked_name("B*** S***");
  receipt.set_request_type(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  receipt.set_office_name("Dinas Dukcapil KABUPATEN CONTOH");
  receipt.set_collect_at("Kecamatan Contoh");
  receipt.mutable_status()->set_state(desk::v1::RECEIPT_STATE_NOT_YET);
  receipt.mutable_status()->set_sentence_id("Belum perlu datang. Siap cetak, 9 orang dicetak lebih dahulu.");
  receipt.mutable_status()->set_sentence_en(
      "No need to come yet. Ready to print, 9 people are printed first.");
  receipt.set_count(count);
  receipt.add_papers_id("Kartu Keluarga");
  receipt.add_papers_en("The family card");
  return receipt;
}

class SlipTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* tool : {"pdftotext", "pdfinfo", "pdftoppm", "zbarimg"}) {
      if (Shell(absl::StrCat("command -v ", tool)).empty()) GTEST_SKIP() << tool << " is not installed";
    }
  }
  std::string Shell(const std::string& command) {
    const std::string said = dir_.File("said");
    static_cast<void>(std::system(absl::StrCat(command, " > ", said, " 2>/dev/null").c_str()));
    std::ifstream file(said);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void Draw(const desk::v1::Receipt& receipt, SlipPaper paper, Language language = Language::kIndonesian,
            const std::string& qr_content = kCode) {
    ASSERT_OK_AND_ASSIGN(const std::string pdf, DrawSlip(SlipWordsOf(receipt, language), qr_content, paper));
    std::ofstream(pdf_) << pdf;
  }
  std::string Text() { return Shell(absl::StrCat("pdftotext -layout ", pdf_, " -")); }
  std::string Info() { return Shell(absl::StrCat("pdfinfo ", pdf_)); }
  // As a receipt printer prints it: 203 dots an inch, black or white.
  std::string ScannedCode() {
    Shell(absl::StrCat("pdftoppm -r 203 -mono -singlefile ", pdf_, " ", dir_.File("page")));
    return Shell(absl::StrCat("zbarimg -q --raw ", dir_.File("page.pbm")));
  }

  const TempDir dir_;
  const std::string pdf_ = dir_.File("slip.pdf");
};

TEST_F(SlipTest, TheRollSaysEverythingInIndonesian) {
  Draw(Sample(), SlipPaper::k80Millimetres);
  const std::string text = Text();
  for (const char* words :
       {"Dinas Dukcapil KABUPATEN", "TANDA TERIMA", "B*** S***", "Cetak pertama", "31 Mei 2017, 18.42 WITA",
        "ke-2, yang", "Belum perlu datang.", "9 orang", "perkiraan, bukan", "Kecamatan Contoh",
        "Kartu Keluarga", "K7QF 3M2P", "0XAB 9TWC"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(Info(), HasSubstr("Pages:           1"));
  EXPECT_THAT(Info(), HasSubstr("Page size:       226.772 x"));
  EXPECT_EQ(ScannedCode(), absl::StrCat(kCode, "\n"));
}

TEST_F(SlipTest, A4SaysItInEnglish) {
  Draw(Sample(), SlipPaper::kA4, Language::kEnglish);
  const std::string text = Text();
  for (const char* words : {"RECEIPT", "First card", "31 May 2017, 18:42 WITA", "No need to come yet.",
                            "an estimate, not a promise", "The family card", "K7QF 3M2P"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(Info(), HasSubstr("(A4)"));
  EXPECT_THAT(Info(), HasSubstr("Pages:           1"));
  EXPECT_EQ(ScannedCode(), absl::StrCat(kCode, "\n"));
}

TEST_F(SlipTest, TheFirstReceiptReplacesNone) {
  desk::v1::Receipt receipt = Sample(1);
  receipt.set_time_zone("Fixed/UTC+07:00:00");  // of an office without a zone of its own
  Draw(receipt, SlipPaper::kA4);
  EXPECT_THAT(Text(), HasSubstr("31 Mei 2017, 17.42 WIB"));
  EXPECT_THAT(Text(), HasSubstr("ke-1"));
  EXPECT_THAT(Text(), Not(HasSubstr("sebelumnya")));
}

TEST_F(SlipTest, AnAddressIsInTheSquareAndNothingElse) {
  Draw(Sample(), SlipPaper::k80Millimetres, Language::kIndonesian, absl::StrCat(kAddress, kCode));
  EXPECT_EQ(ScannedCode(), absl::StrCat(kAddress, kCode, "\n"));
  EXPECT_TRUE(absl::IsInvalidArgument(
      DrawSlip(SlipWordsOf(Sample(), Language::kIndonesian), std::string(5000, 'x'), SlipPaper::kA4)
          .status()));
}

// The paper of a receipt printer becomes longer, and nothing stands where it cannot print.
TEST_F(SlipTest, LongNamesAreBrokenIntoLines) {
  desk::v1::Receipt receipt = Sample();
  receipt.set_office_name(kLongOffice);
  receipt.set_collect_at(kLongOffice);
  for (const SlipPaper paper : {SlipPaper::k80Millimetres, SlipPaper::kA4}) {
    Draw(receipt, paper);
    EXPECT_THAT(Text(), HasSubstr("Contoh"));
    EXPECT_THAT(Info(), HasSubstr("Pages:           1"));
    EXPECT_EQ(ScannedCode(), absl::StrCat(kCode, "\n"));
  }
  Draw(receipt, SlipPaper::k80Millimetres);
  Shell(absl::StrCat("pdftoppm -r 25.39 -gray -singlefile ", pdf_, " ", dir_.File("page")));
  std::ifstream page(dir_.File("page.pgm"));
  std::string magic;
  int width = 0, height = 0, most = 0;
  page >> magic >> width >> height >> most;
  page.get();
  ASSERT_EQ(width, 80);  // a dot is almost a millimetre
  const std::string dots{std::istreambuf_iterator<char>(page), {}};
  for (size_t i = 0; i < dots.size(); ++i) {
    const size_t x = i % 80;
    const bool printable = x >= 4 && x < 76;
    ASSERT_TRUE(printable || static_cast<unsigned char>(dots[i]) == 255) << x;
  }
}

TEST(SlipFile, IsNeverLaidOverAnother) {
  const TempDir dir;
  const std::string path = dir.File("slip.pdf");
  { ASSERT_OK(SlipFile::Make(path)); }  // nothing was written
  ASSERT_OK_AND_ASSIGN(const auto file, SlipFile::Make(path));
  ASSERT_OK(file->Write("%PDF"));
  EXPECT_TRUE(absl::IsInvalidArgument(SlipFile::Make(path).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(SlipFile::Make(dir.File("no/such")).status()));
}

}  // namespace
}  // namespace blangko::cli
