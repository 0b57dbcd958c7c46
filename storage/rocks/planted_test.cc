// The checks of rocks_store_test.cc must catch the bugs that planted_on.cc can switch on.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "base/rng.h"
#include "storage/backup.h"
#include "storage/layers/meta.h"
#include "storage/rocks/rocks_store.h"
#include "storage/row_codec.h"
#include "storage/store_format.h"
#include "tests/support/child_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::storage {
namespace {

// A block of its own in a table file: the bytes do not compress.
std::string Noise() {
  SeededRng rng(1);
  std::string noise(10'000, '\0');
  for (char& byte : noise) byte = static_cast<char>(rng.Next());
  return noise;
}

TEST(PlantedChild, DISABLED_WritesOneRow) {
  auto store = OpenRocksStore({.directory = ChildArgument(), .free_space_floor = 0});
  ASSERT_OK(store);
  ASSERT_OK((*store)->Update("test.put", [](Txn& txn) {
    for (const char* row : {"row", "row 2", "row 3"}) txn.Put(row, Noise());
    return absl::OkStatus();
  }));
  Log(LogLevel::kInfo, "test.acknowledged");
  _exit(0);
}

TEST(PlantedChild, DISABLED_Opens) {
  if (OpenRocksStore({.directory = ChildArgument()}).ok()) Log(LogLevel::kInfo, "test.opened");
}

class PlantedTest : public testing::Test {
 protected:
  // True when a row that was acknowledged is missing after the process died in the middle of its write.
  bool LosesAnAcknowledgedRow(const std::string& planted) {
    const ChildResult child =
        RunChildTest("PlantedChild.DISABLED_WritesOneRow", directory_,
                     {{"BLANGKO_PLANT", planted}, {"BLANGKO_FAILPOINTS", "rocks.before_write=sleep:200"}});
    const bool acknowledged = child.output.find("test.acknowledged") != std::string::npos;
    auto store = OpenRocksStore({.directory = directory_});
    EXPECT_OK(store);
    return acknowledged && (*store)->DurableRevision() == 0;
  }

  // True when a directory whose log was deleted opens as if nothing had happened.
  bool OpensWithoutItsLog(const std::string& planted) {
    RunChildTest("PlantedChild.DISABLED_WritesOneRow", directory_, {{"BLANGKO_PLANT", planted}});
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/db")) {
      if (entry.path().extension() == ".log") std::filesystem::remove(entry.path());
    }
    return OpenRocksStore({.directory = directory_}).ok();
  }

  // True when a directory opens in which a table file has another byte in its middle.
  bool OpensWithADamagedFile(const std::string& planted) {
    for (int time = 0; time < 2; ++time)  // what was in the log is in a table file at the second opening
      RunChildTest("PlantedChild.DISABLED_WritesOneRow", directory_);
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/db")) {
      if (entry.path().extension() != ".sst") continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
      file << "another";
    }
    const ChildResult child =
        RunChildTest("PlantedChild.DISABLED_Opens", directory_, {{"BLANGKO_PLANT", planted}});
    return child.output.find("test.opened") != std::string::npos;
  }

  // True when a backup passes in which a byte of every table file changed.
  bool ADamagedBackupIsBelieved() {
    auto store = OpenRocksStore({.directory = directory_, .free_space_floor = 0});
    EXPECT_OK(store);
    EXPECT_OK((*store)->Update("test.put", [](Txn& txn) {
      for (int row = 0; row < 9; ++row) txn.Put(std::string("row ") + static_cast<char>('0' + row), Noise());
      return absl::OkStatus();
    }));
    const std::string backup = dir_.File("backup");
    EXPECT_OK(WriteBackup(**store, backup, absl::UnixEpoch()));
    for (const auto& entry : std::filesystem::directory_iterator(backup + "/db")) {
      if (entry.path().extension() != ".sst") continue;
      std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(entry.file_size() / 2));
      file << "another";
    }
    return CheckBackup(backup).ok();
  }

  // True when a store opens that a newer release wrote.
  bool OpensAStoreOfANewerRelease() {
    {
      auto store = OpenRocksStore({.directory = directory_, .free_space_floor = 0});
      EXPECT_OK(store);
      EXPECT_OK((*store)->Update("test.newer", [](Txn& txn) {
        rows::v1::MetaRow meta;
        meta.set_format(kFormatRead + 1);
        PutRow(txn, MetaKey(), meta);
        return absl::OkStatus();
      }));
    }
    return OpenRocksStore({.directory = directory_, .free_space_floor = 0}).ok();
  }

  // True when a store whose database and witness were removed begins anew as if there had been none.
  bool AWipedStoreBeginsAnew(const std::string& planted) {
    RunChildTest("PlantedChild.DISABLED_WritesOneRow", directory_);
    std::filesystem::remove_all(directory_ + "/db");
    std::filesystem::remove(directory_ + "/witness");
    return Opens(planted);
  }

  // True when a store opens of which one half of the witness is gone, and the log with what that half said.
  bool OpensWithHalfAWitness(const std::string& planted) {
    {
      auto store = OpenRocksStore({.directory = directory_, .free_space_floor = 0});
      EXPECT_OK(store);
      EXPECT_OK((*store)->Update("test.put", [](Txn& txn) {
        txn.Put("row", "x");
        return absl::OkStatus();
      }));
      EXPECT_EQ((*store)->DurableRevision(), 1u);
    }
    std::fstream witness(directory_ + "/witness", std::ios::in | std::ios::out | std::ios::binary);
    witness.seekp(4096);  // where the odd groups stand
    witness << std::string(4096, '\0');
    witness.close();
    for (const auto& entry : std::filesystem::directory_iterator(directory_ + "/db")) {
      if (entry.path().extension() == ".log") std::filesystem::resize_file(entry.path(), 0);
    }
    return Opens(planted);
  }

  // True when a folder with a backup's list in it is served as a store.
  bool ServesABackup(const std::string& planted) {
    RunChildTest("PlantedChild.DISABLED_WritesOneRow", directory_);
    std::ofstream(directory_ + "/" + kBackupManifest) << "group: 1";
    return Opens(planted);
  }

  // True when a directory is opened in which a store was half made.
  bool ServesHalfARestore(const std::string& planted) {
    std::filesystem::create_directories(directory_ + "/restoring");
    return Opens(planted);
  }

  bool Opens(const std::string& planted) {
    const ChildResult child =
        RunChildTest("PlantedChild.DISABLED_Opens", directory_, {{"BLANGKO_PLANT", planted}});
    return child.output.find("test.opened") != std::string::npos;
  }

  TempDir dir_;
  const std::string directory_ = dir_.File("store");
};

TEST_F(PlantedTest, AWipedStoreIsFoundOut) { EXPECT_FALSE(AWipedStoreBeginsAnew("")); }
TEST_F(PlantedTest, CatchesAWipedStoreThatBeginsAnew) {
  EXPECT_TRUE(AWipedStoreBeginsAnew("wiped-store-begins-anew"));
}
TEST_F(PlantedTest, HalfAWitnessIsFoundOut) { EXPECT_FALSE(OpensWithHalfAWitness("")); }
TEST_F(PlantedTest, CatchesHalfAWitnessThatIsBelieved) {
  EXPECT_TRUE(OpensWithHalfAWitness("half-a-witness-believed"));
}
TEST_F(PlantedTest, ABackupIsFoundOut) { EXPECT_FALSE(ServesABackup("")); }
TEST_F(PlantedTest, CatchesABackupThatIsServed) { EXPECT_TRUE(ServesABackup("backup-served")); }
TEST_F(PlantedTest, HalfARestoreIsFoundOut) { EXPECT_FALSE(ServesHalfARestore("")); }
TEST_F(PlantedTest, CatchesHalfARestoreThatIsServed) {
  EXPECT_TRUE(ServesHalfARestore("half-a-restore-served"));
}

TEST_F(PlantedTest, NothingIsLostWithoutABug) { EXPECT_FALSE(LosesAnAcknowledgedRow("")); }

TEST_F(PlantedTest, AReplyBeforeTheWriteIsFoundOut) {
  EXPECT_TRUE(LosesAnAcknowledgedRow("reply-before-write"));
}

TEST_F(PlantedTest, ALostLogIsFoundOutWithoutABug) { EXPECT_FALSE(OpensWithoutItsLog("")); }

TEST_F(PlantedTest, AWitnessThatIsNotWrittenFindsNothingOut) {
  EXPECT_TRUE(OpensWithoutItsLog("witness-not-written"));
}

TEST_F(PlantedTest, ADamagedFileIsFoundOutWithoutABug) { EXPECT_FALSE(OpensWithADamagedFile("")); }

TEST_F(PlantedTest, ADamagedBackupIsFoundOutWithoutABug) { EXPECT_FALSE(ADamagedBackupIsBelieved()); }

TEST_F(PlantedTest, ABackupThatIsNotReadAgainIsBelieved) {
  setenv("BLANGKO_PLANT", "backup-not-read-again", 1);
  EXPECT_TRUE(ADamagedBackupIsBelieved());
  unsetenv("BLANGKO_PLANT");
}

TEST_F(PlantedTest, ANewerReleaseIsFoundOutWithoutABug) { EXPECT_FALSE(OpensAStoreOfANewerRelease()); }

TEST_F(PlantedTest, ANewerReleaseThatIsNotLookedForIsOpened) {
  setenv("BLANGKO_PLANT", "newer-store-opened", 1);
  EXPECT_TRUE(OpensAStoreOfANewerRelease());
  unsetenv("BLANGKO_PLANT");
}

TEST_F(PlantedTest, DamageThatIsNotLookedForIsServed) { EXPECT_TRUE(OpensWithADamagedFile("damage-served")); }

}  // namespace
}  // namespace blangko::storage
