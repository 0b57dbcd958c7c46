// Days that an office let pass without the comparison, and the days of all offices of an area.
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/access/store_identity.h"
#include "services/comparison/comparisons.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::comparison {
namespace {

using scheduler::kRegency;
using scheduler::kStation;

class NotComparedTest : public scheduler::SchedulerFixture {
 protected:
  NotComparedTest() {
    EXPECT_OK(access::EnsureStoreIdentity(store_, ids_, clock_.Now()));
    EXPECT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &zone_));
    GivenStation(kStation, {kRegency});
    GivenBlanks(kRegency, 10);
  }
  ~NotComparedTest() override { unsetenv("BLANGKO_PLANT"); }

  absl::CivilDay Today() { return absl::ToCivilDay(clock_.Now(), zone_); }
  access::Act Person(const std::string& scope = "") {
    return {{"account:siti", access::Role::kSupervisor, scope, true}, clock_.Now(), ids_.Next(), "f"};
  }
  void Print(const std::string& id) {
    GivenRecord(id);
    const auto jobs = Take(1);
    ASSERT_EQ(jobs.size(), 1U);
    Report(jobs[0], scheduler::v1::OUTCOME_PRINTED);
  }
  void TakeList() {
    v1::ImportPrintListRequest::Header header;
    header.set_request_id(ids_.Next());
    header.set_office(kRegency);
    header.mutable_day()->set_year(static_cast<int32_t>(Today().year()));
    header.mutable_day()->set_month(Today().month());
    header.mutable_day()->set_day(Today().day());
    EXPECT_OK(comparisons_.ImportList(Person(), header, "nik;nama;waktu cetak;nomor permintaan\n").status());
  }
  void NextDay() { clock_.Advance(absl::Hours(24)); }
  // "office: days since oldest", or "".
  std::string Passed(const std::string& office = "") {
    const auto found = comparisons_.NotCompared(Person(), office, {});
    EXPECT_OK(found);
    std::string text;
    if (!found.ok()) return text;
    for (const auto& row : found->rows) {
      const absl::CivilDay oldest(row.oldest_date().year(), row.oldest_date().month(),
                                  row.oldest_date().day());
      absl::StrAppend(&text, row.office(), ": ", row.days(), ", ", Today() - oldest, " days ago");
    }
    return text;
  }

  absl::TimeZone zone_;
  Comparisons comparisons_{store_, heads_};
};

TEST_F(NotComparedTest, ADayOnWhichCardsWerePrintedAndNoListWasTakenCounts) {
  Print("R1");
  NextDay();
  EXPECT_EQ(Passed(), "") << "the office never compared";
  TakeList();
  NextDay();
  Print("R2");
  EXPECT_EQ(Passed(), "") << "today is not over";
  NextDay();
  EXPECT_EQ(Passed(), absl::StrCat(kRegency, ": 1, 1 days ago"));
  NextDay();
  EXPECT_EQ(Passed(kRegency), absl::StrCat(kRegency, ": 1, 2 days ago")) << "nothing was printed since";
  EXPECT_EQ(Passed("13"), "");
  clock_.Advance(absl::Hours(24) * 31);
  EXPECT_EQ(Passed(), "") << "only the last days are looked at";
}

TEST_F(NotComparedTest, AnotherAreaIsRefused) {
  EXPECT_EQ(ReasonOf(comparisons_.NotCompared(Person("13"), kRegency, {}).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(comparisons_.DaysBelow(Person("13"), kRegency, {}).status()), "OUT_OF_SCOPE");
}

TEST_F(NotComparedTest, DaysOfAnAreaArePagedBackToTheFirstOne) {
  EXPECT_TRUE(comparisons_.DaysBelow(Person(), "", {})->rows.empty()) << "nobody compares";
  TakeList();
  NextDay();
  Print("R1");
  NextDay();
  TakeList();
  const std::string above = std::string(kRegency).substr(0, 2);
  const auto all = comparisons_.DaysBelow(Person(), above, {});
  ASSERT_OK(all);
  ASSERT_EQ(all->rows.size(), 3U);
  EXPECT_EQ(all->rows[0].state(), v1::ComparisonDay::STATE_OPEN);
  EXPECT_EQ(all->rows[1].state(), v1::ComparisonDay::STATE_NOT_COMPARED);
  EXPECT_EQ(all->next, "");
  size_t rows = 0;
  std::string after;
  do {
    const auto page = comparisons_.DaysBelow(Person(), above, {.size = 1, .after = after});
    ASSERT_OK(page);
    rows += page->rows.size();
    after = page->next;
  } while (!after.empty());
  EXPECT_EQ(rows, 3U);
}

TEST_F(NotComparedTest, PlantedADayWithoutAListThatNobodySeesIsCaught) {
  TakeList();
  NextDay();
  Print("R1");
  NextDay();
  setenv("BLANGKO_PLANT", "day-without-list-unseen", 1);
  EXPECT_EQ(Passed(), "") << "the check above wants one day";
}

}  // namespace
}  // namespace blangko::comparison
