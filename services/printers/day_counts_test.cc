// What a station tells of its day counts: taken once, kept, and an incident where they differ.
#include "services/printers/day_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/ids.h"
#include "base/rng.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/offices.h"
#include "services/incidents/incident_table.h"
#include "services/printers/station_table.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printers {
namespace {

using incidents::IncidentRow;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kOffice[] = "14.71.06";

class DayCountsTest : public testing::Test {
 protected:
  void SetUp() override {
    rows::v1::Office office;
    office.set_code(kOffice);
    office.set_name("Rumbai");
    office.set_kind(access::v1::OFFICE_KIND_DISTRICT);
    office.set_time_zone("Asia/Jakarta");
    ASSERT_OK(
        access::Offices(store_).Put(Act({"local:budi", access::Role::kAdministrator, ""}), {office}, {}));
    station_.set_station_id("rumbai-1");
    station_.set_office(kOffice);
    station_.set_epoch(1);
  }
  void TearDown() override { unsetenv("BLANGKO_PLANT"); }

  access::Act Act(access::Actor actor = {"station:rumbai-1", access::Role::kStation, kOffice}) {
    return {std::move(actor), clock_.Now(), ids_.Next(), ""};
  }
  // Of the day that was opened on 2026-11-30 at 08:00 in Jakarta.
  static v1::DayCount Count(uint64_t seq, bool closing, int64_t blanks, int64_t expected) {
    v1::DayCount count;
    count.set_seq(seq);
    count.set_closing(closing);
    const absl::Time open = absl::FromCivil(absl::CivilHour(2026, 11, 30, 1), absl::UTCTimeZone());
    count.mutable_open_time()->set_seconds(absl::ToUnixSeconds(open));
    count.mutable_count_time()->set_seconds(absl::ToUnixSeconds(open) + (closing ? 20 * 3600 : 0));
    count.set_blanks(blanks);
    count.set_compared(true);
    count.set_expected_blanks(expected);
    count.set_by("sari");
    return count;
  }
  uint64_t Tell(const std::vector<v1::DayCount>& counts) {
    v1::HeartbeatRequest request;
    request.mutable_day_counts()->Assign(counts.begin(), counts.end());
    const auto held = storage::UpdateFor<uint64_t>(
        store_, "test.tell", [&](storage::Txn& txn) { return HearCounts(txn, Act(), station_, request); });
    EXPECT_OK(held);
    return held.value_or(0);
  }
  std::vector<v1::DayCount> Held() {
    return storage::ViewFor<std::vector<v1::DayCount>>(
               store_, [&](storage::Snapshot& snapshot) { return CountsOf(snapshot, "rumbai-1"); })
        .value();
  }
  std::vector<IncidentRow> Open() {
    std::vector<IncidentRow> open;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return incidents::VisitIncidents(snapshot, true, 0, [&](const IncidentRow& incident) {
        open.push_back(incident);
        return true;
      });
    }));
    return open;
  }

  storage::MemoryStore store_;
  TestClock clock_;
  SeededRng rng_{7};
  IdSource ids_{clock_, rng_};
  StationRow station_;
};

TEST_F(DayCountsTest, CountsAreKeptNewestFirstWithTheirWorkDay) {
  EXPECT_EQ(Tell({}), 0u);
  EXPECT_EQ(Tell({Count(5, false, 100, 100), Count(9, true, 90, 90)}), 9u);
  const std::vector<v1::DayCount> held = Held();
  ASSERT_EQ(held.size(), 2u);
  EXPECT_TRUE(held[0].closing());
  EXPECT_EQ(held[0].work_day(), "2026-11-30")
      << "the day on which it was opened, though it ended past midnight";
  EXPECT_EQ(held[1].blanks(), 100);
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(DayCountsTest, ADifferenceIsOneIncidentHoweverOftenItIsTold) {
  const v1::DayCount end = Count(9, true, 9068, 10'000);
  EXPECT_EQ(Tell({end}), 9u);
  EXPECT_EQ(Tell({end}), 9u);
  const std::vector<IncidentRow> open = Open();
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(incidents::NameOf(open[0]), "STATION_COUNT_DIFFERS");
  EXPECT_EQ(open[0].station_id(), "rumbai-1");
  EXPECT_EQ(open[0].office(), kOffice);
  EXPECT_EQ(open[0].day_count().blanks(), 9068);
  EXPECT_EQ(open[0].day_count().expected_blanks(), 10'000);
  EXPECT_EQ(incidents::FactsOf(open[0]), 1u);
  EXPECT_EQ(Held().size(), 1u);
}

TEST_F(DayCountsTest, CatchesACountThatIsTakenTwice) {
  setenv("BLANGKO_PLANT", "day-count-taken-twice", 1);
  Tell({Count(9, true, 9068, 10'000)});
  Tell({Count(9, true, 9068, 10'000)});
  EXPECT_EQ(incidents::FactsOf(Open().at(0)), 2u);
}

TEST_F(DayCountsTest, StartAndEndAndEachDayHaveTheirOwn) {
  v1::DayCount next_day = Count(12, true, 8, 9);
  next_day.mutable_open_time()->set_seconds(next_day.open_time().seconds() + 24 * 3600);
  Tell({Count(5, false, 8, 10), Count(9, true, 7, 8), next_day});
  EXPECT_EQ(Open().size(), 3u);
  Tell({Count(15, true, 6, 8)});  // the first day was opened and closed once more
  ASSERT_EQ(Open().size(), 3u);
  EXPECT_EQ(Open()[1].day_count().blanks(), 6) << "the newest word";
  EXPECT_EQ(incidents::FactsOf(Open()[1]), 2u);
}

TEST_F(DayCountsTest, SpoiledCardsAndEnvelopesDifferAtTheEndAlone) {
  v1::DayCount first = Count(5, false, 10, 10);
  first.set_compared(false);
  first.set_expected_blanks(0);
  v1::DayCount end = Count(9, true, 10, 10);
  end.set_expected_spoiled(1);
  Tell({first});
  EXPECT_THAT(Open(), IsEmpty()) << "nothing was expected";
  Tell({end});
  EXPECT_EQ(Open().size(), 1u);
}

TEST_F(DayCountsTest, TheNextEpochCountsAnew) {
  EXPECT_EQ(Tell({Count(9, true, 9, 10)}), 9u);
  station_.set_epoch(2);
  EXPECT_EQ(Tell({}), 0u);
  EXPECT_EQ(Tell({Count(2, false, 9, 9)}), 2u);
  EXPECT_EQ(Held().size(), 2u);
}

TEST_F(DayCountsTest, SoManyAreKeptAndNoMore) {
  for (uint64_t seq = 1; seq <= kCountsKept + 5; ++seq) Tell({Count(seq, seq % 2 == 0, 10, 10)});
  EXPECT_EQ(Held().size(), static_cast<size_t>(kCountsKept));
  EXPECT_EQ(Held().front().seq(), static_cast<uint64_t>(kCountsKept + 5));
}

TEST_F(DayCountsTest, ASettledOneStaysSettledWhenItIsToldAgain) {
  Tell({Count(9, true, 9, 10)});
  ASSERT_OK(store_.Update("test.settle", [&](storage::Txn& txn) {
    IncidentRow incident = *incidents::GetIncident(txn, 1);
    incidents::SettleIncident(txn, incident, "account:sari", clock_.Now(), "ditemukan");
    return absl::OkStatus();
  }));
  Tell({Count(9, true, 9, 10)});
  EXPECT_THAT(Open(), IsEmpty());
  Tell({Count(11, false, 8, 9)});
  EXPECT_EQ(Open().size(), 1u);
}

TEST_F(DayCountsTest, OfOneStationSoManyAreOpen) {
  for (uint64_t seq = 1; seq <= 30; ++seq) {
    v1::DayCount count = Count(seq, true, 9, 10);
    count.mutable_open_time()->set_seconds(count.open_time().seconds() +
                                           static_cast<int64_t>(seq) * 24 * 3600);
    Tell({count});
  }
  EXPECT_EQ(Open().size(), incidents::kOpenCountsMax);
}

TEST_F(DayCountsTest, AWordThatIsTooLongIsCutAndNotRefused) {
  v1::DayCount count = Count(9, false, 9, 10);
  count.set_cause(std::string(500, 'a') + "\n");
  Tell({count});
  EXPECT_EQ(Held().at(0).cause(), std::string(200, 'a'));
}

}  // namespace
}  // namespace blangko::printers
