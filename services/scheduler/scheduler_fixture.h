// Fixture of the scheduler's tests: the regency of Pelalawan with its lines, blanks and one print station, and words of
// the domain to bring them into a state and to look at it.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/rng.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/printers/station_table.h"
#include "services/records/person_table.h"
#include "services/records/record_table.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/grant_return.h"
#include "services/scheduler/placement.h"
#include "services/scheduler/reclaimer.h"
#include "services/scheduler/scheduler.h"
#include "services/stock/stock_table.h"
#include "storage/key_codec.h"
#include "storage/memory/memory_store.h"
#include "storage/row_codec.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::scheduler {

inline constexpr char kRegency[] = "14.05";
inline constexpr char kLangkai[] = "14.05.02";  // a district with its own blanks
inline constexpr char kStation[] = "pelalawan-1";
inline constexpr char kOtherStation[] = "langkai-1";
inline constexpr char kPrinter[] = "p1";

using records::RecordRow;
using rows::v1::Account;

// One record as a test wants it.
struct Wish {
  int recorded_day = 0;  // days after the first; the FIFO key of the default policy
  std::string site = kRegency;
  bool first_card = true;
  std::string blank_type = "";
  int ready_day = 1000;
  std::string person = "";  // "" = one of its own
};

class SchedulerFixture : public testing::Test {
 protected:
  SchedulerFixture() { Prepare(); }

  // ---- the world ------------------------------------------------------------------------------------------------
  void GivenRecord(const std::string& id, const Wish& wish = {}) {
    EXPECT_OK(store_.Update("test.record", [&](storage::Txn& txn) -> absl::Status {
      RecordRow record = RowOf(id, wish);
      ASSIGN_OR_RETURN(const records::Placement place, placement_.Place(txn, record, clock_.Now()));
      record.set_class_id(place.class_id);
      record.set_generation(place.generation);
      record.set_key_micros(absl::ToUnixMicros(place.key));
      rows::v1::Personal personal;
      personal.set_nik("1405021708950001");
      personal.set_name("SITI " + id);
      return records::RecordTable(txn, &heads_).Insert(record, personal, clock_.Now());
    }));
  }
  // `count` records "<prefix>001"…, each recorded a day after the one before it.
  void GivenRecords(const std::string& prefix, int count, const Wish& first = {}) {
    for (int i = 0; i < count; ++i) {
      Wish wish = first;
      wish.recorded_day += i;
      GivenRecord(absl::StrCat(prefix, absl::Dec(i + 1, absl::kZeroPad3)), wish);
    }
  }
  void GivenBlanks(const std::string& site, int64_t count, const std::string& lot = "L1",
                   const std::string& type = "KTP-2", std::vector<uint32_t> request_types = {},
                   const std::string& minimum_version = "") {
    const uint64_t order = ++lots_;
    EXPECT_OK(store_.Update("test.blanks", [&](storage::Txn& txn) -> absl::Status {
      rows::v1::Lot row;
      row.set_lot(lot);
      row.set_blank_type(type);
      row.set_order(order);
      row.set_minimum_application_version(minimum_version);
      row.mutable_allowed_request_types()->Assign(request_types.begin(), request_types.end());
      storage::PutRow(txn, storage::KeyWriter(storage::Table::kLot).Text(lot).Take(), row);
      return Post(txn, site, lot, rows::v1::ACCOUNT_RECEIVED, rows::v1::ACCOUNT_AVAILABLE, count);
    }));
  }
  void MoveBlanks(const std::string& site, const std::string& lot, Account from, Account to, int64_t count) {
    EXPECT_OK(
        store_.Update("test.move", [&](storage::Txn& txn) { return Post(txn, site, lot, from, to, count); }));
  }
  void GivenStation(const std::string& id, std::vector<std::string> sites,
                    const std::string& driver = "ipp") {
    EXPECT_OK(store_.Update("test.station", [&](storage::Txn& txn) {
      printers::StationRow station;
      station.set_station_id(id);
      station.set_office(sites.front());
      station.mutable_sites()->Assign(sites.begin(), sites.end());
      station.set_epoch(1);
      station.set_enabled(true);
      station.set_heartbeat_micros(absl::ToUnixMicros(clock_.Now()));
      printers::PutStation(txn, station);
      printers::PrinterRow printer;
      printer.set_station_id(id);
      printer.set_printer_id(kPrinter);
      printer.set_driver(driver);
      printers::PutPrinter(txn, printer);
      return absl::OkStatus();
    }));
  }
  template <typename Change>
  void ChangePrinter(Change change, const std::string& station = kStation) {
    EXPECT_OK(store_.Update("test.printer", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(printers::PrinterRow printer, printers::GetPrinter(txn, station, kPrinter));
      change(printer);
      printers::PutPrinter(txn, printer);
      return absl::OkStatus();
    }));
  }
  template <typename Change>
  void ChangeStation(Change change, const std::string& id = kStation) {
    EXPECT_OK(store_.Update("test.station", [&](storage::Txn& txn) -> absl::Status {
      ASSIGN_OR_RETURN(printers::StationRow station, printers::GetStation(txn, id));
      change(station);
      printers::PutStation(txn, station);
      return absl::OkStatus();
    }));
  }
  void GivenWatch(const std::string& record_id, const std::string& kind) {
    EXPECT_OK(store_.Update("test.watch", [&](storage::Txn& txn) {
      rows::v1::Watch watch;
      watch.set_kind(kind);
      records::PutWatch(txn, "p-" + record_id, watch);
      return absl::OkStatus();
    }));
  }
  void GivenPolicy(const rows::v1::Policy& policy) {
    access::Act act = Staff();
    act.fingerprint = "policy";
    EXPECT_OK(scheduler_.SetPolicy(act, policy));
  }

  // ---- who asks --------------------------------------------------------------------------------------------------
  access::Act Staff(const std::string& scope = "") {
    return {{"local:budi", access::Role::kAdministrator, scope}, clock_.Now(), ids_.Next(), ""};
  }
  access::Act StationAct(const std::string& id = kStation) {
    return {{"station:" + id, access::Role::kStation, kRegency}, clock_.Now(), ids_.Next(), ""};
  }
  // The act of a request, which gets its id.
  template <typename Request>
  access::Act Sign(Request& request, access::Act act) {
    request.set_request_id(act.request_id);
    act.fingerprint = access::Fingerprint(request);
    return act;
  }
  template <typename Request>
  access::Act Sign(Request& request) {
    return Sign(request, StationAct(request.station_id()));
  }

  // ---- calls -----------------------------------------------------------------------------------------------------
  v1::PullJobsRequest PullOf(int jobs, const std::string& station = kStation) {
    v1::PullJobsRequest request;
    request.set_station_id(station);
    request.set_printer_id(kPrinter);
    request.set_max_jobs(jobs);
    return request;
  }
  absl::StatusOr<v1::PullJobsResponse> TryPull(int jobs, const std::string& station = kStation) {
    v1::PullJobsRequest request = PullOf(jobs, station);
    const access::Act act = Sign(request);
    return scheduler_.Pull(act, request);
  }
  std::vector<v1::Job> Pull(int jobs, const std::string& station = kStation) {
    return Jobs(TryPull(jobs, station));
  }
  v1::StartJobsRequest StartOf(const std::vector<v1::Job>& jobs, const std::string& station = kStation) {
    v1::StartJobsRequest request;
    request.set_station_id(station);
    request.set_printer_id(kPrinter);
    for (const v1::Job& job : jobs) *request.add_jobs() = Ref(job);
    return request;
  }
  absl::StatusOr<v1::StartJobsResponse> TryStart(const std::vector<v1::Job>& jobs,
                                                 const std::string& station = kStation) {
    v1::StartJobsRequest request = StartOf(jobs, station);
    const access::Act act = Sign(request);
    return scheduler_.Start(act, request);
  }
  // "" for a permission, else the reason why not.
  std::string Start(const v1::Job& job, const std::string& station = kStation) {
    auto response = TryStart({job}, station);
    if (!response.ok()) return ReasonOf(response.status());
    return response->items(0).permitted() ? "" : response->items(0).error().reason();
  }
  v1::ExchangeJobsRequest ExchangeOf(const std::vector<v1::OutcomeReport>& reports, int jobs,
                                     const std::string& station = kStation) {
    v1::ExchangeJobsRequest request;
    request.set_station_id(station);
    request.set_printer_id(kPrinter);
    request.set_max_jobs(jobs);
    request.mutable_outcomes()->Assign(reports.begin(), reports.end());
    return request;
  }
  absl::StatusOr<v1::ExchangeJobsResponse> TryExchange(const std::vector<v1::OutcomeReport>& reports,
                                                       int jobs, const std::string& station = kStation) {
    v1::ExchangeJobsRequest request = ExchangeOf(reports, jobs, station);
    const access::Act act = Sign(request);
    return scheduler_.Exchange(act, request);
  }
  // Jobs with permission.
  std::vector<v1::Job> Take(int jobs, const std::string& station = kStation) {
    return Jobs(TryExchange({}, jobs, station));
  }
  v1::OutcomeReport ReportOf(const v1::Job& job, v1::Outcome outcome,
                             v1::Evidence evidence = v1::EVIDENCE_OPERATOR) {
    v1::OutcomeReport report;
    report.set_seq(++seq_);
    report.set_record_id(job.record_id());
    report.set_attempt(job.attempt());
    report.set_outcome(outcome);
    report.set_evidence(evidence);
    report.set_reason(outcome == v1::OUTCOME_SPOILED ? "GAGAL_CETAK" : "");
    report.set_printer_id(kPrinter);
    return report;
  }
  v1::OutcomeResult Send(const v1::OutcomeReport& report, const std::string& station = kStation) {
    v1::ReportOutcomesRequest request;
    request.set_station_id(station);
    *request.add_outcomes() = report;
    const access::Act act = Sign(request);
    auto response = scheduler_.Report(act, request);
    EXPECT_OK(response);
    return response.ok() ? response->results(0) : v1::OutcomeResult();
  }
  v1::OutcomeResult Report(const v1::Job& job, v1::Outcome outcome,
                           v1::Evidence evidence = v1::EVIDENCE_OPERATOR) {
    return Send(ReportOf(job, outcome, evidence));
  }
  // "" when it was given back, else the reason why not.
  std::string Release(const v1::Job& job, const std::string& station = kStation) {
    v1::ReleaseJobsRequest request;
    request.set_station_id(station);
    *request.add_jobs() = Ref(job);
    const access::Act act = Sign(request);
    auto response = scheduler_.Release(act, request);
    if (!response.ok()) return ReasonOf(response.status());
    return response->items(0).released() ? "" : response->items(0).error().reason();
  }
  absl::StatusOr<RecordRow> Resolve(const v1::Job& job, v1::Outcome outcome, const std::string& scope = "") {
    v1::ResolveJobRequest request;
    request.set_record_id(job.record_id());
    request.set_attempt(job.attempt());
    request.set_outcome(outcome);
    const access::Act act = Sign(request, Staff(scope));
    return scheduler_.Resolve(act, request);
  }
  void Reclaim() { EXPECT_OK(reclaimer_.RunOnce(clock_.Now())); }

  // ---- looking ---------------------------------------------------------------------------------------------------
  RecordRow Record(const std::string& id) {
    auto record = storage::ViewFor<RecordRow>(
        store_, [&](storage::Snapshot& snapshot) { return records::GetRecord(snapshot, id); });
    EXPECT_OK(record);
    return record.value_or(RecordRow());
  }
  std::string State(const std::string& id) { return std::string(records::NameOf(Record(id).state())); }
  int64_t Blanks(Account account, const std::string& site = kRegency, const std::string& lot = "L1") {
    auto balances = storage::ViewFor<rows::v1::Balances>(
        store_, [&](storage::Snapshot& snapshot) { return stock::ReadBalances(snapshot, site, lot); });
    EXPECT_OK(balances);
    EXPECT_EQ(stock::Imbalance(balances.value_or(rows::v1::Balances())), 0);
    return stock::Get(balances.value_or(rows::v1::Balances()), account);
  }
  printers::PrinterRow Printer(const std::string& station = kStation) {
    auto printer = storage::ViewFor<printers::PrinterRow>(store_, [&](storage::Snapshot& snapshot) {
      return printers::GetPrinter(snapshot, station, kPrinter);
    });
    EXPECT_OK(printer);
    return printer.value_or(printers::PrinterRow());
  }
  size_t RowsOf(storage::Table table) {
    size_t rows = 0;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan(storage::KeyWriter(table).Range(), storage::ScanOrder::kForward,
                           [&](std::string_view, std::string_view) {
                             ++rows;
                             return true;
                           });
    }));
    return rows;
  }
  // The chain of every log stream of a site.
  void ExpectLogsIntact(const std::string& site = kRegency) {
    for (const char* lot : {"", "L1"}) {
      EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
        return storage::VerifyLog(snapshot, {site, lot});
      }));
    }
  }

  static v1::JobRef Ref(const v1::Job& job) {
    v1::JobRef ref;
    ref.set_record_id(job.record_id());
    ref.set_attempt(job.attempt());
    return ref;
  }
  static std::vector<std::string> Ids(const std::vector<v1::Job>& jobs) {
    std::vector<std::string> ids;
    for (const v1::Job& job : jobs) ids.push_back(job.record_id());
    return ids;
  }
  template <typename Response>
  static std::vector<v1::Job> Jobs(const absl::StatusOr<Response>& response) {
    EXPECT_OK(response);
    if (!response.ok()) return {};
    return {response->jobs().begin(), response->jobs().end()};
  }

  TestClock clock_;
  SeededRng rng_{17};
  IdSource ids_{clock_, rng_};
  storage::MemoryStore store_{{.seed = 17}};
  storage::HeadHint heads_;
  Placement placement_;
  GrantReturn grants_;
  Scheduler scheduler_{store_, heads_, clock_};
  Reclaimer reclaimer_{store_, heads_};
  records::Records records_{store_, placement_, grants_, &heads_};

 private:
  static RecordRow RowOf(const std::string& id, const Wish& wish) {
    const absl::Time start = TestStart() - absl::Hours(24 * 365);
    RecordRow record;
    record.set_record_id(id);
    record.set_person_id("p-" + (wish.person.empty() ? id : wish.person));
    record.set_office(kRegency);
    record.set_area(wish.site);
    record.set_site(wish.site);
    record.set_state(rows::v1::RECORD_STATE_READY);
    record.set_upstream(rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
    record.set_request_type(wish.first_card ? records::v1::REQUEST_TYPE_FIRST_ISSUANCE
                                            : records::v1::REQUEST_TYPE_REPLACEMENT_LOST);
    record.set_first_card(wish.first_card);
    record.set_blank_type(wish.blank_type);
    record.set_recorded_micros(absl::ToUnixMicros(start + wish.recorded_day * absl::Hours(24)));
    record.set_ready_micros(absl::ToUnixMicros(start + wish.ready_day * absl::Hours(24)));
    return record;
  }
  absl::Status Post(storage::Txn& txn, const std::string& site, const std::string& lot, Account from,
                    Account to, int64_t count) {
    rows::v1::Movement movement = stock::OneBlank(from, to, "", 0);
    movement.set_count(count);
    stock::Posting posting;
    posting.office = site;
    posting.lot = lot;
    posting.movements = {movement};
    posting.subject = "lot:" + lot;
    return stock::StockTable(txn).Post(access::SystemAct("test", clock_.Now()), posting).status();
  }
  void Prepare() {
    EXPECT_OK(access::EnsureStoreIdentity(store_, ids_, clock_.Now()));
    rows::v1::Office regency;
    regency.set_code(kRegency);
    regency.set_name("Disdukcapil Pelalawan");
    rows::v1::Office langkai;
    langkai.set_code(kLangkai);
    langkai.set_name("Kecamatan Pangkalan Kerinci");
    langkai.set_parent(kRegency);
    regency.set_kind(access::v1::OFFICE_KIND_REGENCY);
    langkai.set_kind(access::v1::OFFICE_KIND_DISTRICT);
    EXPECT_OK(access::Offices(store_).Put(Staff(), {regency, langkai}, {}));
    GivenStation(kStation, {kRegency});
    GivenStation(kOtherStation, {kLangkai});
  }

  uint64_t lots_ = 0;
  uint64_t seq_ = 0;
};

}  // namespace blangko::scheduler
