#include "storage/disk_space.h"

#include <gtest/gtest.h>

#include "storage/store_damage.h"

namespace blangko::storage {
namespace {

constexpr uint64_t kGiB = uint64_t{1} << 30;

TEST(DiskSpace, TheFloorIsATenthWithinBounds) {
  EXPECT_EQ(DefaultFloor(2 * kGiB), kGiB);
  EXPECT_EQ(DefaultFloor(50 * kGiB), 5 * kGiB);
  EXPECT_EQ(DefaultFloor(4000 * kGiB), 10 * kGiB);
}

TEST(StoreDamage, TravelsInAStatusAsItIs) {
  const StoreDamage lost{
      .what = "groups are lost", .detail = "two", .found = 9, .acknowledged = 11, .tail_lost = true};
  EXPECT_EQ(DamageOf(StoreIsDamaged("/srv", lost)), lost);
  EXPECT_EQ(LostGroups(lost), "10-11");
  const StoreDamage unread{.what = "it does not open", .detail = "line 1 line 2"};
  EXPECT_EQ(DamageOf(StoreIsDamaged("/srv", unread)), unread);
  EXPECT_EQ(LostGroups(unread), "");
  EXPECT_EQ(DamageOf(absl::DataLossError("another")), std::nullopt);
}

}  // namespace
}  // namespace blangko::storage
