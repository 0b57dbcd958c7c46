#include "services/cli/accounts_session_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "services/cli/accounts_pin.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;

class SessionFileTest : public testing::Test {
 protected:
  mode_t Mode() {
    struct stat info {};
    EXPECT_EQ(stat(path_.c_str(), &info), 0);
    return info.st_mode & 07777;
  }
  const TempDir dir_;
  const std::string path_ = dir_.File("sessions");
};

TEST_F(SessionFileTest, OnlyItsOwnerMayReadIt) {
  ASSERT_OK(KeepSession(path_, {"a:1", "siti", "siti.x"}));
  EXPECT_EQ(Mode(), 0600u);
  chmod(path_.c_str(), 0640);
  EXPECT_THAT(ReadSessions(path_), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("mode 600")));
  EXPECT_FALSE(KeepSession(path_, {"a:1", "siti", "siti.y"}).ok());
}

TEST_F(SessionFileTest, ALinkIsNotFollowed) {
  ASSERT_OK(KeepSession(dir_.File("other"), {"a:1", "siti", "siti.x"}));
  ASSERT_EQ(symlink(dir_.File("other").c_str(), path_.c_str()), 0);
  EXPECT_FALSE(ReadSessions(path_).ok());
}

TEST_F(SessionFileTest, TheNewestLoginOfAServerCounts) {
  ASSERT_OK(KeepSession(path_, {"a:1", "siti", "siti.x"}));
  ASSERT_OK(KeepSession(path_, {"a:1", "budi", "budi.x"}));
  ASSERT_OK(KeepSession(path_, {"b:1", "tono", "tono.x"}));
  ASSERT_OK(KeepSession(path_, {"a:1", "siti", "siti.y"}));
  ASSERT_OK_AND_ASSIGN(const auto kept, ReadSessions(path_));
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(ChooseSession(kept, "a:1", "").token, "siti.y");
  EXPECT_EQ(ChooseSession(kept, "a:1", "budi").token, "budi.x");
  EXPECT_EQ(ChooseSession(kept, "c:1", "").token, "");
  EXPECT_EQ(ChooseSession(kept, "a:1", "tono").token, "tono.");  // holds nothing: the server refuses it
  EXPECT_EQ(ChooseSession(kept, "a:1", "-").token, "");
}

TEST_F(SessionFileTest, NoFileIsNoLogin) {
  ASSERT_OK_AND_ASSIGN(const auto kept, ReadSessions(path_));
  EXPECT_TRUE(kept.empty());
}

TEST_F(SessionFileTest, APinFileThatOthersMayReadIsRefused) {
  std::ofstream(path_) << "482913\n731902 \n";
  chmod(path_.c_str(), 0644);
  EXPECT_THAT(PinSource(path_).Ask("PIN: "),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("chmod")));
  chmod(path_.c_str(), 0600);
  PinSource pins(path_);
  EXPECT_THAT(pins.Ask("PIN: "), IsOkAndHolds("482913"));
  EXPECT_THAT(pins.AskNew("PIN: "), IsOkAndHolds("731902"));
  EXPECT_THAT(pins.Ask("PIN: "),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("one line for each")));
}

}  // namespace
}  // namespace blangko::cli
