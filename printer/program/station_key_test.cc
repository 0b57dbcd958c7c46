#include "printer/program/station_key.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::printer {
namespace {

TEST(StationKey, IsMadeOnceAndNeverReplaced) {
  const TempDir folder;
  const SigningKey key = LoadOrMakeKey(folder.path()).value();
  EXPECT_EQ(LoadOrMakeKey(folder.path())->seed, key.seed);
  const auto mode = std::filesystem::status(folder.File("station.key")).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(folder.File("station.key")) << "00ff\n";
  EXPECT_THAT(LoadOrMakeKey(folder.path()), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace blangko::printer
