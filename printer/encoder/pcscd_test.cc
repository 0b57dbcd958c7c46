// PcscReader against Debian's own pcscd with a virtual reader (vpcd), both private to this test: pcscd listens at a
// fixed place, so it runs in a mount namespace of its own, which needs root.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "printer/encoder/pcsc_reader.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

constexpr char kPcscd[] = "/usr/sbin/pcscd";
constexpr char kVpcd[] = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
constexpr absl::Duration kSoon = absl::Seconds(30);

// A chip that lies on the virtual reader for as long as this lives. The driver connects nobody: the chip does.
// Frames: two bytes of length, then the bytes; a body of one byte is a command of the reader.
class VirtualChip {
 public:
  VirtualChip(int port, std::string answer) : answer_(std::move(answer)) {
    fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    thread_ = std::thread([this] { Live(); });
  }
  ~VirtualChip() {
    shutdown(fd_, SHUT_RDWR);
    thread_.join();
    close(fd_);
  }
  VirtualChip(const VirtualChip&) = delete;
  VirtualChip& operator=(const VirtualChip&) = delete;

  bool connected() const { return connected_; }
  int questions() const { return questions_; }

 private:
  static constexpr char kAskAtr = 4;

  void Live() {
    std::string body;
    while (connected_ && Hear(body)) {
      if (body.size() > 1) {
        ++questions_;
        Say(body == std::string("\xFF\xCA\x00\x00\x00", 5) ? answer_ : std::string("\x6D\x00", 2));
      } else if (body[0] == kAskAtr) {
        Say("\x3B\x80\x01\x81");
      }
    }
  }
  bool HearBytes(char* bytes, size_t size) const {
    return size == 0 || recv(fd_, bytes, size, MSG_WAITALL) == static_cast<ssize_t>(size);
  }
  bool Hear(std::string& body) const {
    std::array<unsigned char, 2> length{};
    if (!HearBytes(reinterpret_cast<char*>(length.data()), length.size())) return false;
    body.assign(length[0] * 256U + length[1], '\0');
    return !body.empty() && HearBytes(body.data(), body.size());
  }
  void Say(const std::string& body) const {
    const std::string frame = std::string(1, '\0') + static_cast<char>(body.size()) + body;
    send(fd_, frame.data(), frame.size(), MSG_NOSIGNAL);
  }

  const std::string answer_;
  int fd_ = -1;
  bool connected_ = false;
  std::atomic<int> questions_ = 0;
  std::thread thread_;
};

class PcscdTest : public testing::Test {
 protected:
  // One place for all tests: libpcsclite looks for it once.
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempDir>();
    setenv("PCSCLITE_CSOCK_NAME", (folder_->File("run") + "/pcscd/pcscd.comm").c_str(), 1);
  }
  static void TearDownTestSuite() { folder_.reset(); }

  void SetUp() override {
    if (access(kPcscd, X_OK) != 0 || access(kVpcd, R_OK) != 0) {
      GTEST_SKIP() << "pcscd or vsmartcard-vpcd is not installed: the real PC/SC was not tried";
    }
    const auto may =
        support::RunCommand({"unshare", "--mount", "true"}, folder_->File("log"), absl::Seconds(10));
    if (!may.ok() || *may != 0)
      GTEST_SKIP() << "no mount namespace (needs root): the real PC/SC was not tried";
    StartPcscd();
  }
  void TearDown() override { StopPcscd(SIGTERM); }

  void StopPcscd(int signal) {
    if (pcscd_ == nullptr) return;
    pcscd_->Kill(signal);
    pcscd_->Wait(absl::Seconds(10));
    pcscd_.reset();
    std::filesystem::remove_all(folder_->File("run"));
  }
  // The driver takes two ports, of which it is told the first; the second may be somebody's.
  void StartPcscd() {
    for (int i = 0; i < 5 && !TryStartPcscd(); ++i) StopPcscd(SIGKILL);
    ASSERT_NE(pcscd_, nullptr) << reader_.ReadUid().status();
  }
  bool TryStartPcscd() {
    port_ = support::FreePort().value();
    std::filesystem::create_directories(folder_->File("run") + "/pcscd");
    std::filesystem::create_directories(folder_->File("readers"));
    std::ofstream(folder_->File("readers") + "/vpcd")
        << absl::StrCat("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:", port_, "\nLIBPATH ", kVpcd,
                        "\nCHANNELID ", port_, "\n");
    const std::string script = absl::StrCat("mount --bind ", folder_->File("run"), " /run && exec ", kPcscd,
                                            " -f -c ", folder_->File("readers"));
    pcscd_ =
        support::Process::Start({"unshare", "--mount", "sh", "-c", script}, folder_->File("log")).value();
    return support::WaitUntil([&] { return absl::IsNotFound(reader_.ReadUid().status()); },
                              absl::Seconds(10));
  }
  bool Reads(StatusCode code) {
    return support::WaitUntil([&] { return (last_ = reader_.ReadUid()).status().code() == code; }, kSoon);
  }

  static inline std::unique_ptr<TempDir> folder_;
  int port_ = 0;
  std::unique_ptr<support::Process> pcscd_;
  PcscReader reader_{"Virtual PCD 00 00"};
  absl::StatusOr<std::string> last_ = absl::UnavailableError("not read yet");
};

TEST_F(PcscdTest, ReadsTheUidOfTheChipThatLiesThere) {
  EXPECT_THAT(reader_.ReadUid(), StatusIs(StatusCode::kNotFound));
  {
    const VirtualChip chip(port_, std::string("\x04\xA2\x11\x5B\x9C\x70\x80\x90\x00", 9));
    ASSERT_TRUE(chip.connected());
    ASSERT_TRUE(Reads(StatusCode::kOk)) << last_.status();
    EXPECT_EQ(*last_, "04A2115B9C7080");
    EXPECT_GE(chip.questions(), 1);
  }
  EXPECT_TRUE(Reads(StatusCode::kNotFound)) << "taken away: " << last_.status();
}

TEST_F(PcscdTest, AChipWithoutAnUidOfItsOwnIsRefused) {
  const VirtualChip chip(port_, std::string("\x63\x00", 2));
  ASSERT_TRUE(chip.connected());
  ASSERT_TRUE(Reads(StatusCode::kInvalidArgument)) << last_.status();
  EXPECT_THAT(last_.status(), StatusIs(StatusCode::kInvalidArgument, HasSubstr("got status 6300")));
}

TEST_F(PcscdTest, SeveralReadersNeedAName) {
  EXPECT_THAT(PcscReader("").ReadUid(),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("Virtual PCD 00 01")));
  EXPECT_THAT(PcscReader("Omnikey").ReadUid(), StatusIs(StatusCode::kUnavailable, HasSubstr("Omnikey")));
}

TEST_F(PcscdTest, ADaemonThatIsGoneComesBack) {
  StopPcscd(SIGKILL);
  EXPECT_TRUE(Reads(StatusCode::kUnavailable)) << last_.status();
  StartPcscd();
  EXPECT_THAT(reader_.ReadUid(), StatusIs(StatusCode::kNotFound));
}

}  // namespace
}  // namespace blangko::printer
