// The scrub finds damage that nobody has read, goes on after a restart, and comes back after a week.
#include "storage/rocks/scrub.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/rocks_options.h"
#include "storage/rocks/rocks_store.h"
#include "tests/support/child_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr ScrubRules kFast{.bytes_per_second = uint64_t{1} << 40};

// A database with three table files.
std::unique_ptr<rocksdb::DB> OpenThreeFiles(const std::string& path) {
  rocksdb::DB* opened = nullptr;
  EXPECT_TRUE(rocksdb::DB::Open(WritableOptions(fs::path(path).parent_path().string()), path, &opened).ok());
  std::unique_ptr<rocksdb::DB> db(opened);
  for (int file = static_cast<int>(TableFilesOf(*db).size()); file < 3; ++file) {
    EXPECT_TRUE(db->Put({}, absl::StrCat("row ", file), "x").ok());
    EXPECT_TRUE(db->Flush({}).ok());
  }
  return db;
}

void Flip(const std::string& path) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(10);
  const char byte = static_cast<char>(file.get() ^ 1);
  file.seekp(10);
  file.put(byte);
}

// Nobody scrubs it: the database itself meets the damage in its background work.
TEST(ScrubChild, DISABLED_CompactsADamagedFile) {
  const std::string directory = ChildArgument();
  const auto db = OpenThreeFiles(directory + "/db");
  for (const TableFile& file : TableFilesOf(*db)) Flip(file.path);
  rocksdb::CompactRangeOptions everything;
  everything.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  db->CompactRange(everything, nullptr, nullptr).PermitUncheckedError();
}

TEST(ScrubChild, DISABLED_ReadsADamagedFile) {
  const std::string directory = ChildArgument();
  const auto db = OpenThreeFiles(directory + "/db");
  Flip(TableFilesOf(*db).back().path);
  TestClock clock;
  ScrubProgress progress;
  Scrub scrub(*db, directory, kFast, clock, progress);
  while (scrub.RunOnce()) {
  }
}

class ScrubTest : public testing::Test {
 protected:
  const TempDir dir_;
  const std::string directory_ = dir_.path();
  TestClock clock_;
  ScrubProgress progress_;
};

TEST_F(ScrubTest, ReadsEveryFileOnceAWeek) {
  const auto db = OpenThreeFiles(directory_ + "/db");
  Scrub scrub(*db, directory_, kFast, clock_, progress_);
  int files = 0;
  while (scrub.RunOnce()) ++files;
  EXPECT_EQ(files, 3);
  EXPECT_GT(progress_.bytes, 0U);
  EXPECT_EQ(progress_.finished_micros, absl::ToUnixMicros(clock_.Now()));
  clock_.Advance(absl::Hours(24 * 6));
  EXPECT_FALSE(scrub.RunOnce());
  clock_.Advance(absl::Hours(24));
  EXPECT_TRUE(scrub.RunOnce());
}

TEST_F(ScrubTest, ARestartGoesOnWhereItStopped) {
  const auto db = OpenThreeFiles(directory_ + "/db");
  {
    Scrub scrub(*db, directory_, kFast, clock_, progress_);
    EXPECT_TRUE(scrub.RunOnce());
  }
  Scrub again(*db, directory_, kFast, clock_, progress_);
  int files = 0;
  while (again.RunOnce()) ++files;
  EXPECT_EQ(files, 2);
}

TEST_F(ScrubTest, DamageEndsTheProcessAndIsRemembered) {
  const ChildResult child = RunChildTest("ScrubChild.DISABLED_ReadsADamagedFile", directory_);
  EXPECT_EQ(child.exit_code, kDiskFailedExitCode) << child.output;
  EXPECT_THAT(child.output, HasSubstr("store.damaged"));
  EXPECT_THAT(child.output, HasSubstr("berkas penyimpanan rusak"));
  EXPECT_TRUE(fs::exists(DamagedPath(directory_)));
}

TEST_F(ScrubTest, DamageThatTheDatabaseMeetsIsNotCalledAFullDisk) {
  const ChildResult child = RunChildTest("ScrubChild.DISABLED_CompactsADamagedFile", directory_);
  EXPECT_EQ(child.exit_code, kDiskFailedExitCode) << child.output;
  EXPECT_THAT(child.output, HasSubstr("store.damaged"));
  EXPECT_THAT(child.output, HasSubstr("A file of the store is damaged"));
  EXPECT_THAT(child.output, HasSubstr(".sst")) << "which";
  EXPECT_TRUE(fs::exists(DamagedPath(directory_))) << "the next start reads everything";
}

TEST_F(ScrubTest, AfterASuspicionThatWasWrongTheStoreOpensAgain) {
  const RocksOptions options{.directory = dir_.File("store")};
  { ASSERT_OK(OpenRocksStore(options)); }
  std::ofstream(DamagedPath(options.directory)) << "table file 7\n";
  ASSERT_OK(OpenRocksStore(options));
  EXPECT_FALSE(fs::exists(DamagedPath(options.directory)));
}

}  // namespace
}  // namespace blangko::storage
