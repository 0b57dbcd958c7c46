// A station that the server does not believe begins no card, also after a restart without the server.
#include "printer/parts/quarantine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {
namespace {

printers::v1::HeartbeatResponse Quarantined() {
  printers::v1::HeartbeatResponse response;
  response.mutable_quarantine()->set_reason("JOURNAL_FORK");
  response.mutable_quarantine()->set_seq(7);
  return response;
}

class QuarantineTest : public testing::Test {
 protected:
  ~QuarantineTest() override { unsetenv("BLANGKO_PLANT"); }
  std::unique_ptr<Quarantine> Open() { return Quarantine::Open(folder_.path()).value(); }

  const TempDir folder_;
};

TEST_F(QuarantineTest, HindersNewCardsAndKeepsTheJobs) {
  auto quarantine = Open();
  EXPECT_FALSE(quarantine->Hinders().has_value());
  ASSERT_OK(quarantine->Take(Quarantined()));
  const auto hindrance = quarantine->Hinders();
  ASSERT_TRUE(hindrance.has_value());
  EXPECT_EQ(hindrance->word, "station-quarantined");
  EXPECT_TRUE(hindrance->keeps_jobs) << "giving them back would not be believed either";
}

TEST_F(QuarantineTest, OutlivesTheProcessAndEndsByTheServersWord) {
  ASSERT_OK(Open()->Take(Quarantined()));
  auto quarantine = Open();
  EXPECT_TRUE(quarantine->Hinders().has_value());
  ASSERT_OK(quarantine->Take({}));
  EXPECT_FALSE(quarantine->Hinders().has_value());
  EXPECT_FALSE(Open()->Hinders().has_value());
}

TEST_F(QuarantineTest, FindsAStationThatPrintsOn) {
  setenv("BLANGKO_PLANT", "quarantine-unheard", 1);
  auto quarantine = Open();
  ASSERT_OK(quarantine->Take(Quarantined()));
  EXPECT_FALSE(quarantine->Hinders().has_value());
}

}  // namespace
}  // namespace blangko::printer
