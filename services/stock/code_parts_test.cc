#include "services/stock/code_parts.h"

#include <gtest/gtest.h>

#include <string>

#include "services/access/actor.h"

namespace blangko::stock {
namespace {

TEST(CodePartsTest, CountsParts) {
  EXPECT_EQ(CodeParts(""), 0);
  EXPECT_EQ(CodeParts("14"), 1);
  EXPECT_EQ(CodeParts("14.05.02.2003"), 4);
  EXPECT_EQ(CodeParts("14.05-gudang"), 3);
}

TEST(CodePartsTest, SharesWholePartsOnly) {
  EXPECT_EQ(SharedParts("14.05.02", "14.05.03"), 2);
  EXPECT_EQ(SharedParts("14.05", "14.05.02"), 2);
  EXPECT_EQ(SharedParts("14.05", "14.051"), 1);
  EXPECT_EQ(SharedParts("14.05-gudang", "14.05.02"), 2);
  EXPECT_EQ(SharedParts("14", "31"), 0);
  EXPECT_EQ(SharedParts("", "14"), 0);
}

// The rule by which an area's equation is computed.
TEST(CodePartsTest, AnAreaCoversTwoOfficesWhenTheyShareAsManyParts) {
  const std::string codes[] = {"14",         "14.05",           "14.051",   "14.05.02", "14.05-gudang",
                               "14.05.02-1", "14.05-gudang.02", "14.06.02", "31"};
  for (const std::string& area : codes) {
    for (const std::string& a : codes) {
      for (const std::string& b : codes) {
        if (!access::Covers(area, a)) continue;
        EXPECT_EQ(access::Covers(area, b), SharedParts(a, b) >= CodeParts(area))
            << area << " " << a << " " << b;
      }
    }
  }
}

}  // namespace
}  // namespace blangko::stock
