// Blanks between the store room and the drawers of stations: two persons, what may be given, and what should lie there.
#include "services/drawers/drawers.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/audit/audit.h"
#include "services/drawers/drawer_table.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/ledger_fold.h"

namespace blangko::drawers {
namespace {

using scheduler::kLangkai;
using scheduler::kOtherStation;
using scheduler::kRegency;
using scheduler::kStation;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kSiti[] = "account:siti";
constexpr char kBudi[] = "account:budi";

class DrawersTest : public scheduler::SchedulerFixture {
 protected:
  DrawersTest() {
    GivenStation(kStation, {kRegency});
    GivenBlanks(kRegency, 100);
  }
  ~DrawersTest() override {
    unsetenv("BLANGKO_PLANT");
    EXPECT_OK(store_.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); }));
  }

  template <typename Request>
  access::Act Person(Request& request, const std::string& who, bool named = true,
                     const std::string& scope = "") {
    access::Act act{{who, access::Role::kSupervisor, scope, named}, clock_.Now(), ids_.Next(), ""};
    request.set_request_id(act.request_id);
    act.fingerprint = access::Fingerprint(request);
    return act;
  }
  // "3: 50 WAITING", or the reason of the refusal.
  static std::string Told(const absl::StatusOr<v1::HandOut>& row) {
    if (!row.ok()) return ReasonOf(row.status());
    return absl::StrCat(row->number(), ": ", row->count(), " ",
                        v1::HandOut::State_Name(row->state()).substr(sizeof("STATE_") - 1));
  }

  v1::GiveBlanksRequest GivingOf(int64_t count, const std::string& station = kStation,
                                 const std::string& lot = "L1") {
    v1::GiveBlanksRequest request;
    request.set_station_id(station);
    request.set_lot(lot);
    request.set_count(count);
    return request;
  }
  std::string Give(int64_t count, const std::string& station = kStation, const std::string& lot = "L1") {
    auto request = GivingOf(count, station, lot);
    const access::Act act = Person(request, kSiti);
    return Told(drawers_.Give(act, request));
  }
  std::string GiveBack(int64_t count) {
    auto request = GivingOf(count);
    request.set_back(true);
    const access::Act act = Person(request, kSiti);
    return Told(drawers_.Give(act, request));
  }
  std::string Take(uint64_t number, int64_t count, const std::string& note = "",
                   const std::string& who = kBudi, const std::string& station = kStation) {
    v1::TakeBlanksRequest request;
    request.set_station_id(station);
    request.set_number(number);
    request.set_count(count);
    request.set_note(note);
    const access::Act act = Person(request, who);
    return Told(drawers_.Take(act, request));
  }
  std::string Withdraw(uint64_t number, const std::string& who = kSiti) {
    v1::WithdrawHandOutRequest request;
    request.set_station_id(kStation);
    request.set_number(number);
    const access::Act act = Person(request, who);
    return Told(drawers_.Withdraw(act, request));
  }
  v1::Drawer Drawer(const std::string& station = kStation) {
    const auto drawer = drawers_.Get(reader_, station);
    EXPECT_OK(drawer);
    return drawer.value_or(v1::Drawer());
  }
  // The station counted so many blanks, by an entry of that number in its journal.
  void Count(uint64_t seq, int64_t blanks) {
    EXPECT_OK(store_.Update("test.count", [&](storage::Txn& txn) -> absl::Status {
      const std::string key = storage::KeyWriter(storage::Table::kStationCounts).Text(kStation).Take();
      ASSIGN_OR_RETURN(auto row, storage::GetRow<rows::v1::StationCounts>(txn, key));
      if (!row.has_value()) row.emplace();
      row->set_epoch(1);
      row->set_last_seq(seq);
      rows::v1::DayCount& count = *row->add_counts();
      count.set_seq(seq);
      count.set_blanks(blanks);
      count.set_count_micros(absl::ToUnixMicros(clock_.Now()));
      storage::PutRow(txn, key, *row);
      return absl::OkStatus();
    }));
  }
  // A card of this record comes out, the fact being entry `seq` of the journal.
  void Print(uint64_t seq, scheduler::v1::Outcome outcome = scheduler::v1::OUTCOME_PRINTED) {
    auto jobs = SchedulerFixture::Take(1);
    ASSERT_EQ(jobs.size(), 1U);
    auto report = ReportOf(jobs[0], outcome);
    report.set_seq(seq);
    Send(report);
  }
  std::vector<std::string> Findings() {
    std::vector<std::string> found;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      ASSIGN_OR_RETURN(const auto checks, audit::AuditStore(snapshot));
      for (const audit::Check& check : checks) {
        // The records of the fixture have no log, its requests short fingerprints.
        const bool of_fixture = check.name == "requests" || check.name == "states";
        if (check.violations > 0 && !of_fixture) found.push_back(check.name + ": " + check.first);
      }
      return absl::OkStatus();
    }));
    return found;
  }

  Drawers drawers_{store_};
  const access::Actor reader_{kSiti, access::Role::kSupervisor, ""};
};

// ---- two persons

TEST_F(DrawersTest, OnePersonGivesAndAnotherCountsAndTakes) {
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  EXPECT_EQ(Drawer().waiting_size(), 1);
  EXPECT_EQ(Drawer().expected_blanks(), 0);
  EXPECT_EQ(Take(1, 50, "", kSiti), "SAME_PERSON");
  EXPECT_EQ(Take(1, 50), "1: 50 TAKEN");
  EXPECT_EQ(Take(1, 50), "HAND_OUT_ENDED");
  const v1::Drawer drawer = Drawer();
  EXPECT_EQ(drawer.waiting_size(), 0);
  EXPECT_EQ(drawer.expected_blanks(), 50);
  ASSERT_EQ(drawer.lots_size(), 1);
  EXPECT_EQ(drawer.lots(0).taken_count(), 50);
  EXPECT_EQ(Blanks(rows::v1::ACCOUNT_AVAILABLE), 100);  // they stay the office's
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(DrawersTest, ADifferenceNeedsANoteAndStaysWithTheStoreRoom) {
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  EXPECT_EQ(Take(1, 51), "INVALID_FIELD");
  EXPECT_EQ(Take(1, 48), "INVALID_FIELD");
  EXPECT_EQ(Take(1, 48, "dua keping tertinggal di gudang"), "1: 50 TAKEN");
  EXPECT_EQ(Drawer().expected_blanks(), 48);
  EXPECT_EQ(Give(53), "DRAWER_SHORT");
  EXPECT_EQ(Give(52), "2: 52 WAITING");
  EXPECT_EQ(Take(2, 0, "bungkusan rusak"), "2: 52 TAKEN");
  EXPECT_EQ(Drawer().expected_blanks(), 48);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(DrawersTest, OnlyNamedPersonsAndOnlyInTheirScope) {
  auto request = GivingOf(5);
  const access::Act unnamed = Person(request, "local:budi", false);
  EXPECT_EQ(Told(drawers_.Give(unnamed, request)), "NAMED_PERSON_NEEDED");
  const access::Act elsewhere = Person(request, kSiti, true, kLangkai);
  EXPECT_EQ(Told(drawers_.Give(elsewhere, request)), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(drawers_.Get(elsewhere.actor, kStation).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(Give(5, "nowhere"), "UNKNOWN_STATION");
  EXPECT_EQ(Give(5, kStation, "L9"), "UNKNOWN_LOT");
  EXPECT_EQ(Give(0), "INVALID_FIELD");
  EXPECT_EQ(Take(7, 1), "UNKNOWN_HAND_OUT");
}

TEST_F(DrawersTest, WhoGaveWithdrawsBeforeItIsTaken) {
  EXPECT_EQ(Give(100), "1: 100 WAITING");
  EXPECT_EQ(Give(1), "DRAWER_SHORT");
  EXPECT_EQ(Withdraw(1, kBudi), "INVALID_FIELD");
  EXPECT_EQ(Withdraw(1), "1: 100 WITHDRAWN");
  EXPECT_EQ(Take(1, 100), "HAND_OUT_ENDED");
  EXPECT_EQ(Give(100), "2: 100 WAITING");
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(DrawersTest, ARepeatedRequestGivesOnce) {
  auto request = GivingOf(60);
  const access::Act act = Person(request, kSiti);
  EXPECT_EQ(Told(drawers_.Give(act, request)), "1: 60 WAITING");
  EXPECT_EQ(Told(drawers_.Give(act, request)), "1: 60 WAITING");
  EXPECT_EQ(Drawer().waiting_size(), 1);
}

TEST_F(DrawersTest, AtMostTwentyWait) {
  for (int i = 1; i <= kWaitingMax; ++i) EXPECT_EQ(Give(1), absl::StrCat(i, ": 1 WAITING"));
  EXPECT_EQ(Give(1), "DRAWERS_WAITING");
}

// ---- what may be given

TEST_F(DrawersTest, DrawersNeverHoldMoreThanTheOfficeHas) {
  GivenStation("pelalawan-2", {kRegency});
  EXPECT_EQ(Give(70), "1: 70 WAITING");
  EXPECT_EQ(Give(31, "pelalawan-2"), "DRAWER_SHORT");
  EXPECT_EQ(Take(1, 70), "1: 70 TAKEN");
  EXPECT_EQ(Give(31, "pelalawan-2"), "DRAWER_SHORT");
  EXPECT_EQ(Give(30, "pelalawan-2"), "1: 30 WAITING");
  EXPECT_EQ(Take(1, 30, "", kBudi, "pelalawan-2"), "1: 30 TAKEN");
  EXPECT_EQ(Give(1), "DRAWER_SHORT");
  GivenBlanks(kRegency, 10, "L2");
  EXPECT_EQ(Give(1), "DRAWER_SHORT");  // of that lot
  EXPECT_EQ(Give(11, kStation, "L2"), "DRAWER_SHORT");
  EXPECT_EQ(Give(10, kStation, "L2"), "2: 10 WAITING");
  const auto all = drawers_.List(reader_, kRegency, {.size = 1, .after = ""});
  ASSERT_OK(all);
  ASSERT_EQ(all->rows.size(), 1U);
  EXPECT_EQ(all->next, kStation);
}

TEST_F(DrawersTest, WhatWasPrintedMakesRoomForMore) {
  GivenRecords("r", 3);
  EXPECT_EQ(Give(100), "1: 100 WAITING");
  EXPECT_EQ(Take(1, 100), "1: 100 TAKEN");
  for (uint64_t seq = 10; seq < 13; ++seq) Print(seq);
  EXPECT_EQ(Drawer().used_since_count(), 3);
  EXPECT_EQ(Drawer().expected_blanks(), 97);
  EXPECT_EQ(Give(1), "DRAWER_SHORT");
  GivenBlanks(kRegency, 5, "L2");
  EXPECT_EQ(Give(5, kStation, "L2"), "2: 5 WAITING");
}

TEST_F(DrawersTest, OfWhatLiesThereSomeIsGivenBack) {
  EXPECT_EQ(GiveBack(1), "DRAWER_SHORT");
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  EXPECT_EQ(Take(1, 50), "1: 50 TAKEN");
  EXPECT_EQ(GiveBack(51), "DRAWER_SHORT");
  EXPECT_EQ(GiveBack(20), "2: 20 WAITING");
  EXPECT_EQ(GiveBack(31), "DRAWER_SHORT");
  EXPECT_EQ(Take(2, 20), "2: 20 TAKEN");
  EXPECT_EQ(Drawer().expected_blanks(), 30);
  EXPECT_EQ(Drawer().lots(0).returned_count(), 20);
  EXPECT_EQ(Give(70), "3: 70 WAITING");
  const auto history = drawers_.HandOuts(reader_, kStation, {.size = 2, .after = ""});
  ASSERT_OK(history);
  ASSERT_EQ(history->rows.size(), 2U);
  EXPECT_EQ(history->rows[0].number(), 3U);
  EXPECT_EQ(history->next, "2");
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(DrawersTest, AStationThatMovedIsEmptiedFirst) {
  EXPECT_EQ(Give(10), "1: 10 WAITING");
  EXPECT_EQ(Take(1, 10), "1: 10 TAKEN");
  ChangeStation([](printers::StationRow& station) { station.set_office(kLangkai); });
  GivenBlanks(kLangkai, 10, "L3");
  EXPECT_EQ(Give(5, kStation, "L3"), "INVALID_FIELD");
  EXPECT_EQ(GiveBack(10), "2: 10 WAITING");
  EXPECT_EQ(Take(2, 10), "2: 10 TAKEN");
  EXPECT_EQ(Give(5, kStation, "L3"), "3: 5 WAITING");
  EXPECT_EQ(Drawer().office(), kLangkai);
  EXPECT_THAT(Findings(), IsEmpty());
}

// ---- what should lie there

TEST_F(DrawersTest, ACountOfTheStationIsWhereItIsReckonedFrom) {
  GivenRecords("r", 6);
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  EXPECT_EQ(Take(1, 50), "1: 50 TAKEN");
  Print(10);
  clock_.Advance(absl::Hours(2));
  Count(11, 48);  // one lacks
  EXPECT_EQ(Drawer().expected_blanks(), 48);
  EXPECT_EQ(Drawer().used_since_count(), 0);
  clock_.Advance(absl::Minutes(5));
  Print(12);
  Print(13, scheduler::v1::OUTCOME_SPOILED);
  EXPECT_EQ(Give(7), "2: 7 WAITING");
  EXPECT_EQ(Take(2, 7), "2: 7 TAKEN");
  v1::Drawer drawer = Drawer();
  EXPECT_TRUE(drawer.counted());
  EXPECT_EQ(drawer.counted_blanks(), 48);
  EXPECT_EQ(drawer.taken_since_count(), 7);
  EXPECT_EQ(drawer.used_since_count(), 2);
  EXPECT_EQ(drawer.expected_blanks(), 53);
  EXPECT_EQ(GiveBack(3), "3: 3 WAITING");
  EXPECT_EQ(Take(3, 3), "3: 3 TAKEN");
  EXPECT_EQ(Drawer().expected_blanks(), 50);
}

// The take was booked before the server heard of the count, and after the count was made.
TEST_F(DrawersTest, ACountThatArrivesLateKeepsWhatWasTakenAfterIt) {
  const absl::Time counted = clock_.Now();
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Give(20), "1: 20 WAITING");
  EXPECT_EQ(Take(1, 20), "1: 20 TAKEN");
  const absl::Time now = clock_.Now();
  clock_.Set(counted);
  Count(4, 3);
  clock_.Set(now);
  EXPECT_EQ(Drawer().taken_since_count(), 20);
  EXPECT_EQ(Drawer().expected_blanks(), 23);
}

TEST_F(DrawersTest, OneRecordSpoiledBeforeTheCountAndPrintedAfterItIsOneBlank) {
  GivenRecords("r", 1);
  Print(10, scheduler::v1::OUTCOME_SPOILED);
  clock_.Advance(absl::Minutes(1));
  Count(11, 40);
  clock_.Advance(absl::Minutes(1));
  Print(12);
  EXPECT_EQ(Drawer().used_since_count(), 1);
  EXPECT_EQ(Drawer().expected_blanks(), 39);
}

// ---- planted bugs

TEST_F(DrawersTest, PlantedOnePersonForBothIsCaught) {
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  setenv("BLANGKO_PLANT", "drawer-same-person", 1);
  EXPECT_EQ(Take(1, 50, "", kSiti), "1: 50 TAKEN");
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Findings(), Contains(HasSubstr("one person gave and took")));
}

TEST_F(DrawersTest, PlantedADifferenceWithoutANoteIsCaught) {
  EXPECT_EQ(Give(50), "1: 50 WAITING");
  setenv("BLANGKO_PLANT", "drawer-difference-unsaid", 1);
  EXPECT_EQ(Take(1, 48), "1: 50 TAKEN");  // what the test above refuses
}

TEST_F(DrawersTest, PlantedMoreThanTheOfficeHasIsCaught) {
  setenv("BLANGKO_PLANT", "drawers-over-store-room", 1);
  EXPECT_EQ(Give(101), "1: 101 WAITING");  // what the tests above refuse
}

TEST_F(DrawersTest, PlantedForgottenUseIsCaught) {
  GivenRecords("r", 1);
  EXPECT_EQ(Give(10), "1: 10 WAITING");
  EXPECT_EQ(Take(1, 10), "1: 10 TAKEN");
  Print(10);
  setenv("BLANGKO_PLANT", "drawer-forgets-use", 1);
  EXPECT_EQ(Drawer().expected_blanks(), 10);  // what the tests above find to be 9
}

}  // namespace
}  // namespace blangko::drawers
