// What is looked at before a directory is opened: files, manifest, rows, room; and the loss that two persons accepted.
#include <gtest/gtest.h>

#include <algorithm>

#include "storage/disk_space.h"
#include "storage/layers/meta.h"
#include "storage/rocks/ballast.h"
#include "storage/rocks/rocks_fixture.h"
#include "storage/row_codec.h"
#include "storage/store_damage.h"
#include "storage/store_format.h"
#include "storage/store_look.h"

namespace blangko::storage {
namespace {

class RocksOpeningTest : public RocksStoreTest {
 protected:
  // A directory whose rows are of that format, closed again.
  void PutFormat(uint64_t format) {
    auto store = Open();
    ASSERT_OK(store);
    ASSERT_OK((*store)->Update("test.format", [&](Txn& txn) {
      rows::v1::MetaRow meta;
      meta.set_store_id("store");
      meta.set_format(format);
      txn.Put(MetaKey(), EncodeRow(meta));
      return absl::OkStatus();
    }));
  }
};

TEST_F(RocksOpeningTest, WhatWasFoundTravelsInTheStatus) {
  Fill(10);
  const fs::path log = NewestLog();
  fs::resize_file(log, fs::file_size(log) - 1);
  const auto damage = DamageOf(Open().status());
  ASSERT_TRUE(damage.has_value());
  EXPECT_EQ(damage->found, 9U);
  EXPECT_EQ(damage->acknowledged, 10U);
  EXPECT_EQ(LostGroups(*damage), "10-10");
  fs::resize_file(directory_ + "/witness", 10);
  EXPECT_EQ(LostGroups(DamageOf(Open().status()).value_or(StoreDamage())), "10-unknown");
}

TEST_F(RocksOpeningTest, AnAcceptedLossIsAFactWithItsFirstCommit) {
  Fill(10);
  const fs::path log = NewestLog();
  fs::resize_file(log, fs::file_size(log) - 1);
  const RocksOptions accept{.directory = directory_, .accepted_loss = AcceptedLoss{"10-10", 2}};
  { ASSERT_OK(OpenRocksStore(accept)); }  // died before the commit
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
  {
    auto store = OpenRocksStore(accept);
    ASSERT_OK(store);
    ASSERT_OK(PutRow(**store, 11));
    EXPECT_EQ((*store)->DurableRevision(), 11U) << "group 10 was told to somebody";
  }
  auto store = Open();
  ASSERT_OK(store);
  EXPECT_FALSE(HasRow(**store, 10));
  EXPECT_TRUE(HasRow(**store, 11));
}

TEST_F(RocksOpeningTest, ADatabaseFromBeforeAnAcceptedLossIsNotOpened) {
  Fill(3);
  fs::copy(directory_ + "/db", dir_.File("old"), fs::copy_options::recursive);
  fs::remove(directory_ + "/witness");
  {
    auto store = OpenRocksStore({.directory = directory_, .accepted_loss = AcceptedLoss{"4-unknown", 2}});
    ASSERT_OK(store);
    ASSERT_OK(PutRow(**store, 4));
  }
  fs::remove_all(directory_ + "/db");
  fs::copy(dir_.File("old"), directory_ + "/db", fs::copy_options::recursive);
  ExpectRefused("the database is of epoch 1, the commit witness of epoch 2");
}

TEST_F(RocksOpeningTest, BelowTheFreeSpaceFloorWorkIsRefusedAndReadsGoOn) {
  Fill(1);
  auto store = OpenRocksStore({.directory = directory_, .free_space_floor = uint64_t{1} << 60});
  ASSERT_OK(store);
  EXPECT_THAT(PutRow(**store, 2), StatusIs(absl::StatusCode::kUnavailable,
                                           AllOf(HasSubstr("almost full"), HasSubstr(directory_))));
  EXPECT_TRUE(HasRow(**store, 1));
}

TEST_F(RocksOpeningTest, BallastIsKeptAndCanBeGivenUp) {
  { ASSERT_OK(OpenRocksStore({.directory = directory_, .keep_ballast = true})); }
  EXPECT_EQ(fs::file_size(directory_ + "/ballast"), kBallastBytes);
  EXPECT_THAT(GiveUpBallast(dir_.File("other")),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("no store in")));
  {
    const auto open = Open();
    EXPECT_THAT(GiveUpBallast(directory_), StatusIs(absl::StatusCode::kFailedPrecondition));
  }
  EXPECT_THAT(GiveUpBallast(directory_), IsOkAndHolds(kBallastBytes));
  EXPECT_THAT(GiveUpBallast(directory_), StatusIs(absl::StatusCode::kNotFound));
  const RocksOptions full{
      .directory = directory_, .free_space_floor = uint64_t{1} << 60, .keep_ballast = true};
  { ASSERT_OK(OpenRocksStore(full)); }
  EXPECT_FALSE(fs::exists(directory_ + "/ballast")) << "there is no room for it";
}

TEST_F(RocksOpeningTest, DamageThatNobodyReadsIsNotOpened) {
  {
    auto store = Open();
    ASSERT_OK(store);
    for (int row = 1; row <= 3; ++row)
      ASSERT_OK(PutRow(**store, row, std::string(200'000, static_cast<char>(row))));
  }
  { ASSERT_OK(Open()); }  // what was in the log is in a table file now
  fs::path table;
  for (const auto& entry : fs::directory_iterator(directory_ + "/db")) {
    if (entry.path().extension() == ".sst") table = entry.path();
  }
  FlipMiddle(table);
  ExpectRefused("its checksum does not fit");
}

// The newest group is in the log; what came before it is in a table file that the older manifest does not name.
TEST_F(RocksOpeningTest, AnOlderManifestIsNotOpened) {
  Fill(10);
  fs::copy(directory_ + "/db", dir_.File("old"));
  Fill(1);
  fs::path newest;
  for (const auto& entry : fs::directory_iterator(directory_ + "/db")) {
    if (entry.path().filename().string().starts_with("MANIFEST")) newest = std::max(newest, entry.path());
  }
  for (const auto& entry : fs::directory_iterator(dir_.File("old"))) {
    if (entry.path().filename().string().starts_with("MANIFEST"))
      fs::copy(entry.path(), newest, fs::copy_options::overwrite_existing);
  }
  ExpectRefused("is not the manifest that was written");
}

TEST_F(RocksOpeningTest, AStoreOfANewerReleaseIsRefusedByNameAndLeftAlone) {
  PutFormat(kFormatRead + 1);
  const auto before = Files();
  const auto refused =
      StatusIs(absl::StatusCode::kUnimplemented,
               AllOf(HasSubstr("is of format 2, want at most 1"), HasSubstr("nothing was changed")));
  EXPECT_THAT(Open(), refused);
  EXPECT_THAT(LookAtStore(directory_).status(), refused) << "fsck, accept-loss and restore";
  EXPECT_TRUE(before == Files());
  EXPECT_EQ(NewerFormatOf(Open().status()), (NewerFormat{.got = kFormatRead + 1, .want = kFormatRead}));
}

TEST_F(RocksOpeningTest, ANewerReleaseIsNamedBeforeALossIs) {
  PutFormat(kFormatRead + 1);
  fs::remove(directory_ + "/witness");
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("a newer release wrote it")));
}

TEST_F(RocksOpeningTest, AStoreOfThisFormatIsOpened) {
  PutFormat(kFormatRead);
  EXPECT_OK(Open());
  EXPECT_OK(LookAtStore(directory_));
}

TEST_F(RocksOpeningTest, ACheckOfTheCallerKeepsItShut) {
  Fill(1);
  const auto before = Files();
  const RowCheck bad = [](Snapshot& rows) -> absl::Status {
    EXPECT_TRUE(rows.Get(KeyOf(1))->has_value());
    return absl::DataLossError("row 1 is wrong");
  };
  EXPECT_THAT(OpenRocksStore({.directory = directory_, .check_rows = bad}),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("row 1 is wrong")));
  EXPECT_TRUE(before == Files());
}

}  // namespace
}  // namespace blangko::storage
