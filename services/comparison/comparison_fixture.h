// A regency that prints and compares its days, for tests.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/store_identity.h"
#include "services/audit/audit.h"
#include "services/comparison/comparisons.h"
#include "services/comparison/print_list.h"
#include "services/records/identity.h"
#include "services/records/person_table.h"
#include "services/records/record_table.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/stock/ledger_fold.h"

namespace blangko::comparison {

using scheduler::kPrinter;
using scheduler::kRegency;
using scheduler::kStation;
using testing::HasSubstr;
using testing::Not;

inline constexpr char kAni[] = "1405021708950001";
inline constexpr char kBudi[] = "1405021708950002";
inline constexpr char kCitra[] = "1405021708950003";
inline constexpr char kHeader[] = "nik;nama;waktu cetak;nomor permintaan\n";

class ComparisonFixture : public scheduler::SchedulerFixture {
 protected:
  ComparisonFixture() {
    EXPECT_OK(access::EnsureStoreIdentity(store_, ids_, clock_.Now()));
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto identity = access::ReadIdentity(snapshot);
      if (identity.ok()) hash_key_ = identity->hash_key();
      return identity.status();
    }));
    GivenStation(kStation, {kRegency});
    day_ = absl::ToCivilDay(clock_.Now(), zone_);
  }
  ~ComparisonFixture() override {
    unsetenv("BLANGKO_PLANT");
    EXPECT_OK(store_.View([](storage::Snapshot& snapshot) { return stock::CheckLedger(snapshot); }));
  }

  std::string PersonOf(const std::string& nik) { return records::PersonIdOf(hash_key_, nik); }
  void GivenWaiting(const std::string& id, const std::string& nik) {
    GivenRecord(id);
    EXPECT_OK(store_.Update("test.person", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(const records::RecordRow before, records::GetRecord(txn, id));
      records::RecordRow after = before;
      after.set_person_id(PersonOf(nik));
      RETURN_IF_ERROR(records::LinkRecord(txn, after.person_id(), id));
      return records::RecordTable(txn, &heads_).Put(before, after, clock_.Now());
    }));
  }
  // A card of this person comes out here.
  void Print(const std::string& id, const std::string& nik) {
    GivenWaiting(id, nik);
    const auto jobs = Take(1);
    ASSERT_EQ(jobs.size(), 1U);
    EXPECT_EQ(jobs[0].record_id(), id);
    Report(jobs[0], scheduler::v1::OUTCOME_PRINTED);
  }

  template <typename Request>
  Request About() {
    Request request;
    request.set_office(kRegency);
    request.mutable_day()->set_year(static_cast<int32_t>(day_.year()));
    request.mutable_day()->set_month(day_.month());
    request.mutable_day()->set_day(day_.day());
    return request;
  }
  access::Act Person(bool named = true, const std::string& scope = "") {
    access::Act act{
        {"account:siti", access::Role::kSupervisor, scope, named}, clock_.Now(), ids_.Next(), "f"};
    return act;
  }
  template <typename Request>
  access::Act Sign(Request& request) {
    access::Act act = Person();
    request.set_request_id(act.request_id);
    act.fingerprint = access::Fingerprint(request);
    return act;
  }

  absl::StatusOr<v1::ImportPrintListResponse> Import(const std::string& rows) {
    auto header = About<v1::ImportPrintListRequest::Header>();
    header.set_request_id(ids_.Next());
    return comparisons_.ImportList(Person(), header, kHeader + rows);
  }
  std::string Row(const std::string& nik, const std::string& number = "", const std::string& hour = "10:15") {
    return absl::StrCat(nik, ";NAMA;", absl::FormatCivilTime(day_), " ", hour, ";", number, "\n");
  }
  // "" or the reason of the refusal.
  std::string Book(const std::vector<std::string>& cards, const std::string& lot = "") {
    auto request = About<v1::BookOutsideRequest>();
    for (const std::string& card : cards) request.add_card_ids(card);
    request.set_lot(lot);
    const access::Act act = Sign(request);
    return ReasonOf(comparisons_.Book(act, request).status());
  }
  std::string Answer(const std::string& card, const std::string& reason, const std::string& note = "") {
    auto request = About<v1::AnswerDifferenceRequest>();
    request.set_card_id(card);
    request.set_reason(reason);
    request.set_note(note);
    const access::Act act = Sign(request);
    return ReasonOf(comparisons_.Answer(act, request).status());
  }
  std::string Close(const std::string& note = "", bool named = true) {
    auto request = About<v1::CloseDayRequest>();
    request.set_note(note);
    access::Act act = Sign(request);
    act.actor.named = named;
    return ReasonOf(comparisons_.Close(act, request).status());
  }
  std::vector<v1::ComparedCard> Differences() {
    auto request = About<v1::ListComparedCardsRequest>();
    request.set_differences_only(true);
    const auto found = comparisons_.Cards(Person().actor, request, {});
    EXPECT_OK(found);
    return found.ok() ? found->rows : std::vector<v1::ComparedCard>();
  }
  v1::ComparisonCounts Counts() {
    const auto day = comparisons_.Get(Person().actor, About<v1::GetDayRequest>());
    EXPECT_OK(day);
    return day.ok() ? day->day().counts() : v1::ComparisonCounts();
  }
  std::string StateOfDay() {
    const auto day = comparisons_.Get(Person().actor, About<v1::GetDayRequest>());
    return day.ok() ? v1::ComparisonDay::State_Name(day->day().state()) : ReasonOf(day.status());
  }
  void NextDay() { clock_.Advance(absl::Hours(24)); }
  int64_t Consumed() { return Blanks(rows::v1::ACCOUNT_CONSUMED); }

  std::string hash_key_;
  absl::TimeZone zone_ = [] {
    absl::TimeZone zone;
    EXPECT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &zone));
    return zone;
  }();
  absl::CivilDay day_;
  Comparisons comparisons_{store_, heads_};
};

}  // namespace blangko::comparison
