#include "base/failpoint.h"

#include <gtest/gtest.h>

namespace blangko {
namespace {

class FailpointTest : public testing::Test {
 protected:
  ~FailpointTest() override { SetFailpoints(""); }
};

TEST_F(FailpointTest, OffByDefault) { EXPECT_FALSE(BLANGKO_FAILPOINT("test.a")); }

TEST_F(FailpointTest, FailsAtEveryPassOrAtOne) {
  SetFailpoints("test.a=error, test.b=error@2");
  EXPECT_TRUE(BLANGKO_FAILPOINT("test.a"));
  EXPECT_TRUE(BLANGKO_FAILPOINT("test.a"));
  EXPECT_FALSE(BLANGKO_FAILPOINT("test.b"));
  EXPECT_TRUE(BLANGKO_FAILPOINT("test.b"));
  EXPECT_FALSE(BLANGKO_FAILPOINT("test.b"));
  EXPECT_FALSE(BLANGKO_FAILPOINT("test.c"));
}

TEST_F(FailpointTest, SleepGoesOn) {
  SetFailpoints("test.a=sleep:1");
  EXPECT_FALSE(BLANGKO_FAILPOINT("test.a"));
}

using FailpointDeathTest = FailpointTest;

TEST_F(FailpointDeathTest, EndsTheProcess) {
  SetFailpoints("test.a=exit,test.b=abort");
  EXPECT_EXIT(BLANGKO_FAILPOINT("test.a"), testing::ExitedWithCode(kFailpointExitCode), "name=test.a");
  EXPECT_EXIT(BLANGKO_FAILPOINT("test.b"), testing::KilledBySignal(SIGABRT), "name=test.b");
}

TEST_F(FailpointDeathTest, AMistypedWordIsNotPassedOver) {
  EXPECT_DEATH(SetFailpoints("test.a=explode"), "not_understood");
  EXPECT_DEATH(SetFailpoints("test.a=exit@x"), "not_understood");
}

}  // namespace
}  // namespace blangko
