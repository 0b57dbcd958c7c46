// Commands as they are typed, against a node in this process.
#include "services/cli/commands.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/cli/commands_fixture.h"
#include "services/cli/errors.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(CommandsTest, AnOfficeIsSetUpFromTheCommandLine) {
  SetUpOffice();
  EXPECT_THAT(RunOk("offices list"), HasSubstr("Pangkalan Kerinci"));
  EXPECT_THAT(RunOk("backlog"), HasSubstr("Siap cetak"));
  EXPECT_EQ(RunOk("equation"),
            "Neraca blangko: diterima 10 = sisa 9 + tercetak 0 + rusak 0 + dikirim 0 + selisih 1  (tepat)\n");
  EXPECT_EQ(Cell("equation", "exact"), "true");
  EXPECT_EQ(Cell("status", "waiting"), "3");
  EXPECT_THAT(RunOk("watch --count 1"), HasSubstr("menunggu 3  tercetak 0"));
  EXPECT_THAT(RunOk("watch --count 2 --interval 0.1 --output csv"),
              Not(HasSubstr("\ntime,")));  // one heading
  EXPECT_THAT(RunOk("movements --office 14.05"), HasSubstr("local:siti"));
}

TEST_F(CommandsTest, ABadRowIsListedAndTheRestGoesIn) {
  SetUpOffice();
  Write("more.csv", absl::StrCat(kHeader, Row(3), Row(4), Row(5, "1.4E+15")));
  const std::string said = RunOk(absl::StrCat("import ", dir_.File("more.csv"), " --office 14.05"));
  EXPECT_THAT(said, HasSubstr("NIK rusak oleh lembar kerja"));
  const std::string id = Cell(absl::StrCat("import ", dir_.File("more.csv"), " --office 14.05"), "import_id");
  EXPECT_EQ(Cell("imports errors " + id, "row"), "3");
  EXPECT_EQ(Cell("imports show " + id, "unchanged"), "2");
}

TEST_F(CommandsTest, AnImportThatIsDoneCanBeResumedWithoutEffect) {
  SetUpOffice();
  const std::string import = absl::StrCat("import ", dir_.File("list.csv"), " --office 14.05");
  const std::string id = Cell(import, "import_id");
  EXPECT_EQ(Cell(absl::StrCat(import, " --resume ", id), "rows"), "3");
  EXPECT_EQ(Cell("status", "waiting"), "3");
}

TEST_F(CommandsTest, ARecordIsHeldReleasedAndExplained) {
  SetUpOffice();
  EXPECT_EQ(Cell("records hold R-1 --note tes", "state"), "HELD");
  EXPECT_EQ(Cell("records release R-1", "state"), "READY");
  EXPECT_EQ(Cell("records rank R-2", "rank"), "1");
  EXPECT_THAT(RunOk("records explain R-1"), HasSubstr("Belum perlu datang"));
  EXPECT_EQ(Cell("records cancel R-1 --reason salah", "state"), "CANCELLED");
  EXPECT_THAT(RunOk("records explain R-1"), HasSubstr("Dibatalkan: tidak ada kartu"));
  EXPECT_THAT(RunOk("records explain R-1"), Not(HasSubstr(" -1\n")));
  EXPECT_EQ(Cell("records explain R-1", "rank"), "");
  Run("records rank R-1");
  EXPECT_EQ(ReasonOf(status_), "NOT_IN_LINE");
  Run("records release R-1");
  EXPECT_EQ(ReasonOf(status_), "FORBIDDEN_MOVE");
}

TEST_F(CommandsTest, ADuplicateIsNamedWhereverItIsShownAndReleasedWithAReason) {
  SetUpOffice();
  Write("twice.csv", absl::StrCat(kHeader, absl::StrReplaceAll(Row(1), {{"R-1,", "R-9,"}})));
  const std::string import = absl::StrCat("import ", dir_.File("twice.csv"), " --office 14.05");
  const std::string said = RunOk(import);
  EXPECT_THAT(said, HasSubstr("Ditunda untuk diperiksa"));
  EXPECT_THAT(said, HasSubstr("R-9    Permohonan ganda  R-1"));
  EXPECT_EQ(Cell("records list --state HELD", "hold_other_record"), "R-1");
  EXPECT_EQ(Cell("records show R-9", "hold_other_record"), "R-1");
  Run("records release R-9");
  EXPECT_EQ(ReasonOf(status_), "REASON_NEEDED");
  EXPECT_THAT(RenderError(status_, Format::kTable), HasSubstr("sebutkan mengapa boleh dilanjutkan"));
  EXPECT_EQ(Cell("records release R-9 --reason \"kartu lama hilang\"", "state"), "READY");
  EXPECT_THAT(RunOk("records show R-9"), HasSubstr("kartu lama hilang"));
}

TEST_F(CommandsTest, PersonalDataIsShownOnlyWhenAskedFor) {
  SetUpOffice();
  EXPECT_THAT(RunOk("records show R-1"), Not(HasSubstr("SPESIMEN")));
  EXPECT_THAT(RunOk("records list --output json"), Not(HasSubstr("SPESIMEN")));
  EXPECT_THAT(RunOk("records show R-1 --personal"), HasSubstr("SPESIMEN"));
}

TEST_F(CommandsTest, StationsPrintersJobsAndPolicy) {
  SetUpOffice();
  SetUpStation();
  EXPECT_EQ(Cell("jobs list", "state"), "GRANTED");
  EXPECT_EQ(Cell("printers set dinas-1 p1 --duty 100", "duty_limit"), "100");
  EXPECT_EQ(Cell("printers hold dinas-1 p1 --reason bersih", "held_reason"), "bersih");
  EXPECT_EQ(Cell("printers set dinas-1 p1 --window 5", "held_reason"),
            "bersih");  // limits leave the hold alone
  EXPECT_EQ(Cell("stations disable dinas-1 --reason rusak", "enabled"), "false");
  EXPECT_EQ(Cell("policy set --office 14.05 --spoil-limit 4 --circular SE-1", "spoil_limit"), "4");
  EXPECT_EQ(Cell("policy show --office 14.05", "circular"), "SE-1");
  EXPECT_THAT(RunOk("policy show"), HasSubstr("Ini kebijakan bawaan"));
  EXPECT_THAT(RunOk("policy show --office 14.05.02"), HasSubstr("berlaku kebijakan kantor 14.05."));
  EXPECT_THAT(RunOk("stations list"), HasSubstr("Dinonaktifkan"));
}

TEST_F(CommandsTest, AReceiptIsWrittenOnceAndItsCodeIsAnswered) {
  SetUpOffice();
  const std::string file = dir_.File("slip.pdf");
  const std::string code = Cell(absl::StrCat("receipt issue R-1 --out ", file), "code");
  EXPECT_EQ(code.size(), 19u) << code;
  std::ifstream slip(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(slip), {}).substr(0, 5), "%PDF-");
  EXPECT_EQ(Cell(absl::StrCat("receipt status \"", code, "\""), "receipt_state"), "NOT_YET");
  EXPECT_THAT(RunOk(absl::StrCat("receipt status \"", code, "\"")), HasSubstr("Belum perlu datang."));
  Run(absl::StrCat("receipt issue R-1 --out ", file));  // the file is there: no new receipt
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
  EXPECT_EQ(Cell(absl::StrCat("receipt status \"", code, "\""), "receipt_state"), "NOT_YET");
  Run(absl::StrCat("receipt issue NIX --out ", dir_.File("other.pdf")));
  EXPECT_EQ(ExitCodeOf(status_), kRefusedExit);
  EXPECT_FALSE(std::filesystem::exists(dir_.File("other.pdf")));
  EXPECT_EQ(Cell("receipt issue R-1 --paper a4", "count"), "2");
  EXPECT_EQ(Cell(absl::StrCat("receipt status \"", code, "\""), "receipt_state"), "UNKNOWN_CODE");
  Run("receipt issue R-1 --paper a5");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
}

TEST_F(CommandsTest, AnIncidentIsListedNamedAndSettledByADecision) {
  SetUpOffice();
  SetUpStation();
  RunOk("jobs report R-1/1 --outcome uncertain --station-cannot");  // never begun: it came out all the same
  EXPECT_EQ(Cell("incidents list", "kind"), "UNEXPECTED_CARD");
  EXPECT_EQ(Cell("status", "open_incidents"), "1");
  EXPECT_EQ(Cell("records explain R-1", "open_incidents"), "1");
  EXPECT_THAT(RunOk("records show R-1"), HasSubstr("Kartu yang tidak ditunggu"));
  RunOk("jobs resolve R-1/1 --outcome printed --note dilihat");
  EXPECT_EQ(Cell("incidents show 1", "settle_reason"), "RESOLVED_PRINTED");
  EXPECT_THAT(RunOk("records show R-1"), HasSubstr("dilihat")) << "what was written stands in the history";
  RunOk("jobs report R-1/1 --outcome printed --station-cannot");
  EXPECT_THAT(RunOk("incidents list"), HasSubstr("(kosong)"));
  Run("jobs resolve R-1 --outcome printed");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit) << "which attempt?";
}

// A day end at dinas-1 that is 932 blanks short, told twice.
TEST_F(CommandsTest, ADayCountThatDiffersIsNamedUntilSomebodySettlesIt) {
  SetUpOffice();
  support::StationClient station(rpc::OpenChannel(node_->address()), "dinas-1", clock_);
  RunOk(absl::StrCat("stations register dinas-1 --office 14.05 --public-key ", ToHex(station.public_key())));
  printers::v1::DayCount end;
  end.set_seq(9);
  end.set_closing(true);
  end.mutable_open_time()->set_seconds(1'796'000'400);
  end.mutable_count_time()->set_seconds(1'796'030'000);
  end.set_blanks(9068);
  end.set_compared(true);
  end.set_expected_blanks(10'000);
  end.set_by("sari");
  end.set_second("budi");
  ASSERT_OK(station.TellCounts({end}));
  ASSERT_OK(station.TellCounts({end}));
  const std::string day = Cell("incidents list", "work_day");
  EXPECT_EQ(Cell("incidents list", "kind"), "STATION_COUNT_DIFFERS");
  EXPECT_EQ(Cell("incidents list", "turn"), "DAY_END_COUNT");
  EXPECT_EQ(Cell("incidents show 1", "fact_count"), "1");
  EXPECT_THAT(RunOk("status"),
              HasSubstr(absl::StrCat("Kejadian 1: Hitungan tempat cetak berbeda, dinas-1, hitungan akhir ",
                                     day, ": kurang 932 keping blangko")));
  EXPECT_THAT(RunOk("status --lang en"), HasSubstr("932 blanks missing (blangko incidents show 1)"));
  const std::string shown = RunOk("stations show dinas-1");
  EXPECT_THAT(shown, HasSubstr("9.068"));
  EXPECT_THAT(shown, HasSubstr("tidak dibuktikan"));
  EXPECT_THAT(RunOk("incidents show 1"), HasSubstr("blangko incidents settle 1 --reason TEKS"));
  RunOk("incidents settle 1 --reason 'salah hitung, ditemukan di laci'");
  EXPECT_EQ(Cell("status", "open_incidents"), "0");
  EXPECT_THAT(RunOk("incidents list"), HasSubstr("(kosong)"));
}

TEST_F(CommandsTest, AnOptionOffersWhatItTakesAndIsNamedAsItIsTyped) {
  SetUpOffice();
  SetUpStation();
  Run("jobs resolve R-1/1 --outcome APA");
  EXPECT_THAT(std::string(status_.message()),
              HasSubstr("choose one of PRINTED, SPOILED, NOT_PRINTED, CARD_MISSING"));
  Run("jobs report R-1/1 --outcome released --station-cannot");
  EXPECT_THAT(std::string(status_.message()), HasSubstr("choose one of PRINTED, SPOILED, UNCERTAIN"));
  Run("jobs report R-1/1 --outcome spoiled --station-cannot");
  EXPECT_THAT(std::string(status_.message()), HasSubstr("--cause: "));
  Run("blanks block XYZ --reason hilang");
  EXPECT_THAT(std::string(status_.message()), HasSubstr("uid: got \"XYZ\""));
  Run("jobs report R-1/1 --outcome printed");
  EXPECT_THAT(IndonesianOf(status_), HasSubstr("blangko-station decide"));
}

TEST_F(CommandsTest, ABadCardIsRejectedUnderItsNumber) {
  SetUpOffice();
  SetUpStation();
  RunOk("jobs report R-1/1 --outcome printed --station-cannot");
  RunOk("jobs resolve R-1/1 --outcome printed");
  Run("jobs reject R-1/1 --cause 12");
  EXPECT_EQ(ReasonOf(status_), "INVALID_FIELD");
  EXPECT_THAT(RunOk("jobs reject R-1/1 --cause gagal-encode --note dingin"),
              HasSubstr("terpisah dari kartu rusak di tempat cetak"));
  EXPECT_EQ(Cell("records show R-1", "state"), "READY");
  EXPECT_THAT(RunOk("records show R-1"), HasSubstr("Kartu ditolak"));
  EXPECT_THAT(RunOk("records explain R-1"), HasSubstr("Kartu percobaan ke-1 ditolak"));
  EXPECT_THAT(RunOk("records explain R-1 --lang en"), HasSubstr("The card of attempt 1 was rejected"));
  Run("jobs reject R-1/1 --cause cacat");
  EXPECT_EQ(ReasonOf(status_), "FORBIDDEN_MOVE");
}

TEST_F(CommandsTest, AListOfWhichNoRowGoesInIsAFailure) {
  SetUpOffice();
  Write("bad.csv", absl::StrCat(kHeader, absl::StrReplaceAll(Row(4), {{"14.05", "99.99"}})));
  Run(absl::StrCat("import ", dir_.File("bad.csv"), " --office 14.05"));
  EXPECT_EQ(ExitCodeOf(status_), kRefusedExit);
  EXPECT_EQ(ReasonOf(status_), "NO_ROW_WENT_IN");
  EXPECT_EQ(Cell("imports list", "refused"), "1");
}

TEST_F(CommandsTest, RibbonsAreShownWithTheirAlarm) {
  SetUpOffice();
  SetUpStation();
  support::StationClient station(rpc::OpenChannel(node_->address()), "dinas-2", clock_);
  RunOk(absl::StrCat("stations register dinas-2 --office 14.05 --public-key ", ToHex(station.public_key())));
  ASSERT_OK(station.Heartbeat(99));
  EXPECT_EQ(Cell("printers list --station dinas-2", "cards_left"), "99");
  EXPECT_EQ(Cell("printers list --station dinas-2", "supply_alarm"), "LOW");
  EXPECT_EQ(Cell("status", "printers_supply_low"), "1");
  EXPECT_EQ(Cell("printers set dinas-2 p1 --low-supply 20", "supply_alarm"), "");
  ASSERT_OK(station.Heartbeat(0));
  EXPECT_EQ(Cell("printers list --station dinas-2", "supply_alarm"), "EMPTY");
  EXPECT_THAT(RunOk("printers list --station dinas-2"), HasSubstr("HABIS"));
  EXPECT_EQ(Cell("status", "printers_supply_empty"), "1");
  EXPECT_EQ(Cell("printers list --station dinas-1", "cards_left"), "");
}

TEST_F(CommandsTest, ARefusalHasItsReasonAndBothSentences) {
  SetUpOffice();
  Run("handover R-1 --collector owner --check face");
  EXPECT_EQ(ExitCodeOf(status_), kRefusedExit);
  EXPECT_THAT(RenderError(status_, Format::kTable), HasSubstr("tidak dapat diserahkan sekarang"));
}

TEST_F(CommandsTest, WrongWordsNeverReachTheServer) {
  Run("records list --state nix");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
  Run("receive --office 14.05");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
  Run("import /no/such/file --office 14.05");
  EXPECT_EQ(ExitCodeOf(status_), kUsageExit);
}

TEST_F(CommandsTest, TheClockIsShownAndConfirmedByName) {
  EXPECT_EQ(Cell("clock show", "verdict"), "TRUSTED");
  RunOk("clock confirm");
  EXPECT_EQ(Cell("clock show", "confirmed_by"), "local:siti");
}

TEST_F(CommandsTest, AServerThatIsGoneIsUnreachable) {
  node_->Stop(absl::ZeroDuration());
  Run("backlog");
  EXPECT_EQ(ExitCodeOf(status_), kUnreachableExit);
}

}  // namespace
}  // namespace blangko::cli
