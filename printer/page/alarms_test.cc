// What keeps the next card from beginning is said on the page, with what to do.
#include <cstdlib>

#include "printer/page/station_page_fixture.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::Not;

using AlarmsTest = StationPageTest;

TEST_F(AlarmsTest, AQuarantineIsTheFirstThingThatIsSaid) {
  Open();
  StationView view = station_.agent().View();
  view.hindered_by = {"station-quarantined"};
  view.refused = {{.fact_seq = 7, .card = {"r9", 1}, .why = "SEQUENCE_CONFLICT"}};
  board_.Publish(view);
  const std::string page = Page();
  EXPECT_THAT(page, HasSubstr("Tempat cetak ini dikarantina: tidak ada kartu baru"));
  EXPECT_LT(page.find("dikarantina"), page.find("now-title")) << "before the count that is to be made";
  EXPECT_THAT(page, HasSubstr("r9/1: Nomor yang sama sudah dilaporkan dengan isi lain"));
  EXPECT_THAT(page, Not(HasSubstr("SEQUENCE_CONFLICT")));
  Do("a0", "do=open_day&blanks=10");
  view = station_.agent().View();
  view.hindered_by = {"station-quarantined"};
  board_.Publish(view);
  EXPECT_THAT(Page(), Not(HasSubstr("Tidak ada yang perlu dilakukan")));
  EXPECT_THAT(Page(), HasSubstr("<code>blangko stations show rumbai-1</code>"));
  EXPECT_THAT(Page(), HasSubstr("blangko-station init --station rumbai-1 --dir DIREKTORI-BARU"));
  EXPECT_THAT(Page(), HasSubstr("stations register rumbai-1 --office KANTOR --public-key KUNCI --replace"));
  language_ = "en";
  EXPECT_THAT(Page(), HasSubstr("This station is quarantined"));
}

// After a restore, or at an old copy of the server, nothing is printed here, and the page says for what it waits.
TEST_F(AlarmsTest, AWaitForJournalsIsSaid) {
  Open();
  Do("a0", "do=open_day&blanks=10");
  StationView view = station_.agent().View();
  view.site_closed = true;
  board_.Publish(view);
  EXPECT_THAT(Page(),
              HasSubstr("Pencetakan menunggu jurnal setelah server dipulihkan: tidak ada kartu baru"));
  EXPECT_THAT(Page(), Not(HasSubstr("Tidak ada yang perlu dilakukan")));
  view.hindered_by = {"server-went-back"};
  board_.Publish(view);
  EXPECT_THAT(Page(), HasSubstr("Server lebih lama daripada catatan di sini: tidak ada kartu baru"));
  language_ = "en";
  EXPECT_THAT(Page(), HasSubstr("blangko-station journal export --code CODE"));
}

TEST_F(AlarmsTest, AStationThatWaitsForABlankSaysSo) {
  station_.has_encoder = true;
  station_.encoder.empty = true;
  Open();
  Do("a1", "do=open_day&blanks=10");
  EXPECT_THAT(Page(), HasSubstr("Letakkan blangko berikut"));
  EXPECT_THAT(Page(), Not(HasSubstr("Tidak ada yang perlu dilakukan")));
  Do("a2", "do=pause&paused=1");
  EXPECT_THAT(Page(), Not(HasSubstr("Letakkan blangko berikut"))) << "nobody wants one now";
  language_ = "en";
  Do("a3", "do=pause&paused=0");
  EXPECT_THAT(Page(), HasSubstr("Lay the next blank"));
}

// One card is made, and its blank lies there again when the station starts anew.
class RefusedBlankTest : public StationPageTest {
 protected:
  void OpenWithAUsedBlank() {
    station_.has_encoder = true;
    station_.encoder.next_blank = 1;
    Open();
    Do("a1", "do=open_day&blanks=10");
    ASSERT_OK(station_.RunUntil([&] { return !state().waiting().empty(); }));
    Do("a2", "do=look&record=r1&attempt=1&outcome=PRINTED");
    ASSERT_OK(station_.Open());
    Turn(40);
  }
};

TEST_F(RefusedBlankTest, ThePageSaysWhichOneIsToBeSetAside) {
  OpenWithAUsedBlank();
  const std::string uid = FakeEncoder::UidOf(1);
  EXPECT_THAT(Page(), HasSubstr("Blangko " + uid + " sudah dipakai: sisihkan, letakkan blangko berikut"));
  EXPECT_THAT(Page(), Not(HasSubstr("Tidak ada yang perlu dilakukan")));
  StationView view = station_.agent().View();
  view.refused_blank->why = "UID_BLOCKED";
  board_.Publish(view);
  EXPECT_THAT(Page(), HasSubstr("Blangko " + uid + " diblokir: sisihkan, letakkan blangko berikut"));
  language_ = "en";
  EXPECT_THAT(Page(), HasSubstr("Blank " + uid + " is blocked: set it aside, lay the next one"));
}

TEST_F(RefusedBlankTest, OnlyWithTheBugItIsNotNamed) {
  setenv("BLANGKO_PLANT", "refused-blank-unsaid", 1);
  OpenWithAUsedBlank();
  EXPECT_THAT(Page(), Not(HasSubstr(FakeEncoder::UidOf(1) + " sudah dipakai"))) << "the check above sees it";
}

TEST_F(AlarmsTest, WhyTheServerRefusesTheStationIsSaid) {
  Open();
  Do("a1", "do=open_day&blanks=10");
  station_.server.refusal = Told(absl::StatusCode::kFailedPrecondition, "Pencetak p1 ditahan: servis.",
                                 "Printer p1 is held: servis.");
  ASSERT_OK(station_.RunUntil([&] { return !station_.agent().View().refusal.ok(); }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), HasSubstr("Server menolak tempat cetak ini: tidak ada kartu baru"));
  EXPECT_THAT(Page(), HasSubstr("Pencetak p1 ditahan: servis."));
  language_ = "en";
  EXPECT_THAT(Page(), HasSubstr("Printer p1 is held: servis."));
  station_.server.refusal = absl::OkStatus();
  ASSERT_OK(station_.RunUntil([&] { return station_.agent().View().refusal.ok(); }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), Not(HasSubstr("The server refuses")));
}

TEST_F(AlarmsTest, ThatTheServerSwitchedItOffIsSaid) {
  Open();
  station_.server.begin_nothing = "STATION_DISABLED";
  ASSERT_OK(station_.RunUntil([&] { return !station_.agent().View().hindered_by.empty(); }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), HasSubstr("Tempat cetak ini dinonaktifkan di server"));
  station_.server.begin_nothing = "PRINTER_HELD";
  ASSERT_OK(station_.RunUntil(
      [&] { return station_.agent().View().hindered_by == std::vector<std::string>{"printer-held"}; }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), HasSubstr("Pencetak ini ditahan di server"));
}

TEST_F(AlarmsTest, TheServersReasonIsMissingOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "refusal-unsaid", 1);
  Open();
  station_.server.refusal = absl::FailedPreconditionError("Printer p1 is held: servis.");
  ASSERT_OK(station_.RunUntil([&] { return station_.server.calls.size() > 3; }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), Not(HasSubstr("is held: servis"))) << "the check above sees it";
}

TEST_F(AlarmsTest, APrinterThatTookNoJobIsSaidWithTheTimeOfTheNextTry) {
  station_.device.takes_jobs = false;
  Open();
  Do("a1", "do=open_day&blanks=10");
  ASSERT_OK(station_.RunUntil([&] { return !station_.agent().View().hindered_by.empty(); }));
  board_.Publish(station_.agent().View());
  EXPECT_THAT(Page(), HasSubstr("Pencetak tidak menerima pekerjaan"));
  EXPECT_THAT(Page(), HasSubstr("Dicoba lagi pukul 02.40."));
  EXPECT_THAT(Page(), Not(HasSubstr("Tidak ada yang perlu dilakukan")));
}

}  // namespace
}  // namespace blangko::printer
