// Accounts, logins and PINs as they are typed, against a node in this process.
#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/cli/errors.h"
#include "services/cli/typed_command_fixture.h"
#include "services/node/node.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

class AccountsCommandsTest : public testing::Test {
 protected:
  void SetUp() override {
    node::Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("memory:");
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, node::Node::Start(node::WithDefaults(config), clock_, rng_));
  }

  std::string Run(const std::string& line, const std::vector<std::string>& pins = {}) {
    return TypeCommand({node_->address(), "budi", dir_}, line, pins);
  }
  void GivenSiti() {
    Run("accounts add siti --role administrator", {"913482"});
    EXPECT_THAT(Run("login siti", {"913482", "482913"}), HasSubstr("account:siti"));
  }

  const TempDir dir_;
  SystemClock clock_;
  SystemRng rng_;
  std::unique_ptr<node::Node> node_;
};

TEST_F(AccountsCommandsTest, FromTheFirstAccountToTheSecond) {
  EXPECT_THAT(Run("whoami"), HasSubstr("local:budi"));
  GivenSiti();
  EXPECT_THAT(Run("whoami"), HasSubstr("account:siti"));
  EXPECT_THAT(Run("accounts add tono --role administrator", {"482913", "913482"}), HasSubstr("tono"));
  EXPECT_THAT(Run("accounts list --output csv"), HasSubstr("tono,ADMINISTRATOR,,ACTIVE,true,"));
}

TEST_F(AccountsCommandsTest, AWrongPinIsRefusedAndKeepsNoSession) {
  GivenSiti();
  Run("logout");
  EXPECT_EQ(Run("login siti", {"482914"}), "LOGIN_REFUSED");
  EXPECT_THAT(Run("whoami"), HasSubstr("local:budi"));
}

TEST_F(AccountsCommandsTest, AsChoosesTheLoginAndNeverFallsBackToTheLocalOperator) {
  GivenSiti();
  Run("accounts add tono --role administrator", {"482913", "913482"});
  EXPECT_THAT(Run("login tono", {"913482", "731902"}), HasSubstr("account:tono"));
  EXPECT_THAT(Run("whoami"), HasSubstr("account:tono"));
  EXPECT_THAT(Run("whoami --as siti"), HasSubstr("account:siti"));
  EXPECT_THAT(Run("whoami --as -"), HasSubstr("local:budi"));
  EXPECT_EQ(Run("whoami --as rudi"), "SESSION_ENDED");
}

TEST_F(AccountsCommandsTest, LogoutEndsTheSessionHereAndThere) {
  GivenSiti();
  ASSERT_OK_AND_ASSIGN(const auto kept, ReadSessions(dir_.File("sessions")));
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_THAT(Run("logout"), HasSubstr("siti"));
  EXPECT_OK(KeepSession(dir_.File("sessions"), kept[0]));
  EXPECT_EQ(Run("whoami"), "SESSION_ENDED");
  EXPECT_THAT(Run("logout"), HasSubstr("siti"));  // one that holds no more is put away as well
  EXPECT_THAT(Run("whoami"), HasSubstr("local:budi"));
}

TEST_F(AccountsCommandsTest, AnExpiredLoginIsNoHindranceToANewOne) {
  GivenSiti();
  EXPECT_THAT(Run("accounts pin", {"482913", "731902"}), HasSubstr("masuk lagi"));
  EXPECT_EQ(Run("whoami"), "SESSION_ENDED");
  EXPECT_THAT(Run("login siti", {"731902"}), HasSubstr("account:siti"));
}

TEST_F(AccountsCommandsTest, AFileWithMorePinsThanAreAskedForIsRefused) {
  EXPECT_EQ(Run("accounts add siti --role administrator", {"913482", "731902"}),
            "--pin-file: got 2 lines, want 1: one for each PIN that is asked for; nothing was done");
  EXPECT_THAT(Run("accounts list"), Not(HasSubstr("siti")));
}

TEST_F(AccountsCommandsTest, WithoutEnoughPinsNothingIsAsked) {
  EXPECT_THAT(Run("accounts add siti --role administrator", {}), HasSubstr("--pin-file"));
  EXPECT_THAT(Run("accounts list"), Not(HasSubstr("siti")));
}

}  // namespace
}  // namespace blangko::cli
