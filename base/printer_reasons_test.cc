#include "base/printer_reasons.h"

#include <gtest/gtest.h>

namespace blangko {
namespace {

TEST(Reasons, SuffixIsCutOff) {
  EXPECT_EQ(WithoutSuffix("media-empty-error"), "media-empty");
  EXPECT_EQ(WithoutSuffix("marker-supply-low-warning"), "marker-supply-low");
  EXPECT_EQ(WithoutSuffix("paused-report"), "paused");
  EXPECT_EQ(WithoutSuffix("cover-open"), "cover-open");
  EXPECT_EQ(WithoutSuffix("-error"), "-error");
}

TEST(Reasons, SomeStopPrinting) {
  EXPECT_TRUE(StopsPrinting("media-empty"));
  EXPECT_TRUE(StopsPrinting("cover-open"));
  EXPECT_FALSE(StopsPrinting("media-low"));
  EXPECT_FALSE(StopsPrinting(""));
}

}  // namespace
}  // namespace blangko
