// blangkod as a program: exit codes, the ready file, the stop by a signal.
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/row_codec.h"
#include "storage/store_format.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::node {
namespace {

using support::Process;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr absl::Duration kLimit = absl::Seconds(30);

class ProgramTest : public testing::Test {
 protected:
  std::string Read(const std::string& name) {
    std::ifstream file(dir_.File(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }
  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), BLANGKOD_PATH);
    const auto code = support::RunCommand(arguments, dir_.File("said"), kLimit);
    EXPECT_OK(code);
    return code.value_or(-1);
  }

  TempDir dir_;
};

TEST_F(ProgramTest, ChecksAConfigurationAndEnds) {
  std::ofstream(dir_.File("good")) << "listen: \"127.0.0.1:0\"\n";
  EXPECT_EQ(Run({"--check-config", "--config", dir_.File("good")}), 0);
  EXPECT_THAT(Read("said"), HasSubstr("in order"));
  std::ofstream(dir_.File("bad")) << "# a comment\nlissten: \"x\"\n";
  EXPECT_EQ(Run({"--check-config", "--config", dir_.File("bad")}), 2);
  EXPECT_THAT(Read("said"), HasSubstr("bad:2:"));
}

TEST_F(ProgramTest, FlagsAreHeldToTheSameRules) {
  EXPECT_EQ(Run({"--check-config", "--listen", "0.0.0.0:7070"}), 2);
  EXPECT_THAT(Read("said"), HasSubstr("loopback"));
  EXPECT_EQ(Run({"--check-config", "--listen", "0.0.0.0:7070", "--insecure"}), 0);
  EXPECT_EQ(Run({"--no-such-flag"}), 2);
}

TEST_F(ProgramTest, SaysWhereItServesAndStopsOnSigterm) {
  auto process = Process::Start({BLANGKOD_PATH, "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0",
                                 "--data-dir", dir_.File("data"), "--ready-file", dir_.File("ready")},
                                dir_.File("said"));
  ASSERT_OK(process);
  ASSERT_TRUE(support::WaitUntil([&] { return !Read("ready").empty() || !(*process)->Running(); }, kLimit));
  EXPECT_THAT(Read("ready"), StartsWith("127.0.0.1:"));
  EXPECT_THAT(Read("ready"), HasSubstr("\nmetrics 127.0.0.1:"));
  EXPECT_THAT(Read("said"), HasSubstr("blangkod listening on 127.0.0.1:"));
  (*process)->Kill(SIGTERM);
  EXPECT_EQ((*process)->Wait(kLimit), 0);
  EXPECT_THAT(Read("said"), HasSubstr("node.stopped"));
}

// Names and NIKs are in the files: a folder that was there before, and the umask of whoever starts it, do not matter.
TEST_F(ProgramTest, NobodyElseMayReadWhatItKeeps) {
  namespace fs = std::filesystem;
  const mode_t before = umask(022);
  fs::create_directory(dir_.File("data"));
  fs::permissions(dir_.File("data"), fs::perms(0755));
  auto process = Process::Start({BLANGKOD_PATH, "--listen", "127.0.0.1:0", "--metrics-listen", "off",
                                 "--data-dir", dir_.File("data"), "--ready-file", dir_.File("ready")},
                                dir_.File("said"));
  umask(before);
  ASSERT_OK(process);
  ASSERT_TRUE(support::WaitUntil([&] { return !Read("ready").empty() || !(*process)->Running(); }, kLimit));
  std::vector<fs::path> kept = {dir_.File("data")};
  for (const auto& entry : fs::recursive_directory_iterator(dir_.File("data"))) kept.push_back(entry.path());
  for (const fs::path& path : kept)
    EXPECT_EQ(fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none)
        << path;
  EXPECT_GT(kept.size(), 5U);
  EXPECT_THAT(Read("said"), HasSubstr("store.closed_to_others"));
}

TEST_F(ProgramTest, ATakenAddressIsToldInPlainWords) {
  auto first = Process::Start({BLANGKOD_PATH, "--listen", "127.0.0.1:0", "--metrics-listen", "off",
                               "--data-dir", dir_.File("data"), "--ready-file", dir_.File("ready")},
                              dir_.File("log"));
  ASSERT_OK(first);
  ASSERT_TRUE(support::WaitUntil([&] { return !Read("ready").empty() || !(*first)->Running(); }, kLimit));
  const std::string address = Read("ready").substr(0, Read("ready").find('\n'));
  EXPECT_EQ(Run({"--listen", address, "--metrics-listen", "off", "--data-dir", dir_.File("other")}), 1);
  EXPECT_THAT(Read("said"),
              StartsWith("blangkod: tidak dapat dijalankan: Alamat " + address + " sudah dipakai."));
  EXPECT_THAT(Read("said"), Not(HasSubstr("chttp2")));
}

TEST_F(ProgramTest, AStoreThatIsNotWholeIsSafeModeOrExitCode65) {
  const std::vector<std::string> serve = {BLANGKOD_PATH,      "--listen",     "127.0.0.1:0",
                                          "--metrics-listen", "off",          "--data-dir",
                                          dir_.File("data"),  "--ready-file", dir_.File("ready")};
  auto first = Process::Start(serve, dir_.File("log"));
  ASSERT_OK(first);
  ASSERT_TRUE(support::WaitUntil([&] { return !Read("ready").empty(); }, kLimit));
  (*first)->Kill(SIGKILL);
  (*first)->Wait(kLimit);
  ASSERT_TRUE(std::filesystem::remove(dir_.File("data") + "/witness"));
  std::filesystem::remove(dir_.File("ready"));
  auto safe = Process::Start(serve, dir_.File("said"));
  ASSERT_OK(safe);
  ASSERT_TRUE(
      support::WaitUntil([&] { return Read("said").find("in SAFE mode on") != std::string::npos; }, kLimit));
  EXPECT_THAT(Read("said"), HasSubstr("blangkod: Penyimpanan tidak utuh"));
  EXPECT_FALSE(std::filesystem::exists(dir_.File("ready"))) << "it serves nobody";
  (*safe)->Kill(SIGTERM);
  EXPECT_EQ((*safe)->Wait(kLimit), 0);
  EXPECT_EQ(Run({"--no-safe-mode", "--listen", "127.0.0.1:0", "--metrics-listen", "off", "--data-dir",
                 dir_.File("data")}),
            65);
  EXPECT_THAT(Read("said"), HasSubstr("the commit witness is missing"));
}

TEST_F(ProgramTest, AStoreOfANewerReleaseIsNeitherServedNorCalledDamaged) {
  const std::string data = dir_.File("data");
  {
    ASSERT_OK_AND_ASSIGN(const auto store, storage::OpenStore("rocks:" + data, {.free_space_floor = 0}));
    ASSERT_OK(store->Update("test.newer", [](storage::Txn& txn) {
      rows::v1::MetaRow meta;
      meta.set_format(storage::kFormatRead + 1);
      storage::PutRow(txn, storage::MetaKey(), meta);
      return absl::OkStatus();
    }));
  }
  EXPECT_EQ(Run({"--listen", "127.0.0.1:0", "--metrics-listen", "off", "--data-dir", data}), 1);
  EXPECT_THAT(Read("said"), HasSubstr("blangkod: tidak dapat dijalankan: penyimpanan ini berformat 2"));
  EXPECT_THAT(Read("said"), HasSubstr("is of format 2, want at most 1: a newer release wrote it"));
  EXPECT_THAT(Read("said"), Not(HasSubstr("SAFE")));
  EXPECT_EQ(Run({"fsck", "--directory", data}), 1);
  EXPECT_THAT(Read("said"), HasSubstr("a newer release wrote it"));
}

TEST_F(ProgramTest, CannotStartWhereItCannotWrite) {
  EXPECT_EQ(Run({"--listen", "127.0.0.1:0", "--metrics-listen", "off", "--data-dir", "/proc/nowhere"}), 1);
  EXPECT_THAT(Read("said"), HasSubstr("cannot start"));
}

}  // namespace
}  // namespace blangko::node
