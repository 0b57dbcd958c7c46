// A backup becomes the store again: by two persons, whole or not at all, and its stations are awaited.
#include "services/node/restore.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_split.h"
#include "base/failpoint.h"
#include "base/ids.h"
#include "base/rng.h"
#include "services/access/store_identity.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "storage/backup.h"
#include "storage/layers/meta.h"
#include "storage/open_store.h"
#include "storage/store_look.h"
#include "storage/store_place.h"
#include "tests/support/child_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

const TwoPersons kBoth{"Siti", "budi"};

absl::StatusOr<Restored> RestoreInto(const std::string& directory, const std::string& backup, absl::Time now,
                                     const TwoPersons& persons = kBoth) {
  const AskPin nobody = [](const std::string&) { return absl::NotFoundError("no PIN is asked"); };
  return Restore({backup, directory, persons, "disk rusak"}, nobody, now);
}

TEST(RestoreChild, DISABLED_Restores) {
  const std::vector<std::string> paths = absl::StrSplit(ChildArgument(), ' ');
  static_cast<void>(RestoreInto(paths.at(0), paths.at(1), TestStart()));
}

class RestoreTest : public testing::Test {
 protected:
  RestoreTest() {
    auto opened = storage::OpenStore("rocks:" + dir_.File("store"));
    EXPECT_OK(opened);
    storage::Store& store = **opened;
    SeededRng rng(7);
    IdSource ids(clock_, rng);
    EXPECT_OK(access::EnsureStoreIdentity(store, ids, clock_.Now()));
    EXPECT_OK(store.Update("test.stations", [](storage::Txn& txn) {
      for (const char* id : {"a-1", "b-1", "off-1"}) {
        printers::StationRow station;
        station.set_station_id(id);
        station.set_office("14.05");
        station.add_sites(id[0] == 'b' ? "14.06" : "14.05");
        station.set_enabled(id[0] != 'o');
        printers::PutStation(txn, station);
      }
      return absl::OkStatus();
    }));
    EXPECT_OK(storage::WriteBackup(store, backup_, clock_.Now()));
  }

  absl::StatusOr<Restored> TryRestore(const TwoPersons& persons = kBoth) {
    return RestoreInto(directory_, backup_, clock_.Now(), persons);
  }

  // 0 when there is nothing.
  uint64_t EpochOfWhatIsThere() {
    const auto look = storage::LookAtStore(directory_);
    if (!look.ok() || look->rows == nullptr) return 0;
    return storage::ReadMeta(*look->rows)->store_epoch();
  }

  TempDir dir_;
  TestClock clock_;
  const std::string backup_ = dir_.File("backup");
  const std::string directory_ = dir_.File("restored");
};

TEST_F(RestoreTest, TheNextEpochBeginsAndTheStationsAreAwaited) {
  ASSERT_OK_AND_ASSIGN(const Restored restored, TryRestore());
  EXPECT_EQ(restored.epoch, 2u);
  EXPECT_EQ(restored.backup_time, clock_.Now());
  EXPECT_THAT(restored.stations, ElementsAre("a-1", "b-1"));
  ASSERT_OK_AND_ASSIGN(const auto store, storage::OpenStore("rocks:" + directory_));
  EXPECT_OK(store->View([&](storage::Snapshot& rows) -> absl::Status {
    EXPECT_EQ(storage::ReadMeta(rows)->store_epoch(), 2u);
    const auto awaited = printers::AwaitedJournals::Read(rows);
    EXPECT_OK(awaited);
    EXPECT_THAT(awaited->ClosedSites(), ElementsAre("14.05", "14.06"));
    EXPECT_EQ(awaited->restore()->by(), "local:siti");
    EXPECT_EQ(awaited->restore()->second(), "local:budi");
    EXPECT_EQ(awaited->restore()->reason(), "disk rusak");
    return absl::OkStatus();
  }));
}

TEST_F(RestoreTest, OnePersonIsNotEnough) {
  EXPECT_EQ(ReasonOf(TryRestore({"siti", "SITI "}).status()), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(TryRestore({"siti", ""}).status()), "INVALID_FIELD");
  EXPECT_FALSE(fs::exists(directory_ + "/db"));
}

TEST_F(RestoreTest, ADamagedBackupLeavesNoStore) {
  fs::resize_file(backup_ + "/witness", 100);
  const auto refused = TryRestore();
  EXPECT_EQ(ReasonOf(refused.status()), "BACKUP_REFUSED");
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("witness"));
  EXPECT_FALSE(fs::exists(directory_ + "/db"));
}

TEST_F(RestoreTest, AStoreThatIsThereStays) {
  ASSERT_OK(TryRestore());
  EXPECT_EQ(ReasonOf(TryRestore().status()), "BACKUP_REFUSED");
  EXPECT_EQ(EpochOfWhatIsThere(), 2u);
  fs::resize_file(backup_ + "/backup.textproto", 5);  // so it does when the backup cannot even be read
  EXPECT_EQ(ReasonOf(TryRestore().status()), "BACKUP_REFUSED");
  EXPECT_EQ(EpochOfWhatIsThere(), 2u);
}

// What ends in the middle leaves nothing that a node would serve, and is repeated.
TEST_F(RestoreTest, HalfOfARestoreIsServedByNobody) {
  for (const char* failpoint :
       {"rocks.before_open=exit", "rocks.after_write=exit", "restore.before_database=exit"}) {
    SCOPED_TRACE(failpoint);
    const ChildResult child = RunChildTest("RestoreChild.DISABLED_Restores", directory_ + " " + backup_,
                                           {{"BLANGKO_FAILPOINTS", failpoint}});
    EXPECT_EQ(child.exit_code, kFailpointExitCode) << child.output;
    EXPECT_EQ(EpochOfWhatIsThere(), 0u);
    const auto served = storage::OpenStore("rocks:" + directory_);
    EXPECT_FALSE(served.ok());
    EXPECT_THAT(std::string(served.status().message()), HasSubstr("repeat it"));
  }
  EXPECT_OK(TryRestore());
  EXPECT_EQ(EpochOfWhatIsThere(), 2u);
  EXPECT_FALSE(fs::exists(directory_ + "/restoring"));
}

// A node that is started while the persons are asked must not get the directory, nor lose it.
TEST_F(RestoreTest, NobodyElseHasTheDirectoryMeanwhile) {
  ASSERT_OK_AND_ASSIGN(const auto place, storage::StorePlace::Take(directory_));
  EXPECT_THAT(storage::OpenStore("rocks:" + directory_).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ReasonOf(TryRestore().status()), "BACKUP_REFUSED");
}

TEST_F(RestoreTest, ABackupIsNoStoreAndNoPlaceForOne) {
  const auto served = storage::OpenStore("rocks:" + backup_);
  EXPECT_THAT(served.status(), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(std::string(served.status().message()), HasSubstr("is a backup"));
  const auto inside = RestoreInto(backup_ + "/again", backup_, clock_.Now());
  EXPECT_EQ(ReasonOf(inside.status()), "BACKUP_REFUSED");
  EXPECT_FALSE(fs::exists(backup_ + "/again"));
}

}  // namespace
}  // namespace blangko::node
