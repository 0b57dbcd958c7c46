// A store that a station proves to be older than what it acknowledged waits for the journals of all stations.
#include "services/printers/older_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/ids.h"
#include "services/journal_file/recovery_code.h"
#include "services/printers/awaited_journals.h"
#include "services/printers/station_table.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class OlderStoreTest : public testing::Test {
 protected:
  OlderStoreTest() {
    EXPECT_OK(store_.Update("test.stations", [](storage::Txn& txn) {
      for (const char* id : {"a-1", "b-1"}) {
        StationRow station;
        station.set_station_id(id);
        station.set_office("14.05");
        station.add_sites(id[0] == 'a' ? "14.05" : "14.06");
        station.set_enabled(true);
        station.set_last_seq(210);
        PutStation(txn, station);
      }
      return absl::OkStatus();
    }));
  }
  ~OlderStoreTest() override { unsetenv("BLANGKO_PLANT"); }

  // What a-1 says that was acknowledged to it, and which journals are awaited then.
  AwaitedJournals After(uint64_t acknowledged) {
    AwaitedJournals awaited;
    EXPECT_OK(store_.Update("test.heartbeat", [&](storage::Txn& txn) -> absl::Status {
      const access::Act act{{"station:a-1", access::Role::kStation, "14.05"}, clock_.Now(), ids_.Next(), ""};
      ASSIGN_OR_RETURN(const StationRow station, GetStation(txn, "a-1"));
      RETURN_IF_ERROR(CloseIfOlder(txn, act, station, acknowledged, rng_));
      ASSIGN_OR_RETURN(awaited, AwaitedJournals::Read(txn));
      return absl::OkStatus();
    }));
    return awaited;
  }

  storage::MemoryStore store_{storage::MemoryOptions{.seed = 1}};
  TestClock clock_;
  SeededRng rng_{3};
  IdSource ids_{clock_, rng_};
};

TEST_F(OlderStoreTest, AnOldCopyWaitsForTheJournalsOfAllStations) {
  const AwaitedJournals awaited = After(260);
  EXPECT_THAT(awaited.Awaited(), ElementsAre("a-1", "b-1"));
  EXPECT_THAT(awaited.ClosedSites(), ElementsAre("14.05", "14.06"));
  ASSERT_TRUE(awaited.restore().has_value());
  EXPECT_THAT(awaited.restore()->reason(), HasSubstr("fact 260 of station a-1 was acknowledged"));
  const std::string code = awaited.restore()->code();
  EXPECT_EQ(journal_file::RecoveryCodeOf(code), code);
  EXPECT_NE(code, "");
  EXPECT_EQ(After(260).restore()->code(), code) << "told again it is the same wait";
}

TEST_F(OlderStoreTest, AStoreThatHasAllGoesOn) {
  for (const uint64_t acknowledged : {0u, 209u, 210u})
    EXPECT_FALSE(After(acknowledged).restore().has_value()) << acknowledged;
}

TEST_F(OlderStoreTest, CatchesOldCopyServed) {
  setenv("BLANGKO_PLANT", "old-copy-served", 1);
  EXPECT_THAT(After(260).Awaited(), IsEmpty());
}

class RestoredStoreTest : public OlderStoreTest {
 protected:
  // The wait of a store that was restored by persons who named these stations; the reason of a refusal else.
  std::string Restore(const std::vector<std::string>& named) {
    return std::string(store_
                           .Update("test.restore",
                                   [&](storage::Txn& txn) -> absl::Status {
                                     RETURN_IF_ERROR(BeginAwaiting(txn, rows::v1::Restore(), rng_));
                                     RETURN_IF_ERROR(AwaitNamed(txn, named));
                                     ASSIGN_OR_RETURN(awaited_, AwaitedJournals::Read(txn));
                                     return absl::OkStatus();
                                   })
                           .message());
  }

  AwaitedJournals awaited_;
};

TEST_F(RestoredStoreTest, EveryStationThatTheBackupKnowsIsNamed) {
  EXPECT_THAT(Restore({"a-1"}), HasSubstr("b-1"));
  EXPECT_EQ(Restore({"a-1", "b-1"}), "");
  EXPECT_THAT(awaited_.Awaited(), ElementsAre("a-1", "b-1"));
}

// It may have printed for any site: nothing is granted anywhere before its journal was taken.
TEST_F(RestoredStoreTest, AStationThatTheBackupDoesNotKnowClosesAllSites) {
  EXPECT_EQ(Restore({"a-1", "b-1", "new-1"}), "");
  for (const char* known : {"a-1", "b-1"}) awaited_.Find(known)->set_state(rows::v1::JOURNAL_STATE_TAKEN);
  EXPECT_THAT(awaited_.Awaited(), ElementsAre("new-1"));
  EXPECT_THAT(awaited_.ClosedSites(), ElementsAre("14.05", "14.06"));
  EXPECT_TRUE(awaited_.IsClosed("14.07"));
  awaited_.Find("new-1")->set_state(rows::v1::JOURNAL_STATE_TAKEN);
  EXPECT_FALSE(awaited_.IsClosed("14.05"));
}

TEST_F(RestoredStoreTest, CatchesNewerStationsThatAreForgotten) {
  setenv("BLANGKO_PLANT", "newer-stations-forgotten", 1);
  EXPECT_EQ(Restore({"a-1", "b-1", "new-1"}), "");
  EXPECT_THAT(awaited_.Awaited(), ElementsAre("a-1", "b-1"));
}

}  // namespace
}  // namespace blangko::printers
