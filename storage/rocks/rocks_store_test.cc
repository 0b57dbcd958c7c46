// What only the rocks engine promises: nothing acknowledged is lost, however the process ends, and a directory that
// lost something is not opened. tests/conformance has what every engine promises.
#include "storage/rocks/rocks_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "base/failpoint.h"
#include "base/log.h"
#include "storage/rocks/fatal.h"
#include "storage/rocks/rocks_fixture.h"
#include "storage/store_damage.h"
#include "tests/support/child_process.h"

namespace blangko::storage {
namespace {

// Writes rows 1 to 20 one after the other and says each that was acknowledged.
TEST(RocksChild, DISABLED_WritesRows) {
  auto store = OpenRocksStore({.directory = ChildArgument(), .free_space_floor = 0});
  ASSERT_OK(store);
  for (int row = 1; row <= 20; ++row) {
    ASSERT_OK(PutRow(**store, row));
    Log(LogLevel::kInfo, "test.acknowledged", {{"row", row}});
  }
  _exit(0);  // the end of a process that is killed: nothing is closed
}

// The last row that a child said was acknowledged.
int LastAck(const std::string& output) {
  const std::string_view mark = "test.acknowledged row=";
  const size_t at = output.rfind(mark);
  return at == std::string::npos ? 0 : std::stoi(output.substr(at + mark.size()));
}

class RocksKillTest : public RocksStoreTest, public testing::WithParamInterface<const char*> {};

TEST_P(RocksKillTest, NothingAcknowledgedIsLost) {
  for (const int pass : {1, 2, 7}) {
    SCOPED_TRACE(pass);
    const ChildResult child =
        RunChildTest("RocksChild.DISABLED_WritesRows", directory_,
                     {{"BLANGKO_FAILPOINTS", absl::StrCat(GetParam(), "=exit@", pass)}});
    ASSERT_EQ(child.exit_code, kFailpointExitCode) << child.output;
    const int acknowledged = LastAck(child.output);
    EXPECT_LE(acknowledged, pass);
    EXPECT_GE(acknowledged, pass - 1);
    auto store = Open();
    ASSERT_OK(store);
    for (int row = 1; row <= acknowledged; ++row) EXPECT_TRUE(HasRow(**store, row)) << row;
    EXPECT_GE((*store)->DurableRevision(), static_cast<uint64_t>(acknowledged));
    store->reset();
    fs::remove_all(directory_);
  }
}

INSTANTIATE_TEST_SUITE_P(EachStepOfACommit, RocksKillTest,
                         testing::Values("rocks.before_write", "rocks.after_write", "rocks.after_witness",
                                         "rocks.after_reply"),
                         [](const auto& step) { return std::string(step.param).substr(6); });

TEST_F(RocksStoreTest, ADeathDuringTheFirstOpeningLeavesADirectoryThatOpens) {
  const ChildResult child = RunChildTest("RocksChild.DISABLED_WritesRows", directory_,
                                         {{"BLANGKO_FAILPOINTS", "rocks.before_open=exit"}});
  ASSERT_EQ(child.exit_code, kFailpointExitCode) << child.output;
  EXPECT_OK(Open());
}

TEST_F(RocksStoreTest, AFailedWriteEndsTheProcessAndIsNotAnswered) {
  for (const char* step : {"rocks.before_write", "rocks.after_write", "rocks.after_witness"}) {
    const ChildResult child = RunChildTest("RocksChild.DISABLED_WritesRows", directory_,
                                           {{"BLANGKO_FAILPOINTS", absl::StrCat(step, "=error@3")}});
    EXPECT_EQ(child.exit_code, kDiskFailedExitCode) << child.output;
    EXPECT_EQ(LastAck(child.output), 2);
    EXPECT_THAT(child.output, AllOf(HasSubstr("store.disk_failed"), HasSubstr("free space")));
  }
}

TEST_F(RocksStoreTest, ReadersSeeAGroupOnlyAfterItsWrite) {
  auto store = Open();
  ASSERT_OK(store);
  SetFailpoints("rocks.before_write=sleep:300");
  std::atomic<bool> ran = false;
  std::thread writer([&] {
    EXPECT_OK((*store)->Update("test.put", [&](Txn& txn) {
      txn.Put(KeyOf(1), "x");
      ran = true;
      ran.notify_all();
      return absl::OkStatus();
    }));
  });
  ran.wait(false);
  EXPECT_FALSE(HasRow(**store, 1));
  EXPECT_EQ((*store)->DurableRevision(), 0U);
  writer.join();
  EXPECT_TRUE(HasRow(**store, 1));
  EXPECT_EQ((*store)->DurableRevision(), 1U);
}

TEST_F(RocksStoreTest, ADirectoryServesOneOpening) {
  auto store = Open();
  ASSERT_OK(store);
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr(directory_)));
  const ChildResult child = RunChildTest("RocksChild.DISABLED_WritesRows", directory_);
  EXPECT_THAT(child.output, HasSubstr("another process has opened the store in " + directory_));
  ASSERT_OK(PutRow(**store, 1));
  store->reset();
  EXPECT_OK(Open());
}

TEST_F(RocksStoreTest, ACutLogIsNotOpened) {
  Fill(10);
  const fs::path log = NewestLog();
  fs::resize_file(log, fs::file_size(log) - 1);
  ExpectRefused("ends with commit group 9, but groups up to 10 were acknowledged: 1 is lost");
}

TEST_F(RocksStoreTest, ALogCutToNothingIsNotOpened) {
  Fill(10);
  fs::resize_file(NewestLog(), 0);
  ExpectRefused("10 are lost");
}

TEST_F(RocksStoreTest, AMissingLogIsNotOpened) {
  Fill(10);
  fs::remove(NewestLog());
  ExpectRefused("10 are lost");
}

TEST_F(RocksStoreTest, AFlippedBitIsNotOpened) {
  Fill(10);
  FlipMiddle(NewestLog());
  ExpectRefused("were acknowledged");
}

TEST_F(RocksStoreTest, AMissingDatabaseIsNotMadeAnew) {
  Fill(3);
  fs::remove_all(directory_ + "/db");
  ExpectRefused("the database is missing, but commit groups up to 3 were acknowledged");
  EXPECT_FALSE(fs::exists(directory_ + "/db"));
}

TEST_F(RocksStoreTest, AnOldCopyOfTheDatabaseIsNotOpened) {
  Fill(3);
  fs::copy(directory_ + "/db", dir_.File("old"), fs::copy_options::recursive);
  Fill(2);
  fs::remove_all(directory_ + "/db");
  fs::copy(dir_.File("old"), directory_ + "/db", fs::copy_options::recursive);
  ExpectRefused("ends with commit group 3, but groups up to 5 were acknowledged");
}

TEST_F(RocksStoreTest, ADatabaseWithAnotherHistoryIsNotOpened) {
  Fill(3);
  fs::rename(directory_ + "/witness", dir_.File("witness"));
  fs::remove_all(directory_);
  auto other = Open();
  ASSERT_OK(other);
  for (int row = 1; row <= 3; ++row) ASSERT_OK(PutRow(**other, row, "another value"));
  other->reset();
  fs::rename(dir_.File("witness"), directory_ + "/witness");
  ExpectRefused("commit group 3 is not the one that was acknowledged");
}

TEST_F(RocksStoreTest, AMissingOrDamagedWitnessIsNotMadeAnew) {
  Fill(3);
  fs::resize_file(directory_ + "/witness", 10);
  ExpectRefused("cannot be read");
  fs::remove(directory_ + "/witness");
  ExpectRefused("the commit witness is missing");
}

TEST_F(RocksStoreTest, ATornTailThatNobodyWasToldOfIsNoObstacle) {
  Fill(10);
  std::ofstream(NewestLog(), std::ios::app | std::ios::binary) << std::string(100, '\x5a');
  auto store = Open();
  ASSERT_OK(store);
  for (int row = 1; row <= 10; ++row) EXPECT_TRUE(HasRow(**store, row));
  ASSERT_OK(PutRow(**store, 11));
}

TEST_F(RocksStoreTest, OneGroupAheadOfTheWitnessOpens) {
  Fill(10);
  const fs::path witness = directory_ + "/witness";
  fs::copy(witness, dir_.File("witness"));
  Fill(1);
  fs::copy(dir_.File("witness"), witness, fs::copy_options::overwrite_existing);
  EXPECT_OK(Open());
}

TEST_F(RocksStoreTest, OneGroupAheadOfAnotherWitnessDoesNotOpen) {
  Fill(3);
  fs::rename(directory_ + "/witness", dir_.File("witness"));
  fs::remove_all(directory_);
  auto other = Open();
  ASSERT_OK(other);
  for (int row = 1; row <= 4; ++row) ASSERT_OK(PutRow(**other, row, "another value"));
  other->reset();
  fs::remove(directory_ + "/witness");
  fs::rename(dir_.File("witness"), directory_ + "/witness");
  ExpectRefused("commit group 3 is not the one that was acknowledged");
}

TEST_F(RocksStoreTest, AWitnessFarBehindIsNotThisStores) {
  Fill(1);
  fs::copy(directory_ + "/witness", dir_.File("old"));
  Fill(1000);
  fs::copy(directory_ + "/witness", dir_.File("own"));
  fs::copy(dir_.File("old"), directory_ + "/witness", fs::copy_options::overwrite_existing);
  EXPECT_OK(Open()) << "1000 groups may be lost in a power cut";
  fs::copy(dir_.File("own"), directory_ + "/witness", fs::copy_options::overwrite_existing);
  Fill(1);
  fs::copy(dir_.File("old"), directory_ + "/witness", fs::copy_options::overwrite_existing);
  ExpectRefused("the commit witness ends with group 1, 1001 groups behind the database");
  EXPECT_EQ(LostGroups(DamageOf(Open().status()).value_or(StoreDamage())), "1003-unknown");
  const RocksOptions accept{.directory = directory_, .accepted_loss = AcceptedLoss{"1003-unknown", 2}};
  auto store = OpenRocksStore(accept);
  ASSERT_OK(store);
  ASSERT_OK(PutRow(**store, 7));
  store->reset();
  EXPECT_OK(Open());
}

TEST_F(RocksStoreTest, NobodyElseMayLookIntoADirectory) {
  ASSERT_OK(Open());
  EXPECT_EQ(fs::status(directory_).permissions(), fs::perms::owner_all);
  for (const std::string part : {"", "/db"}) fs::permissions(directory_ + part, fs::perms(0755));
  ASSERT_OK(Open());
  for (const std::string part : {"", "/db"})
    EXPECT_EQ(fs::status(directory_ + part).permissions(), fs::perms::owner_all) << part;
}

TEST_F(RocksStoreTest, ManyGroupsSurviveFlushesAndCompactions) {
  {
    auto store = Open();
    ASSERT_OK(store);
    const std::string value(100'000, 'v');
    for (int row = 0; row < 1000; ++row) ASSERT_OK(PutRow(**store, row % 300, value + std::to_string(row)));
  }
  auto store = Open();
  ASSERT_OK(store);
  EXPECT_EQ((*store)->DurableRevision(), 1000U);
  for (int row = 0; row < 300; ++row) EXPECT_TRUE(HasRow(**store, row));
}

}  // namespace
}  // namespace blangko::storage
