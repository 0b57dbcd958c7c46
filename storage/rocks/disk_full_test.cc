// The rocks engine on a disk that fills up: a small file system of our own, so these tests need root.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/log.h"
#include "base/rng.h"
#include "storage/disk_space.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/rocks_store.h"
#include "tests/support/child_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::storage {
namespace {

using testing::HasSubstr;

// Bytes that do not compress.
std::string Noise(uint64_t seed) {
  SeededRng rng(seed);
  std::string noise(1'000'000, '\0');
  for (char& byte : noise) byte = static_cast<char>(rng.Next());
  return noise;
}

absl::Status PutMebibyte(Store& store, int row) {
  const std::string value = Noise(static_cast<uint64_t>(row));
  return store.Update("test.put", [&](Txn& txn) {
    txn.Put(absl::StrCat("row/", row), value);
    return absl::OkStatus();
  });
}

// The last row that the child said was acknowledged.
int LastAck(const std::string& output) {
  const std::string_view mark = "test.acknowledged row=";
  const size_t at = output.rfind(mark);
  return at == std::string::npos ? 0 : std::stoi(output.substr(at + mark.size()));
}

TEST(DiskFullChild, DISABLED_WritesUntilItEnds) {
  auto store = OpenRocksStore({.directory = ChildArgument(), .free_space_floor = 0});
  ASSERT_OK(store);
  for (int row = 1; row <= 1000; ++row) {
    ASSERT_OK(PutMebibyte(**store, row));
    Log(LogLevel::kInfo, "test.acknowledged", {{"row", row}});
  }
}

// A file system in memory with a size that can be changed.
class DiskFullTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "needs root to mount a small file system";
    mounted_ = Mount(0, "size=150m");
    if (!mounted_) GTEST_SKIP() << "no file system can be mounted here";
  }

  ~DiskFullTest() override {
    if (mounted_) umount2(disk_.path().c_str(), MNT_DETACH);
  }

  bool Mount(unsigned long flags, const char* size) {
    return mount("tmpfs", disk_.path().c_str(), "tmpfs", flags, size) == 0;
  }

  void Fill(const std::string& name, off_t mebibytes) {
    const int fd = open(disk_.File(name).c_str(), O_CREAT | O_WRONLY, 0600);
    ASSERT_EQ(posix_fallocate(fd, 0, mebibytes << 20), 0);
    close(fd);
  }

  TempDir disk_;
  bool mounted_ = false;
};

TEST_F(DiskFullTest, BelowTheFloorWritesAreRefusedUntilThereIsSpace) {
  auto store = OpenRocksStore({.directory = disk_.File("store")});
  ASSERT_OK(store);
  ASSERT_OK(PutMebibyte(**store, 1));
  Fill("filler", 60);
  const absl::Status refused = PutMebibyte(**store, 2);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable,
                                testing::AllOf(HasSubstr("almost full"), HasSubstr("64 MiB"))));
  ASSERT_TRUE(DiskSpaceOf(refused).has_value());
  EXPECT_EQ(DiskSpaceOf(refused)->floor_bytes, uint64_t{64} << 20);
  EXPECT_LT(DiskSpaceOf(refused)->free_bytes, uint64_t{64} << 20);
  EXPECT_EQ((*store)->DurableRevision(), 1U);
  std::filesystem::remove(disk_.File("filler"));
  EXPECT_OK(PutMebibyte(**store, 2));
}

TEST_F(DiskFullTest, ADiskThatIsFullEndsTheProcessAndLosesNothing) {
  const ChildResult child = RunChildTest("DiskFullChild.DISABLED_WritesUntilItEnds", disk_.File("store"));
  EXPECT_TRUE(child.signal == SIGABRT || child.exit_code == kDiskFailedExitCode) << child.output;
  if (child.exit_code == kDiskFailedExitCode) {
    EXPECT_THAT(child.output, HasSubstr("Yang sudah dijawab tidak hilang"));
    EXPECT_THAT(child.output, HasSubstr("(exit code 74)"));
  }
  const int acknowledged = LastAck(child.output);
  ASSERT_GT(acknowledged, 10);
  ASSERT_TRUE(Mount(MS_REMOUNT, "size=400m"));
  auto store = OpenRocksStore({.directory = disk_.File("store")});
  ASSERT_OK(store);
  for (int row = 1; row <= acknowledged; ++row) {
    EXPECT_OK((*store)->View([&](Snapshot& snapshot) {
      EXPECT_TRUE(snapshot.Get(absl::StrCat("row/", row)).value_or(std::nullopt).has_value()) << row;
      return absl::OkStatus();
    }));
  }
}

}  // namespace
}  // namespace blangko::storage
