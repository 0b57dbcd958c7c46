#include "services/records/record_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/status_macros.h"
#include "services/records/flow.h"
#include "services/records/gate.h"
#include "services/records/person_table.h"
#include "services/refusal/refusal.h"
#include "storage/layers/due_index.h"
#include "storage/memory/memory_store.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1'500'000'000);
constexpr char kSite[] = "14.05.02";

RecordRow Ready(const std::string& id, int64_t recorded_seconds) {
  RecordRow record;
  record.set_record_id(id);
  record.set_person_id("p-" + id);
  record.set_site(kSite);
  record.set_state(rows::v1::RECORD_STATE_READY);
  record.set_upstream(rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  record.set_class_id(1);
  record.set_recorded_micros(recorded_seconds * 1'000'000);
  record.set_key_micros(recorded_seconds * 1'000'000);
  record.set_ready_micros(absl::ToUnixMicros(kNow));
  return record;
}

class RecordTableTest : public testing::Test {
 protected:
  void Insert(const RecordRow& record) {
    rows::v1::Personal personal;
    personal.set_name("SITI");
    const absl::Status done = store_.Update(
        "test", [&](storage::Txn& txn) { return RecordTable(txn, nullptr).Insert(record, personal, kNow); });
    ASSERT_TRUE(done.ok()) << done;
  }

  // Reads the record, lets `change` change it, and puts it.
  void Change(const std::string& id, const std::function<absl::Status(RecordRow&)>& change) {
    const absl::Status done = store_.Update("test", [&](storage::Txn& txn) -> absl::Status {
      auto before = GetRecord(txn, id);
      if (!before.ok()) return before.status();
      RecordRow after = *before;
      const absl::Status changed = change(after);
      if (!changed.ok()) return changed;
      return RecordTable(txn, nullptr).Put(*before, after, kNow);
    });
    ASSERT_TRUE(done.ok()) << done;
  }
  void Step(const std::string& id, Event event) {
    Change(id, [&](RecordRow& record) { return Advance(record, event, "").status(); });
  }

  std::vector<std::string> InState(rows::v1::RecordState state) {
    std::vector<std::string> ids;
    const absl::Status seen = store_.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLine(snapshot, {kSite, static_cast<uint64_t>(state), 1, 0}, std::nullopt,
                                [&](const storage::LinePlace& place, std::string_view) {
                                  ids.push_back(place.record_id);
                                  return true;
                                });
    });
    EXPECT_TRUE(seen.ok()) << seen;
    return ids;
  }

  std::vector<std::string> DueAt(absl::Time when) {
    std::vector<std::string> ids;
    EXPECT_TRUE(store_
                    .View([&](storage::Snapshot& snapshot) -> absl::Status {
                      auto due = storage::ListDue(snapshot, when, 100);
                      if (!due.ok()) return due.status();
                      for (const auto& entry : *due) ids.push_back(entry.object);
                      return absl::OkStatus();
                    })
                    .ok());
    return ids;
  }

  std::map<FlowEvent, int64_t> Flow() {
    std::map<FlowEvent, int64_t> flow;
    EXPECT_TRUE(store_
                    .View([&](storage::Snapshot& snapshot) {
                      return VisitFlow(snapshot, kSite, 0, [&](const FlowPoint& point, int64_t count) {
                        flow[point.event] += count;
                      });
                    })
                    .ok());
    return flow;
  }

  storage::MemoryStore store_;
};

TEST_F(RecordTableTest, RecordsStandInTheLineByTheirKey) {
  Insert(Ready("b", 200));
  Insert(Ready("a", 300));
  Insert(Ready("c", 100));
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_READY), ElementsAre("c", "b", "a"));
}

TEST_F(RecordTableTest, ARecordIsInExactlyOneLine) {
  Insert(Ready("a", 100));
  Insert(Ready("b", 200));
  Step("a", Event::kGrant);
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_READY), ElementsAre("b"));
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_GRANTED), ElementsAre("a"));
  Step("a", Event::kReclaim);
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_READY), ElementsAre("a", "b"));
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_GRANTED), IsEmpty());
}

TEST_F(RecordTableTest, SameIdTwiceIsRefused) {
  Insert(Ready("a", 100));
  const absl::Status again = store_.Update(
      "test", [&](storage::Txn& txn) { return RecordTable(txn, nullptr).Insert(Ready("a", 999), {}, kNow); });
  EXPECT_EQ(again.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(InState(rows::v1::RECORD_STATE_READY), ElementsAre("a"));
}

TEST_F(RecordTableTest, FindsByAliasAndKeepsPersonalDataApart) {
  Insert(Ready("a", 100));
  ASSERT_TRUE(store_
                  .Update("test",
                          [](storage::Txn& txn) {
                            PutAlias(txn, "SIAK-77", "a");
                            return absl::OkStatus();
                          })
                  .ok());
  auto personal = storage::ViewFor<rows::v1::Personal>(
      store_, [](storage::Snapshot& s) -> absl::StatusOr<rows::v1::Personal> {
        ASSIGN_OR_RETURN(const RecordRow record, GetRecord(s, "SIAK-77"));
        return GetPersonal(s, record);
      });
  EXPECT_EQ(personal->name(), "SITI");
  auto none = storage::ViewFor<RecordRow>(store_, [](storage::Snapshot& s) { return GetRecord(s, "x"); });
  EXPECT_EQ(ReasonOf(none.status()), "UNKNOWN_RECORD");
}

TEST_F(RecordTableTest, DueIndexFollowsTheEndOfTheHold) {
  Insert(Ready("a", 100));
  const absl::Time end = kNow + absl::Hours(5);
  Change("a", [&](RecordRow& record) {
    record.mutable_hold()->set_until_micros(absl::ToUnixMicros(end));
    return Advance(record, Event::kHold, "PERSON").status();
  });
  EXPECT_THAT(DueAt(end - absl::Microseconds(1)), IsEmpty());
  EXPECT_THAT(DueAt(end), ElementsAre("a"));
  Step("a", Event::kRelease);
  EXPECT_THAT(DueAt(absl::InfiniteFuture() - absl::Hours(1)), IsEmpty());
}

TEST_F(RecordTableTest, DueIndexWakesAtTheBirthdayOnceUpstreamClearedIt) {
  const absl::Time birthday = kNow + absl::Hours(24 * 30);
  RecordRow record = Ready("a", 100);
  record.set_state(rows::v1::RECORD_STATE_NOT_READY);
  record.set_ready_micros(0);
  record.set_upstream(rows::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT);
  record.set_gate_micros(absl::ToUnixMicros(birthday));
  Insert(record);
  EXPECT_THAT(DueAt(birthday), IsEmpty());
  Change("a", [](RecordRow& row) {
    row.set_upstream(rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
    return absl::OkStatus();
  });
  EXPECT_THAT(DueAt(birthday), ElementsAre("a"));
}

TEST_F(RecordTableTest, FlowCountsEachEventOnItsDay) {
  Insert(Ready("a", 100));
  Step("a", Event::kGrantAndStart);
  Step("a", Event::kReleasedByStation);
  Step("a", Event::kGrantAndStart);
  Step("a", Event::kPrinted);
  Step("a", Event::kHandOver);
  const auto flow = Flow();
  EXPECT_EQ(flow.at(FlowEvent::kAdded), 1);
  EXPECT_EQ(flow.at(FlowEvent::kReady), 1);
  EXPECT_EQ(flow.at(FlowEvent::kPrinted), 1);
  EXPECT_EQ(flow.at(FlowEvent::kHandedOver), 1);
}

TEST_F(RecordTableTest, InsertLowersTheHeadHint) {
  storage::HeadHint heads;
  const storage::LineId line = LineOf(Ready("a", 100));
  heads.Raise(line, PlaceOf(Ready("z", 500)), heads.Get(line).version);
  ASSERT_TRUE(heads.Get(line).after.has_value());
  ASSERT_TRUE(store_
                  .Update("test",
                          [&](storage::Txn& txn) {
                            return RecordTable(txn, &heads).Insert(Ready("a", 100), {}, kNow);
                          })
                  .ok());
  ASSERT_TRUE(heads.Get(line).after.has_value());
  const storage::LinePlace after = *heads.Get(line).after;
  const storage::LinePlace place = PlaceOf(Ready("a", 100));
  EXPECT_LT(std::tie(after.key, after.ready), std::tie(place.key, place.ready));
}

TEST(Advance, TellsWhatTheLogMustSay) {
  RecordRow record = Ready("a", 100);
  auto* attempt = record.add_attempts();
  attempt->set_number(3);
  attempt->set_station_id("rumbai-1");
  const auto step = Advance(record, Event::kGrant, "head of the line");
  ASSERT_TRUE(step.ok());
  EXPECT_EQ(record.state(), rows::v1::RECORD_STATE_GRANTED);
  EXPECT_EQ(step->move.blank, BlankMove::kAvailableToReserved);
  EXPECT_EQ(step->change.event(), "GRANT");
  EXPECT_EQ(step->change.attempt(), 3u);
  EXPECT_EQ(step->change.station_id(), "rumbai-1");
  EXPECT_EQ(step->change.reason(), "head of the line");
  EXPECT_EQ(ReasonOf(Advance(record, Event::kGrant, "").status()), "FORBIDDEN_MOVE");
}

TEST(Remember, KeepsTheNewest64) {
  RecordRow record;
  for (uint64_t seq = 1; seq <= 70; ++seq) Remember(record, "14.05", "", {seq, kNow});
  EXPECT_EQ(record.history_size(), 64);
  EXPECT_EQ(record.history(0).seq(), 7u);
  EXPECT_EQ(record.history(63).seq(), 70u);
}

TEST(Gate, OpensAtTheStartOfTheBirthdayInTheOfficesZone) {
  const absl::TimeZone jakarta = absl::FixedTimeZone(7 * 3600);
  EXPECT_EQ(SeventeenthBirthday(absl::CivilDay(2000, 5, 17), jakarta),
            absl::FromCivil(absl::CivilSecond(2017, 5, 17, 0, 0, 0), jakarta));
  EXPECT_EQ(SeventeenthBirthday(absl::CivilDay(2000, 2, 29), jakarta),
            absl::FromCivil(absl::CivilDay(2017, 3, 1), jakarta));
}

TEST(Gate, WhatComesBackIsHeldCancelledOrClosed) {
  RecordRow record = Ready("a", 100);
  EXPECT_EQ(AfterReturn(record, kNow), std::nullopt);
  record.set_upstream(rows::v1::UPSTREAM_STATUS_DUPLICATE_RECORD);
  EXPECT_EQ(AfterReturn(record, kNow), Event::kGateCloses);
  record.set_stop_request("HOLD");
  EXPECT_EQ(AfterReturn(record, kNow), Event::kHold);
  record.set_stop_request("CANCEL");
  EXPECT_EQ(AfterReturn(record, kNow), Event::kCancel);
  record.set_state(rows::v1::RECORD_STATE_HELD);
  EXPECT_EQ(AfterReturn(record, kNow), Event::kCancel);
  record.set_stop_request("HOLD");
  EXPECT_EQ(AfterReturn(record, kNow), std::nullopt);
  record.set_stop_request("CANCEL");
  record.set_state(rows::v1::RECORD_STATE_STARTED);
  EXPECT_EQ(AfterReturn(record, kNow), std::nullopt);
}

}  // namespace
}  // namespace blangko::records
