#include "services/stock/application_version.h"

#include <gtest/gtest.h>

namespace blangko::stock {
namespace {

TEST(ApplicationVersionTest, AStationThatTellsNoneFitsLotsWithoutAMinimum) {
  rows::v1::Lot lot;
  EXPECT_TRUE(CanEncode("", lot));
  lot.set_minimum_application_version("8.2.1");
  EXPECT_FALSE(CanEncode("", lot));
  EXPECT_FALSE(CanEncode("8.2", lot));
  EXPECT_TRUE(CanEncode("8.2.1", lot));
}

}  // namespace
}  // namespace blangko::stock
