// The whole station program against a server that is a fake behind real gRPC, with a real directory.
#include "printer/program/station_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/journal_entries.h"
#include "printer/journal/segment_files.h"
#include "printer/parts/quarantine.h"
#include "printer/program/clock_tool.h"
#include "printer/program/journal_tools.h"
#include "printer/program/look_tool.h"
#include "printer/program/station_program_fixture.h"
#include "printer/program/station_tools.h"
#include "services/journal_file/recovery_code.h"
#include "services/screen/exits.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

auto IsNotUtf8() { return StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-8")); }

TEST_F(StationProgramTest, RegistersPrintsReportsAndGoesOnWhereItStopped) {
  const auto first = RunFor(2);
  ASSERT_OK(first);
  EXPECT_EQ(first->counts.printed, 2);
  EXPECT_TRUE(first->complete);
  EXPECT_THAT(backstage_.registered, testing::ElementsAre("rumbai-1 at 14.05"));
  options_.register_first = false;
  ASSERT_OK(RunFor(3));
  EXPECT_TRUE(backstage_.server.AllPrinted());
  EXPECT_THAT(TrayLog(), HasSubstr("5,r5,1,begun\n5,r5,1,done\n"));
  EXPECT_TRUE(std::filesystem::exists(options_.directory + "/tray/000005-r5-1.png"));
  EXPECT_THAT(VerifyJournal(options_).value(),
              HasSubstr("5 hasil (0 belum di server), 0 percobaan terbuka (0 menunggu dilihat)"));
}

TEST_F(StationProgramTest, AStopGivesBackWhatWasNotBegun) {
  backstage_.stop_after_grant = &stop_;
  const auto report = RunFor(0);
  ASSERT_OK(report);
  EXPECT_EQ(report->counts.printed, 1) << "the card in hand is finished";
  EXPECT_EQ(report->counts.released, 4);
  EXPECT_EQ(backstage_.server.record("r5").state, FakeServer::State::kReady);
}

TEST_F(StationProgramTest, AnExportedJournalIsCheckedWithoutTheStation) {
  const JournalRequest request = {folder_.File("journal.ndjson"), folder_.File("journal.ndjson"), ""};
  EXPECT_THAT(ExportJournal(options_, request, clock_), StatusIs(absl::StatusCode::kUnavailable));
  ASSERT_OK(RunFor(5));
  ASSERT_OK(ExportJournal(options_, request, clock_));
  EXPECT_THAT(ExportJournal(options_, request, clock_), StatusIs(absl::StatusCode::kAlreadyExists));
  std::filesystem::remove_all(options_.directory + "/station.key");
  const auto told = VerifyExport(request, Language::kEnglish);
  ASSERT_OK(told);
  EXPECT_THAT(*told, HasSubstr("export of rumbai-1 epoch 1: entries 1 to "));
  EXPECT_THAT(*told, HasSubstr("recovery code: none"));
  JournalRequest other_key = request;
  other_key.public_key = std::string(64, '0');
  EXPECT_THAT(VerifyExport(other_key, Language::kEnglish),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("signed by key")));
  std::filesystem::resize_file(request.file, std::filesystem::file_size(request.file) / 2);
  EXPECT_THAT(SentenceOf(VerifyExport(request, Language::kIndonesian).status(), Language::kIndonesian),
              testing::MatchesRegex("ekspor jurnal: baris [0-9]+: bukan catatan"));
  EXPECT_THAT(VerifyExport(request, Language::kEnglish),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("line ")));
}

TEST_F(StationProgramTest, AnExportForARestoreCarriesItsCode) {
  ASSERT_OK(RunFor(1));
  SeededRng rng(7);
  const std::string code = journal_file::NewRecoveryCode(rng);
  JournalRequest request = {folder_.File("journal.ndjson"), folder_.File("journal.ndjson"), ""};
  request.code = code;
  request.code[2] = request.code[2] == 'A' ? 'B' : 'A';
  EXPECT_THAT(ExportJournal(options_, request, clock_),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("one is typed wrong")));
  EXPECT_FALSE(std::filesystem::exists(request.out));
  request.code = code.substr(0, 4) + code.substr(5);
  ASSERT_OK(ExportJournal(options_, request, clock_));
  EXPECT_THAT(VerifyExport(request, Language::kEnglish).value(), HasSubstr("recovery code: " + code));
}

TEST_F(StationProgramTest, GoesOnFromTheCopyWhenTheDirectoryIsLost) {
  options_.journal_copy = folder_.File("second");
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kNotFound, HasSubstr("mounted")));
  std::filesystem::create_directory(options_.journal_copy);
  ASSERT_OK(RunFor(2));
  for (const char* file : {"/journal-000001.log", "/call.slot"})
    std::filesystem::remove(options_.directory + file);
  ASSERT_OK(RunFor(3));
  EXPECT_TRUE(backstage_.server.AllPrinted());
  EXPECT_THAT(VerifyJournal(options_).value(), HasSubstr("5 hasil (0 belum di server)"));
}

// What was said to be done is in both places: either may be lost.
TEST_F(StationProgramTest, AnAnswerBesideTheAgentIsInTheCopyToo) {
  GivenACopyAndACardToLookAt();
  ASSERT_OK(Look(scheduler::v1::OUTCOME_SPOILED, {"r1"}, "cacat"));
  EXPECT_EQ(JournalIn(options_.directory), JournalIn(Copy()));
  options_.report_only = true;
  ASSERT_OK(RunFor(0));
  EXPECT_EQ(JournalIn(options_.directory), JournalIn(Copy()));
  std::filesystem::remove(SegmentPath(options_.directory, 1));
  std::filesystem::remove(options_.directory + "/call.slot");
  options_.report_only = false;
  options_.journal_copy = Copy();
  ASSERT_OK(RunFor(1)) << "the copy has not gone back";
  EXPECT_EQ(backstage_.server.record("r1").spoils, 1);
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {"r1/1"}), StatusIs(absl::StatusCode::kNotFound))
      << "it was answered";
}

TEST_F(StationProgramTest, WithoutItsCopyNobodyWritesTheJournal) {
  GivenACopyAndACardToLookAt();
  std::filesystem::rename(Copy(), folder_.File("unplugged"));
  const std::string before = JournalIn(options_.directory);
  const auto refused = Look(scheduler::v1::OUTCOME_PRINTED, {"r1"});
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kNotFound, HasSubstr("run once without --journal-copy")));
  EXPECT_THAT(refused.status().message(), HasSubstr(Copy()));
  options_.report_only = true;
  EXPECT_THAT(RunFor(0), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nothing was written")));
  EXPECT_EQ(JournalIn(options_.directory), before);
  options_.report_only = false;
  stop_.Stop();
  ASSERT_OK(RunFor(0));
  EXPECT_OK(Look(scheduler::v1::OUTCOME_PRINTED, {"r1"})) << "a run without the option goes on without it";
}

TEST_F(StationProgramTest, TextThatIsNotUtf8IsRefusedAndTheJournalStaysReadable) {
  backstage_.server.trusts_driver = false;
  ASSERT_OK(RunFor(1));
  const std::string before = JournalIn(options_.directory);
  const AskParties parties = {clock_, rng_, stop_};
  StationOptions bad = options_;
  bad.by = "si\xff";
  bad.look_all = true;
  bad.nothing_found = true;
  bad.decide_card = "r1/1";
  bad.decide_outcome = "printed";
  EXPECT_THAT(AnswerLooks(bad, scheduler::v1::OUTCOME_PRINTED, parties), IsNotUtf8());
  EXPECT_THAT(ClearPrinter(bad, parties), IsNotUtf8());
  EXPECT_THAT(DecideCard(bad, parties), IsNotUtf8());
  EXPECT_THAT(ConfirmClock(bad, parties), IsNotUtf8());
  bad.by = "sari";
  bad.printer_id = "p\xff";
  EXPECT_THAT(ClearPrinter(bad, parties), IsNotUtf8());
  EXPECT_THAT(RunStation(bad, clock_, rng_, stop_), IsNotUtf8());
  bad.printer_id = "p1";
  bad.blank_uid = "\xff";
  EXPECT_THAT(DecideCard(bad, parties), IsNotUtf8());
  bad.station_id = "rumbai\xff";
  EXPECT_THAT(RunStation(bad, clock_, rng_, stop_), IsNotUtf8());
  EXPECT_EQ(JournalIn(options_.directory), before);
  EXPECT_OK(Look(scheduler::v1::OUTCOME_PRINTED, {}));
}

TEST_F(StationProgramTest, ACardOfAnUntrustedPrinterIsLookedAtWhileTheStationStands) {
  backstage_.server.trusts_driver = false;
  const auto first = RunFor(3);
  ASSERT_OK(first);
  EXPECT_TRUE(first->complete);
  EXPECT_THAT(TextOf(*first, options_), HasSubstr("3 keping menunggu dilihat"));
  EXPECT_THAT(TextOf(*first, options_), HasSubstr("look good --all --by NAMA --dir " + options_.directory));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr("   2  r2/1"));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_SPOILED, {"r2"}, "gagal-cetak").value(),
              HasSubstr("r2/1: rusak (gagal cetak), dilihat sari\n"));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {"r2"}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {}).value(),
              HasSubstr("r1/1: hasil baik, dilihat sari\nr3/1: hasil baik"));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr("Tidak ada kartu"));
  EXPECT_EQ(backstage_.server.record("r1").state, FakeServer::State::kStarted);
  options_.report_only = true;
  const auto reported = RunFor(0);
  ASSERT_OK(reported);
  EXPECT_TRUE(reported->complete);
  EXPECT_THAT(TextOf(*reported, options_), HasSubstr("3 hasil dilaporkan ke server"));
  EXPECT_EQ(backstage_.server.record("r1").state, FakeServer::State::kPrinted);
  EXPECT_EQ(backstage_.server.record("r2").spoils, 1);
  EXPECT_EQ(backstage_.server.record("r4").state, FakeServer::State::kReady);
}

TEST_F(StationProgramTest, ACardIsLookedAtWhileTheStationRuns) {
  backstage_.server.trusts_driver = false;
  std::thread station([this] { EXPECT_OK(RunFor(0)); });
  EXPECT_TRUE(support::WaitUntil(
      [this] {
        const auto looks = ListLooks(options_);
        return looks.ok() && looks->starts_with("5 keping");
      },
      absl::Seconds(20)));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {}),
              IsOkAndHolds(HasSubstr("r5/1: hasil baik, dilihat sari\n")));
  stop_.Stop();
  station.join();
  EXPECT_TRUE(backstage_.server.AllPrinted());
}

TEST_F(StationProgramTest, OnlyAsManyAsWaitCanBeAnswered) {
  backstage_.server.trusts_driver = false;
  ASSERT_OK(RunFor(3));
  options_.look_first = 4;
  options_.by = "sari";
  const auto refused = AnswerLooks(options_, scheduler::v1::OUTCOME_PRINTED, {clock_, rng_, stop_});
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("3 wait")));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr("3 keping"));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr(" WIB\n"));
  options_.time_zone = "Asia/Jayapura";
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr(" WIT\n"));
}

TEST_F(StationProgramTest, ARunForANumberOfCardsSaysThatTheTrayIsFull) {
  backstage_.server.trusts_driver = false;
  options_.looks = 2;
  const auto report = RunFor(5);
  ASSERT_OK(report);
  EXPECT_FALSE(report->complete);
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("Baki penuh"));
}

TEST_F(StationProgramTest, ARunForANumberOfCardsNamesTheFactsThatTheServerRefuses) {
  backstage_.server.refused_facts = {1};
  const auto report = RunFor(2);
  ASSERT_OK(report);
  EXPECT_FALSE(report->complete);
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("r1/1: EVIDENCE_NEEDED"));
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("blangko jobs report r1 --attempt 1"));
}

TEST_F(StationProgramTest, APermissionThatNeverBeganIsGivenUpByTwo) {
  backstage_.server.refused_facts = {2, 3, 4, 5};
  backstage_.stop_after_grant = &stop_;
  const auto report = RunFor(0);
  ASSERT_OK(report);
  ASSERT_EQ(report->counts.released, 4);
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("blangko jobs void rumbai-1 --job r5:1 --reason"));
  EXPECT_THAT(TextOf(*report, options_), testing::Not(HasSubstr("jobs report r5")));
}

TEST_F(StationProgramTest, ARecordThatWasPrintedBeforeIsAnsweredByItsAttempt) {
  GivenASecondCard("r1");
  const auto refused = Look(scheduler::v1::OUTCOME_PRINTED, {"r1"});
  EXPECT_THAT(refused,
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("r1/2. Say which card you saw")));
  EXPECT_THAT(SentenceOf(refused.status(), Language::kIndonesian),
              HasSubstr("r1/2. Sebutkan kartu yang Anda lihat"));
  EXPECT_EQ(screen::ExitCodeOf(refused.status()), screen::kRefusedExit);
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {"r1/1"}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {"r1/2"}), IsOkAndHolds(HasSubstr("r1/2: hasil baik")));
}

TEST_F(StationProgramTest, CatchesALookThatTakesTheNewestCard) {
  setenv("BLANGKO_PLANT", "look-takes-newest", 1);
  GivenASecondCard("r1");
  EXPECT_OK(Look(scheduler::v1::OUTCOME_PRINTED, {"r1"}));
  unsetenv("BLANGKO_PLANT");
}

TEST_F(StationProgramTest, TheScreenIsInOneLanguage) {
  backstage_.server.trusts_driver = false;
  options_.language = Language::kEnglish;
  const auto report = RunFor(1);
  ASSERT_OK(report);
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("printed 0, spoiled 0"));
  EXPECT_THAT(TextOf(*report, options_), HasSubstr("1 cards wait for somebody's look"));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr("1 cards wait for a look"));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_SPOILED, {"r1"}, "gagal-cetak").value(),
              HasSubstr("r1/1: spoiled (misprint), seen by sari"));
  EXPECT_THAT(ListLooks(options_).value(), HasSubstr("No card waits"));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {"r1/1"}).status().message(),
              HasSubstr("does not wait for a look"));
}

TEST_F(StationProgramTest, AQuarantineStandsOverTheLooks) {
  ASSERT_OK(RunFor(1));
  EXPECT_THAT(ListLooks(options_).value(), testing::Not(HasSubstr("DIKARANTINA")));
  printers::v1::HeartbeatResponse response;
  response.mutable_quarantine()->set_reason("JOURNAL_FORK");
  ASSERT_OK(Quarantine::Open(options_.directory).value()->Take(response));
  EXPECT_THAT(ListLooks(options_).value(), testing::StartsWith("TEMPAT CETAK DIKARANTINA: jangan mencetak"));
  options_.language = Language::kEnglish;
  EXPECT_THAT(ListLooks(options_).value(), testing::StartsWith("THE STATION IS QUARANTINED"));
}

TEST_F(StationProgramTest, WithoutAnIdItIsTheStationOfItsJournal) {
  ASSERT_OK(RunFor(1));
  options_.station_id.clear();
  options_.report_only = true;
  EXPECT_OK(RunFor(0));
  options_.directory = folder_.File("new");
  EXPECT_THAT(RunFor(0), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--station")));
  EXPECT_FALSE(std::filesystem::exists(options_.directory)) << "a refusal makes none";
}

TEST_F(StationProgramTest, AReportOpensNoPage) {
  ASSERT_OK(RunFor(1));
  options_.report_only = true;
  options_.page_port = options_.server.substr(options_.server.find(':') + 1);  // taken
  EXPECT_OK(RunFor(0));
}

TEST_F(StationProgramTest, AReportThatNobodyTookEndsWithThree) {
  backstage_.server.trusts_driver = false;
  ASSERT_OK(RunFor(1));
  ASSERT_OK(Look(scheduler::v1::OUTCOME_PRINTED, {}));
  grpc_->Shutdown();
  options_.report_only = true;
  options_.register_first = false;
  const auto report = RunFor(0);
  ASSERT_OK(report);
  EXPECT_EQ(ExitCodeOf(*report, options_), screen::kUnreachableExit);
  EXPECT_EQ(ExitCodeOf(RunReport(), options_), 0);
}

TEST_F(StationProgramTest, ALookWhereNoStationIsMakesNone) {
  options_.directory = folder_.File("salah");
  EXPECT_THAT(ListLooks(options_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Look(scheduler::v1::OUTCOME_PRINTED, {}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(std::filesystem::exists(options_.directory));
}

TEST_F(StationProgramTest, AnotherMachineNeedsToBeAllowed) {
  options_.server = "192.0.2.1:7070";
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("--insecure")));
}

TEST_F(StationProgramTest, ASecondAgentInTheSameDirectoryIsRefused) {
  const auto disk = FileDisk::Open(options_.directory);
  ASSERT_OK(disk);
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another process")));
}

TEST(ClearPrinter, SettlesTheCardThatWasBegunAndFreesThePrinter) {
  const TempDir folder;
  const SystemClock clock;
  SystemRng rng;
  const StopFlag stop;
  StationOptions options;
  options.directory = folder.path();
  options.by = "sari";
  {
    const auto disk = FileDisk::Open(folder.path()).value();
    const auto journal = Journal::Open(*disk, "s1", 1, clock).value();
    Entry entry = EntryFor({"r1", 1}, "p1");
    entry.mutable_permit();
    ASSERT_OK(journal->Append(entry));
    entry.mutable_print_intent();
    ASSERT_OK(journal->Append(entry));
    entry.mutable_printer_job();
    ASSERT_OK(journal->AppendAndSync(entry));
  }
  EXPECT_THAT(ClearPrinter(options, {clock, rng, stop}), StatusIs(absl::StatusCode::kInvalidArgument))
      << "neither an envelope nor --nothing-found";
  options.envelope = "0714-1";
  EXPECT_THAT(ClearPrinter(options, {clock, rng, stop}), IsOkAndHolds("p1: sudah dikosongkan\n"));
  options.decide_card = "r1/1";
  options.decide_outcome = "printed";
  const std::string decided = absl::StrCat(
      "r1/1: hasil baik, diputuskan sari\nDilaporkan saat tempat cetak berjalan, atau oleh blangko-station report --dir ",
      options.directory, "\n");
  EXPECT_THAT(DecideCard(options, {clock, rng, stop}), IsOkAndHolds(decided));
  EXPECT_THAT(DecideCard(options, {clock, rng, stop}), IsOkAndHolds(decided)) << "the same by the same";
  options.by = "budi";
  EXPECT_THAT(SentenceOf(DecideCard(options, {clock, rng, stop}).status(), Language::kIndonesian),
              HasSubstr("sudah diputuskan: hasil baik, oleh sari. Bila itu keliru"));
  EXPECT_THAT(ClearPrinter(options, {clock, rng, stop}), IsOkAndHolds(HasSubstr("sudah")))
      << "as it was said";
  options.envelope = "0714-2";
  EXPECT_THAT(ClearPrinter(options, {clock, rng, stop}), StatusIs(absl::StatusCode::kNotFound));
  options.envelope.clear();
  options.nothing_found = true;
  EXPECT_THAT(ClearPrinter(options, {clock, rng, stop}), StatusIs(absl::StatusCode::kNotFound))
      << "nothing waits to be cleared";
  const auto disk = FileDisk::Open(folder.path()).value();
  const auto journal = Journal::Open(*disk, "s1", 1, clock).value();
  EXPECT_FALSE(journal->state().IsBlocked("p1"));
  EXPECT_EQ(journal->state().unbooked().at(1).card_outcome().outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
}

}  // namespace
}  // namespace blangko::printer
