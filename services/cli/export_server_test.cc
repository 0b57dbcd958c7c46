// An export from a real server that is killed in the middle: the file is the one that was never interrupted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/rng.h"
#include "blangko/exports/v1/exports_service.grpc.pb.h"
#include "grpcpp/support/sync_stream.h"
#include "services/rpc/channel.h"
#include "services/rpc/status_mapping.h"
#include "tests/support/office_client.h"
#include "tests/support/request_ids.h"
#include "tests/support/server_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::cli {
namespace {

namespace fs = std::filesystem;
using exports::v1::ExportEverythingRequest;
using exports::v1::ExportEverythingResponse;
using exports::v1::ExportsService;
using testing::HasSubstr;
using testing::Not;

constexpr int kRecords = 6000;  // more than fits between a server and a client that does not read
constexpr absl::Duration kLimit = absl::Minutes(2);

class ExportServerTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK_AND_ASSIGN(const int port, support::FreePort());
    server_ = std::make_unique<support::ServerProcess>(BLANGKOD_PATH, dir_.path().string(), port);
    ASSERT_OK(server_->Start());
    Connect();
    ASSERT_OK(support::OfficeClient(channel_, clock_).PutRegency("14.05", 2, false));
    Import("list", 0, kRecords);
  }

  void Connect() { channel_ = rpc::OpenChannel(server_->address()); }

  void Import(const std::string& name, int first, int count) {
    std::ofstream list(dir_.File(name));
    list << "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";
    for (int i = first; i < first + count; ++i) {
      list << "R-" << 10000 + i << ",14050217089" << 50001 + i
           << ",SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-02 08:00\n";
    }
    list.close();
    ASSERT_EQ(Run({"import", dir_.File(name), "--office", "14.05"}), 0) << Said();
  }

  std::vector<std::string> Command(std::vector<std::string> words) {
    words.insert(words.begin(), BLANGKO_PATH);
    words.insert(words.end(), {"--server", server_->address(), "--lang", "en"});
    return words;
  }
  int Run(const std::vector<std::string>& words) {
    return support::RunCommand(Command(words), dir_.File("said"), kLimit).value_or(-1);
  }
  std::string Read(const std::string& name) const {
    std::ifstream file(dir_.File(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string Said() const { return Read("said"); }

  // Reads so many pieces, then lets the stream hang until the server dies.
  void ReadPieces(const std::string& export_id, int pieces, bool kill) {
    ExportEverythingRequest request;
    request.set_request_id(ids_.Next());
    request.set_export_id(export_id);
    grpc::ClientContext context;
    rpc::Prepare(context, {.timeout = kLimit});
    ExportsService::Stub stub(channel_);
    const auto reader = stub.ExportEverything(&context, request);
    ExportEverythingResponse response;
    lines_.clear();
    for (int i = 0; i < pieces && reader->Read(&response); ++i) {
      lines_ += response.lines();
      export_id_ = response.export_id();
    }
    if (kill) {
      server_->Kill();
      server_->Wait();
      while (reader->Read(&response)) {  // what was on its way
      }
    }
    const absl::Status status = rpc::FromGrpc(reader->Finish());
    EXPECT_EQ(status.ok(), !kill) << status;
  }

  const TempDir dir_;
  SystemClock clock_;
  support::RequestIds ids_{clock_};
  std::unique_ptr<support::ServerProcess> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::string lines_, export_id_;
};

TEST_F(ExportServerTest, TheFileIsTheOneThatWasNeverInterrupted) {
  ReadPieces("", 1 << 30, false);
  const std::string whole = lines_;
  ASSERT_GT(whole.size(), size_t{6} << 20);
  ReadPieces(export_id_, 3, true);
  // As the file of a client that lost its power too: the last line is torn.
  std::ofstream(dir_.File("all.part"), std::ios::binary) << lines_ << "{\"table\":\"rec";
  ASSERT_OK(server_->Start());
  Import("more", kRecords, 5);
  ASSERT_EQ(Run({"export", "everything", "--to", dir_.File("all"), "--resume"}), 0) << Said();
  EXPECT_TRUE(Read("all") == whole);
  EXPECT_EQ(Run({"export", "check", dir_.File("all")}), 0) << Said();
  EXPECT_THAT(Read("all"), Not(HasSubstr(absl::StrCat("R-", 10000 + kRecords))));
  EXPECT_TRUE(fs::is_empty(dir_.File("data/checkpoints")));
}

TEST_F(ExportServerTest, WhoStopsItIsToldHowToGoOn) {
  ReadPieces("", 3, true);
  std::ofstream(dir_.File("all.part"), std::ios::binary) << lines_;
  ASSERT_OK_AND_ASSIGN(
      const auto command,
      support::Process::Start(Command({"export", "everything", "--to", dir_.File("all"), "--resume"}),
                              dir_.File("said")));
  ASSERT_TRUE(support::WaitUntil(
      [&] { return Read("said").find("5 minutes") != std::string::npos || !command->Running(); }, kLimit))
      << Said();
  command->Kill(SIGINT);
  EXPECT_NE(command->Wait(kLimit), 0);
  EXPECT_THAT(Read("said"), testing::EndsWith("--to " + dir_.File("all") + " --resume\n"));
}

TEST_F(ExportServerTest, TheCommandGoesOnByItselfWhenTheServerComesBack) {
  ASSERT_OK_AND_ASSIGN(const auto command,
                       support::Process::Start(Command({"export", "everything", "--to", dir_.File("all")}),
                                               dir_.File("said")));
  ASSERT_TRUE(support::WaitUntil(
      [&] { return fs::exists(dir_.File("all")) || !Read("all.part").empty() || !command->Running(); },
      kLimit));
  server_->Kill();
  server_->Wait();
  ASSERT_OK(server_->Start());
  ASSERT_EQ(command->Wait(kLimit), 0) << Said();
  EXPECT_EQ(Run({"export", "check", dir_.File("all")}), 0) << Said();
  EXPECT_THAT(Read("all"), HasSubstr(absl::StrCat("R-", 10000 + kRecords - 1)));
}

}  // namespace
}  // namespace blangko::cli
