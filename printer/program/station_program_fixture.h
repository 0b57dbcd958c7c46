// Fixture of the tests that run the whole station program: a server that is a fake behind real gRPC, a real directory.
//
// Threads: belongs to one test; the fake server's own are held by Backstage::mutex.
#pragma once

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "blangko/printers/v1/printers_service.grpc.pb.h"
#include "blangko/scheduler/v1/scheduler_service.grpc.pb.h"
#include "printer/agent/fake_world.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/journal.h"
#include "printer/journal/segment_files.h"
#include "printer/program/look_tool.h"
#include "printer/program/station_key.h"
#include "printer/program/station_program.h"
#include "services/refusal/refusal.h"
#include "services/rpc/station_proof.h"
#include "services/rpc/status_mapping.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {

// What both services share: the fake server, one call at a time, and the key that registering pinned.
struct Backstage {
  std::mutex mutex;
  Fate fate;
  FakeServer server{fate};
  std::string key_directory;  // where the station keeps its key: the proof must be made with it
  std::vector<std::string> registered;
  StopFlag* stop_after_grant = nullptr;
  uint64_t epoch = 1;   // of the station's registration
  int asked_epoch = 0;  // calls that ask for it
  int away_first = 0;   // calls that find nobody

  // Ed25519 is deterministic: the right proof is the one that this key makes.
  bool Proves(const grpc::ServerContext& context, const google::protobuf::Message& request,
              uint64_t in_epoch) {
    const auto sent = context.client_metadata().find("blangko-station-bin");
    const SigningKey key = LoadOrMakeKey(key_directory).value();
    return sent != context.client_metadata().end() &&
           std::string(sent->second.data(), sent->second.size()) ==
               rpc::ProveStation(key, "rumbai-1", in_epoch, request);
  }
  absl::Status CheckProof(const grpc::ServerContext& context, const google::protobuf::Message& request) {
    if (away_first > 0 && away_first-- > 0) return absl::UnavailableError("away");
    if (Proves(context, request, epoch)) return absl::OkStatus();
    if (!Proves(context, request, 0)) server.mistakes.push_back("a call without the station's proof");
    ++asked_epoch;
    return Refuse(Reason::kStaleEpoch,
                  {{"station", "rumbai-1"}, {"got", "0"}, {"want", absl::StrCat(epoch)}});
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
    if (const absl::Status known = b_.CheckProof(*context, *request); !known.ok())
      return rpc::ToGrpc(known, "");
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
    if (const absl::Status known = b_.CheckProof(*context, *request); !known.ok())
      return rpc::ToGrpc(known, "");
    return Answer(b_.server.Heartbeat(*request), response);
  }
  grpc::Status RegisterStation(grpc::ServerContext*, const printers::v1::RegisterStationRequest* request,
                               printers::v1::RegisterStationResponse* response) override {
    const std::lock_guard lock(b_.mutex);
    b_.registered.push_back(
        absl::StrCat(request->station().station_id(), " at ", request->station().office()));
    response->mutable_station()->set_epoch(b_.epoch);
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
    EXPECT_THAT(backstage_.server.mistakes, testing::IsEmpty());
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
    ASSERT_THAT(ListLooks(options_).value(), testing::HasSubstr(record + "/2"));
  }
  // A journal that nothing happened in, of a registration that was replaced since.
  void GivenAnEmptyJournalOfEpoch(uint64_t epoch) {
    ASSERT_OK_AND_ASSIGN(const auto disk, FileDisk::Open(options_.directory));
    ASSERT_OK(Journal::Open(*disk, "rumbai-1", epoch, clock_));
  }
  std::string Copy() const { return folder_.File("second"); }
  // The station ran with a copy, and stands now: the options are those of a tool.
  void GivenACopyAndACardToLookAt() {
    backstage_.server.trusts_driver = false;
    std::filesystem::create_directory(Copy());
    options_.journal_copy = Copy();
    ASSERT_OK(RunFor(1));
    options_.journal_copy.clear();
  }
  static std::string JournalIn(const std::string& directory) {
    std::stringstream text;
    text << std::ifstream(SegmentPath(directory, 1), std::ios::binary).rdbuf();
    return text.str();
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

}  // namespace blangko::printer
