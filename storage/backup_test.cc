// A backup is whole, or it is none; and what becomes of a damaged one.
#include "storage/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/rng.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/store_look.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::storage {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    auto opened = OpenStore("rocks:" + directory_);
    EXPECT_OK(opened);
    store_ = *std::move(opened);
    SeededRng rng(7);
    IdSource ids(clock_, rng);
    EXPECT_OK(OpenMeta(*store_, ids, clock_.Now()));
    for (int i = 0; i < 200; ++i) Put(absl::StrCat("row", i), std::string(200, 'x'));
  }

  void Put(const std::string& key, const std::string& value) {
    EXPECT_OK(store_->Update("test.put", [&](Txn& txn) {
      txn.Put(key, value);
      return absl::OkStatus();
    }));
  }
  static void Damage(const fs::path& file) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    bytes.put('\x5a');
  }
  fs::path TableFile() const {
    for (const auto& file : fs::directory_iterator(backup_ + "/db")) {
      if (file.path().extension() == ".sst") return file.path();
    }
    return {};
  }
  static std::string WordsOf(const absl::Status& status) { return std::string(status.message()); }

  TempDir dir_;
  const std::string directory_ = dir_.File("store");
  const std::string backup_ = dir_.File("backup");
  TestClock clock_;
  std::unique_ptr<Store> store_;
};

TEST_F(BackupTest, ItHoldsWhatWasDurableAndOpensAsAStore) {
  ASSERT_OK_AND_ASSIGN(const auto manifest, WriteBackup(*store_, backup_, clock_.Now()));
  EXPECT_EQ(manifest.group(), store_->DurableRevision());
  Put("after", "x");
  ASSERT_OK_AND_ASSIGN(const auto checked, CheckBackup(backup_));
  EXPECT_EQ(checked.hash(), manifest.hash());
  EXPECT_FALSE(fs::exists(directory_ + "/checkpoints/backup-0"));
  EXPECT_TRUE(fs::is_empty(directory_ + "/checkpoints"));
  const std::string copy = dir_.File("copy");
  ASSERT_OK(CopyBackup(backup_, copy));
  ASSERT_OK_AND_ASSIGN(const auto restored, OpenStore("rocks:" + copy));
  EXPECT_EQ(restored->DurableRevision(), manifest.group());
  EXPECT_OK(restored->View([](Snapshot& rows) -> absl::Status {
    EXPECT_TRUE(rows.Get("row199")->has_value());
    EXPECT_FALSE(rows.Get("after")->has_value());
    return absl::OkStatus();
  }));
}

TEST_F(BackupTest, ItIsNotMadeInsideTheStoreOrWhereNoFolderIs) {
  for (const std::string inside : {"/b1", "/db/bk", "/../store/b1"})
    EXPECT_THAT(WordsOf(WriteBackup(*store_, directory_ + inside, clock_.Now()).status()),
                HasSubstr("inside the data folder"))
        << inside;
  EXPECT_THAT(WordsOf(WriteBackup(*store_, dir_.File("usb") + "/today", clock_.Now()).status()),
              HasSubstr("is the disk mounted?"));
  EXPECT_FALSE(fs::exists(dir_.File("usb")));
  EXPECT_FALSE(fs::exists(directory_ + "/b1"));
  EXPECT_OK(WriteBackup(*store_, directory_ + "-backup", clock_.Now())) << "its name begins alike";
}

TEST_F(BackupTest, TheNextEpochOfACopyBeginsWithItsFirstCommit) {
  ASSERT_OK(WriteBackup(*store_, backup_, clock_.Now()));
  ASSERT_OK(CopyBackup(backup_, dir_.File("copy")));
  uint64_t epoch = 0;
  {
    ASSERT_OK_AND_ASSIGN(const StoreLook look, LookAtStore(dir_.File("copy")));
    EXPECT_FALSE(look.damage.has_value());
    epoch = look.next_epoch;
  }
  EXPECT_EQ(epoch, 2u);
  {
    ASSERT_OK_AND_ASSIGN(const auto store, OpenAfterLoss(dir_.File("copy"), {.groups = "", .epoch = epoch}));
    EXPECT_OK(store->Update("test.put", [](Txn& txn) {
      txn.Put("first", "x");
      return absl::OkStatus();
    }));
  }
  ASSERT_OK_AND_ASSIGN(const StoreLook look, LookAtStore(dir_.File("copy")));
  EXPECT_FALSE(look.damage.has_value());
  EXPECT_EQ(look.next_epoch, 3u);
}

TEST_F(BackupTest, WhatIsDamagedIsNoBackup) {
  ASSERT_OK(WriteBackup(*store_, backup_, clock_.Now()));
  Damage(TableFile());
  EXPECT_THAT(WordsOf(CheckBackup(backup_).status()), HasSubstr("is not what was written"));
  EXPECT_THAT(WordsOf(CopyBackup(backup_, dir_.File("copy")).status()), HasSubstr("is not what was written"));
  fs::remove(TableFile());
  EXPECT_THAT(WordsOf(CheckBackup(backup_).status()), HasSubstr("cannot be read"));
  fs::remove(backup_ + "/backup.textproto");
  EXPECT_THAT(WordsOf(CheckBackup(backup_).status()), HasSubstr("only a part of one"));
}

TEST_F(BackupTest, WhatADeadProcessLeftIsRemovedAtTheNextOpening) {
  ASSERT_OK_AND_ASSIGN(const std::string left, store_->Checkpoint("left"));
  ASSERT_OK_AND_ASSIGN(const std::string kept, store_->Checkpoint(absl::StrCat(kKeptCheckpoint, "1")));
  EXPECT_EQ(store_->Checkpoint("left").status().code(), absl::StatusCode::kAlreadyExists);
  store_.reset();
  ASSERT_OK_AND_ASSIGN(store_, OpenStore("rocks:" + directory_));
  EXPECT_FALSE(fs::exists(left));
  EXPECT_EQ(fs::path(kept).parent_path().string(), CheckpointsOf("rocks:" + directory_));
  ASSERT_OK_AND_ASSIGN(const StoreLook look, LookAtStore(kept));
  ASSERT_NE(look.rows, nullptr);
  EXPECT_TRUE(look.rows->Get("row199")->has_value());
}

TEST_F(BackupTest, NothingIsOverwritten) {
  ASSERT_OK(WriteBackup(*store_, backup_, clock_.Now()));
  EXPECT_THAT(WordsOf(WriteBackup(*store_, backup_, clock_.Now()).status()), HasSubstr("exists already"));
  EXPECT_THAT(WordsOf(CopyBackup(backup_, directory_).status()), HasSubstr("holds a store already"));
  EXPECT_FALSE(fs::exists(backup_ + ".partial"));
}

}  // namespace
}  // namespace blangko::storage
