#include "base/dotted_version.h"

#include <gtest/gtest.h>

namespace blangko {
namespace {

TEST(DottedVersionTest, AVersionIsNumbersWithDots) {
  for (const char* good : {"8", "8.2", "8.2.1", "10.0.0.12"}) EXPECT_TRUE(IsDottedVersion(good)) << good;
  for (const char* bad : {"", ".", "8.", ".8", "8..2", "v8", "8.2-beta", "1.2.3.4.5", "1234567", " 8"}) {
    EXPECT_FALSE(IsDottedVersion(bad)) << bad;
  }
}

TEST(DottedVersionTest, VersionsAreComparedNumberByNumber) {
  EXPECT_LT(CompareVersions("8.2.1", "8.10"), 0);
  EXPECT_GT(CompareVersions("10", "9.9.9"), 0);
  EXPECT_EQ(CompareVersions("8.2", "8.2.0"), 0);
}

}  // namespace
}  // namespace blangko
