// Fixture of the record tests: a store with the offices of Pelalawan, a policy in miniature, and words of the domain.
//
// Threads: belongs to one test.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/rng.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/event_log.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::records {

inline constexpr char kRegency[] = "14.05";
inline constexpr char kLangkai[] = "14.05.02";  // a district with its own print site
inline constexpr char kVillage[] = "14.05.02.2003";

// Class 1 = first cards, class 2 = the rest; the key is the recorded time.
class TwoClasses final : public PlacementRule {
 public:
  absl::StatusOr<Placement> Place(storage::Snapshot&, const rows::v1::Record& record, absl::Time) override {
    return Placement{record.first_card() ? 1U : 2U, 0, absl::FromUnixMicros(record.recorded_micros())};
  }
};

// Writes the log entry that the scheduler would write with the movement, and counts.
class CountingReturn final : public GrantReturn {
 public:
  absl::Status ReturnBlank(storage::Txn& txn, const access::Act& act, rows::v1::Record& record,
                           const rows::v1::RecordChange& change) override {
    rows::v1::LogEntry entry = access::EntryOf(act, "", "");
    *entry.mutable_record() = change;
    absl::StatusOr<storage::LogPosition> at = access::AppendEvent(txn, act, kRegency, entry);
    if (!at.ok()) return at.status();
    Remember(record, kRegency, "", *at);
    returned.insert(record.record_id());
    return absl::OkStatus();
  }

  std::set<std::string> returned;  // ids, so that a body that runs twice counts once
};

class RecordsFixture : public testing::Test {
 protected:
  RecordsFixture() { Reset(); }

  // An empty store with the same offices.
  void Reset() {
    records_.reset();
    store_ = std::make_unique<storage::MemoryStore>(storage::MemoryOptions{.seed = 11});
    records_ = std::make_unique<Records>(*store_, placement_, grants_, nullptr);
    Prepare();
  }

  access::Act Staff(const std::string& scope = "") {
    return {{"local:budi", access::Role::kOperator, scope}, clock_.Now(), ids_.Next(), ""};
  }
  template <typename Request>
  access::Act ActFor(Request& request, const std::string& scope = "") {
    access::Act act = Staff(scope);
    request.set_request_id(act.request_id);
    act.fingerprint = access::Fingerprint(request);
    return act;
  }

  static std::string Nik(int serial) { return "140502170895" + std::to_string(1000 + serial); }

  v1::CreateRecordRequest Applicant(int serial) {
    v1::CreateRecordRequest request;
    request.set_office(kRegency);
    request.set_area(kVillage);
    request.set_request_type(v1::REQUEST_TYPE_FIRST_ISSUANCE);
    request.set_upstream(v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
    request.mutable_recorded_time()->set_seconds(absl::ToUnixSeconds(clock_.Now()) - 86'400 + serial);
    request.mutable_personal()->set_nik(Nik(serial));
    request.mutable_personal()->set_name("SITI " + std::to_string(serial));
    request.mutable_personal()->set_birth_date("1995-08-17");
    request.mutable_personal()->set_sex("L");
    return request;
  }

  absl::StatusOr<v1::Record> TryCreate(v1::CreateRecordRequest request, const std::string& scope = "") {
    const access::Act act = ActFor(request, scope);
    auto made = records_->Create(act, request);
    if (!made.ok()) return made.status();
    return made->record();
  }
  v1::Record Create(const v1::CreateRecordRequest& request) {
    auto made = TryCreate(request);
    EXPECT_OK(made);
    return made.value_or(v1::Record());
  }

  absl::StatusOr<v1::Record> Hold(const std::string& id, absl::Time until = absl::UnixEpoch()) {
    v1::HoldRecordRequest request;
    request.set_record_id(id);
    if (until != absl::UnixEpoch()) request.mutable_until()->set_seconds(absl::ToUnixSeconds(until));
    const access::Act act = ActFor(request);
    auto held = records_->Hold(act, request);
    if (!held.ok()) return held.status();
    return held->record();
  }
  absl::StatusOr<v1::Record> Release(const std::string& id, const std::string& why = "sudah diperiksa") {
    v1::ReleaseRecordRequest request;
    request.set_record_id(id);
    request.set_reason(why);
    const access::Act act = ActFor(request);
    auto released = records_->Release(act, request);
    if (!released.ok()) return released.status();
    return released->record();
  }

  v1::Record Get(const std::string& id) {
    v1::GetRecordRequest request;
    request.set_record_id(id);
    auto got = records_->Get(Staff(), request);
    EXPECT_OK(got);
    return got.ok() ? got->record() : v1::Record();
  }
  int64_t Rank(const std::string& id) {
    v1::GetRankRequest request;
    request.set_record_id(id);
    auto got = records_->Rank(Staff(), request);
    EXPECT_OK(got);
    return got.ok() ? got->rank() : -1;
  }

  // Ids in the order of the list.
  std::vector<std::string> Ids(const v1::ListRecordsRequest& request, size_t page_size = 100,
                               const std::string& scope = "") {
    std::vector<std::string> ids;
    ListPage page{page_size, ""};
    do {
      auto listed = records_->List(Staff(scope), request, page);
      EXPECT_OK(listed);
      if (!listed.ok()) break;
      for (const auto& record : listed->records) ids.push_back(record.record_id());
      page.after = listed->last_key;
    } while (!page.after.empty());
    return ids;
  }
  std::vector<std::string> Waiting() {
    v1::ListRecordsRequest request;
    request.add_states(v1::RECORD_STATE_READY);
    return Ids(request);
  }

  // Brings a record into a state by the events of the table, as the scheduler would.
  void Drive(const std::string& id, const std::vector<Event>& events) {
    EXPECT_OK(store_->Update("test.drive", [&](storage::Txn& txn) -> absl::Status {
      absl::StatusOr<RecordRow> before = GetRecord(txn, id);
      if (!before.ok()) return before.status();
      RecordRow after = *before;
      for (const Event event : events) {
        if (event == Event::kGrant || event == Event::kGrantAndStart) {
          after.add_attempts()->set_number(static_cast<uint32_t>(after.attempts_size()) + 1);
        }
        absl::StatusOr<Step> step = Advance(after, event, "");
        if (!step.ok()) return step.status();
      }
      return RecordTable(txn, nullptr).Put(*before, after, clock_.Now());
    }));
  }

  uint64_t LogLength(const std::string& office) {
    auto head = storage::ViewFor<storage::LogHeadView>(*store_, [&](storage::Snapshot& snapshot) {
      return storage::ReadLogHead(snapshot, {office, ""});
    });
    return head.ok() ? head->seq : 0;
  }

  // Checks the whole log chain of an office.
  absl::Status VerifyLogOf(const std::string& office) {
    return store_->View([&](storage::Snapshot& snapshot) {
      return storage::VerifyLog(snapshot, {office, ""});
    });
  }

  // All bytes of the keys of the store, to look for what must not be there.
  std::string AllKeys() {
    std::string keys;
    EXPECT_OK(store_->View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({std::string(1, '\x01'), std::string(1, '\x7f')}, storage::ScanOrder::kForward,
                           [&](std::string_view key, std::string_view) {
                             keys.append(key).push_back('\n');
                             return true;
                           });
    }));
    return keys;
  }

  TestClock clock_;
  SeededRng rng_{11};
  IdSource ids_{clock_, rng_};
  std::unique_ptr<storage::MemoryStore> store_;
  TwoClasses placement_;
  CountingReturn grants_;
  std::unique_ptr<Records> records_;

 private:
  static rows::v1::Office Office(const std::string& code, const std::string& parent) {
    rows::v1::Office office;
    office.set_code(code);
    office.set_name("KANTOR " + code);
    office.set_parent(parent);
    office.set_kind(access::v1::OFFICE_KIND_DISTRICT);
    return office;
  }
  static rows::v1::AreaRoute Route(const std::string& area, const std::string& site) {
    rows::v1::AreaRoute route;
    route.set_area(area);
    route.set_site(site);
    return route;
  }

  void Prepare() {
    EXPECT_TRUE(access::EnsureStoreIdentity(*store_, ids_, clock_.Now()).ok());
    access::Offices offices(*store_);
    access::Act act = Staff();
    EXPECT_OK(
        offices.Put(act, {Office(kRegency, ""), Office(kLangkai, kRegency), Office("14.05.03", kRegency)},
                    {Route(kRegency, kRegency), Route(kLangkai, kLangkai), Route("14.05.03", "14.05.03")}));
  }
};

}  // namespace blangko::records
