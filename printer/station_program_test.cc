// The whole station program against a server that is a fake behind real gRPC, with a real directory.
#include "printer/station_program.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "printer/clock_tool.h"
#include "printer/fake_world.h"
#include "printer/file_disk.h"
#include "printer/journal_entries.h"
#include "printer/journal_tools.h"
#include "printer/look_tool.h"
#include "printer/png_writer.h"
#include "printer/power/dummy_ups_fixture.h"
#include "printer/station_key.h"
#include "printer/station_tools.h"
#include "services/rpc/station_proof.h"
#include "services/screen/exits.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// What both services share: the fake server, one call at a time, and the key that registering pinned.
struct Backstage {
  std::mutex mutex;
  Fate fate;
  FakeServer server{fate};
  std::string key_directory;  // where the station keeps its key: the proof must be made with it
  std::vector<std::string> registered;
  StopFlag* stop_after_grant = nullptr;

  // Ed25519 is deterministic: the right proof is the one that this key makes.
  void CheckProof(const grpc::ServerContext& context, const google::protobuf::Message& request) {
    const auto sent = context.client_metadata().find("blangko-station-bin");
    const SigningKey key = LoadOrMakeKey(key_directory).value();
    const std::string want = rpc::ProveStation(key, "rumbai-1", 1, request);
    if (sent == context.client_metadata().end() ||
        std::string(sent->second.data(), sent->second.size()) != want) {
      server.mistakes.push_back("a call without the station's proof");
    }
  }
};

template <typename Response>
grpc::Status Answer(const absl::StatusOr<Response>& result, Response* response) {
  if (!result.ok()) return {static_cast<grpc::StatusCode>(result.status().code()), "no"};
  *response = *result;
  return grpc::Status::OK;
}

class SchedulerStage : public scheduler::v1::SchedulerService::Service {
 public:
  explicit SchedulerStage(Backstage& backstage) : b_(backstage) {}
  grpc::Status ExchangeJobs(grpc::ServerContext* context, const scheduler::v1::ExchangeJobsRequest* request,
                            scheduler::v1::ExchangeJobsResponse* response) override {
    const std::lock_guard lock(b_.mutex);
    b_.CheckProof(*context, *request);
    const grpc::Status status = Answer(b_.server.Exchange(*request), response);
    if (b_.stop_after_grant != nullptr && response->jobs_size() > 0) b_.stop_after_grant->Stop();
    return status;
  }

 private:
  Backstage& b_;
};

class PrintersStage : public printers::v1::PrintersService::Service {
 public:
  explicit PrintersStage(Backstage& backstage) : b_(backstage) {}
  grpc::Status Heartbeat(grpc::ServerContext* context, const printers::v1::HeartbeatRequest* request,
                         printers::v1::HeartbeatResponse* response) override {
    const std::lock_guard lock(b_.mutex);
    b_.CheckProof(*context, *request);
    return Answer(b_.server.Heartbeat(*request), response);
  }
  grpc::Status RegisterStation(grpc::ServerContext*, const printers::v1::RegisterStationRequest* request,
                               printers::v1::RegisterStationResponse* response) override {
    const std::lock_guard lock(b_.mutex);
    b_.registered.push_back(
        absl::StrCat(request->station().station_id(), " at ", request->station().office()));
    response->mutable_station()->set_epoch(1);
    return grpc::Status::OK;
  }

 private:
  Backstage& b_;
};

class StationProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(InitCrypto());
    int port = 0;
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&scheduler_);
    builder.RegisterService(&printers_);
    grpc_ = builder.BuildAndStart();
    options_.server = absl::StrCat("127.0.0.1:", port);
    options_.directory = folder_.File("station");
    options_.station_id = "rumbai-1";
    options_.register_first = true;
    options_.sites = {"14.05"};
    backstage_.key_directory = options_.directory;
    for (int i = 1; i <= 5; ++i) backstage_.server.Enqueue(absl::StrCat("r", i));
  }
  void TearDown() override {
    grpc_->Shutdown();
    EXPECT_THAT(backstage_.server.mistakes, IsEmpty());
  }

  absl::StatusOr<RunReport> RunFor(int64_t cards) {
    options_.cards = cards;
    return RunStation(options_, clock_, rng_, stop_);
  }
  absl::StatusOr<std::string> Look(scheduler::v1::Outcome outcome, std::vector<std::string> cards,
                                   const std::string& cause = "") {
    StationOptions options = options_;
    options.look_all = cards.empty();
    options.look_cards = std::move(cards);
    options.look_cause = cause;
    options.by = "sari";
    return AnswerLooks(options, outcome, {clock_, rng_, stop_});
  }
  // The record was printed twice: its first card was seen spoiled, its second one waits.
  void GivenASecondCard(const std::string& record) {
    backstage_.server.trusts_driver = false;
    options_.looks = 1;
    ASSERT_OK(RunFor(1));
    ASSERT_OK(Look(scheduler::v1::OUTCOME_SPOILED, {record + "/1"}, "cacat"));
    ASSERT_OK(RunFor(1));
    ASSERT_THAT(ListLooks(options_).value(), HasSubstr(record + "/2"));
  }
  std::string TrayLog() {
    std::stringstream text;
    text << std::ifstream(options_.directory + "/tray/tray.csv").rdbuf();
    return text.str();
  }

  TempDir folder_;
  Backstage backstage_;
  SchedulerStage scheduler_{backstage_};
  PrintersStage printers_{backstage_};
  std::unique_ptr<grpc::Server> grpc_;
  SystemClock clock_;
  SystemRng rng_;
  StopFlag stop_;
  StationOptions options_;
};

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
  JournalRequest other_key = request;
  other_key.public_key = std::string(64, '0');
  EXPECT_THAT(VerifyExport(other_key, Language::kEnglish),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("signed by key")));
  std::filesystem::resize_file(request.file, std::filesystem::file_size(request.file) / 2);
  EXPECT_THAT(VerifyExport(request, Language::kEnglish),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("line ")));
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

TEST_F(StationProgramTest, WithoutAnIdItIsTheStationOfItsJournal) {
  ASSERT_OK(RunFor(1));
  options_.station_id.clear();
  options_.report_only = true;
  EXPECT_OK(RunFor(0));
  options_.directory = folder_.File("new");
  EXPECT_THAT(RunFor(0), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--station")));
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

TEST_F(StationProgramTest, AnEncoderBindsTheUidsOfItsBlanks) {
  std::ofstream(folder_.File("uids")) << "04A1B2C3D4E501\n04A1B2C3D4E502\n04A1B2C3D4E503\n";
  options_.encoder = "simulated:uids=" + std::string(folder_.File("uids"));
  ASSERT_OK(RunFor(1));
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r1", 1})].blank_uid(), "04A1B2C3D4E501");
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r2", 1})].blank_uid(), "04A1B2C3D4E502");
}

TEST_F(StationProgramTest, WrongOptionsOfItsPartsAreRefusedWithWhatIsWanted) {
  for (const std::string wrong : {"printer", "command:", "command:/no/such/program", "simulated:colour=red",
                                  "simulated:seconds=-1", "simulated:uids=/no/such/file"}) {
    options_.encoder = wrong;
    EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--encoder"))) << wrong;
  }
  options_.encoder.clear();
  options_.ups = "@host";
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--ups")));
}

TEST_F(StationProgramTest, WithoutItsPhotoACardIsGivenBackOrPrintedAsToldTo) {
  options_.photos = folder_.path();
  std::ofstream(folder_.File("r1.png")) << "no picture";
  std::ofstream(folder_.File("r3.png")) << EncodePng({1, 1, {10, 10, 10}}).value();
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r1", 1})].reason(), "FOTO_RUSAK");
  EXPECT_EQ(backstage_.server.told[(AttemptKey{"r2", 1})].reason(), "FOTO_TIDAK_ADA");
  EXPECT_THAT(TrayLog(), HasSubstr("r3,1,done"));
  options_.without_photo = "print";
  ASSERT_OK(RunFor(2));
  EXPECT_THAT(TrayLog(), HasSubstr("r5,1,done"));
}

TEST_F(StationProgramTest, WhoComparedTheClocksIsHeardAndTheStationGoesOn) {
  ASSERT_OK(RunFor(1));
  const ManualClock wrong(clock_.Now() - absl::Hours(24 * 400));
  EXPECT_THAT(ShowClock(options_, clock_).value(), HasSubstr("dipercaya"));
  EXPECT_THAT(ShowClock(options_, wrong).value(), HasSubstr("clock confirm --dir"));
  options_.by = "sari";
  ASSERT_OK(ConfirmClock(options_, {wrong, rng_, stop_}));
  EXPECT_THAT(ShowClock(options_, wrong).value(), testing::AllOf(HasSubstr("dipercaya"), HasSubstr("sari")));
}

TEST_F(StationProgramTest, OnBatteryNoCardBeginsAndOnMainsAgainTheyAllDo) {
  if (!DummyUps::IsInstalled()) GTEST_SKIP() << "nut-server is not installed: the real upsd was not tried";
  DummyUps ups;
  ASSERT_TRUE(ups.Becomes(PowerReading::State::kOnLine));
  ups.Say("OB DISCHRG", 60);
  ASSERT_TRUE(ups.Becomes(PowerReading::State::kOnBattery));
  options_.ups = ups.name();
  std::thread station([&] { EXPECT_OK(RunFor(5)); });
  const auto reasons = [&] {
    const std::lock_guard lock(backstage_.mutex);
    return backstage_.server.beats.empty() ? "" : backstage_.server.beats.back().ShortDebugString();
  };
  EXPECT_TRUE(support::WaitUntil([&] { return reasons().find("power-battery") != std::string::npos; },
                                 DummyUps::kSoon));
  EXPECT_THAT(TrayLog(), testing::Not(HasSubstr("begun")));
  ups.Say("OL CHRG", 61);
  station.join();
  EXPECT_TRUE(backstage_.server.AllPrinted());
}

TEST_F(StationProgramTest, ASecondAgentInTheSameDirectoryIsRefused) {
  const auto disk = FileDisk::Open(options_.directory);
  ASSERT_OK(disk);
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another process")));
}

TEST(StationKey, IsMadeOnceAndNeverReplaced) {
  const TempDir folder;
  const SigningKey key = LoadOrMakeKey(folder.path()).value();
  EXPECT_EQ(LoadOrMakeKey(folder.path())->seed, key.seed);
  const auto mode = std::filesystem::status(folder.File("station.key")).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(folder.File("station.key")) << "00ff\n";
  EXPECT_THAT(LoadOrMakeKey(folder.path()), StatusIs(absl::StatusCode::kDataLoss));
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
  EXPECT_THAT(DecideCard(options, {clock, rng, stop}), IsOkAndHolds("r1/1: hasil baik, diputuskan sari\n"));
  const auto disk = FileDisk::Open(folder.path()).value();
  const auto journal = Journal::Open(*disk, "s1", 1, clock).value();
  EXPECT_FALSE(journal->state().IsBlocked("p1"));
  EXPECT_EQ(journal->state().unbooked().at(1).card_outcome().outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
}

}  // namespace
}  // namespace blangko::printer
