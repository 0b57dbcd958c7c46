#include "services/printers/printers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/hash.h"
#include "base/ids.h"
#include "blangko/access/v1/offices.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "storage/layers/ledger_log.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kDinas[] = "14.71";
constexpr char kRumbai[] = "14.71.06";
constexpr char kBukit[] = "14.71.11";

rows::v1::Office Office(const std::string& code, const std::string& parent) {
  rows::v1::Office office;
  office.set_code(code);
  office.set_name("Kantor " + code);
  office.set_parent(parent);
  office.set_kind(access::v1::OFFICE_KIND_DISTRICT);
  return office;
}

class PrintersTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(InitCrypto());
    ASSERT_OK(access::Offices(store_).Put(
        ActFor(v1::GetStationRequest()),
        {Office(kDinas, ""), Office(kRumbai, kDinas), Office(kBukit, kDinas)}, {}));
  }

  template <typename Request>
  access::Act ActFor(const Request& request) {
    return {.actor = actor_,
            .now = clock_.Now(),
            .request_id = ids_.Next(),
            .fingerprint = access::Fingerprint(request)};
  }
  access::Act ActOfStation(const std::string& station_id) {
    return {.actor = {.identity = "station:" + station_id, .role = access::Role::kStation, .scope = kRumbai},
            .now = clock_.Now(),
            .request_id = "",
            .fingerprint = ""};
  }

  static v1::RegisterStationRequest Registration(const std::string& public_key, bool replace = false) {
    v1::RegisterStationRequest request;
    request.mutable_station()->set_station_id("rumbai-1");
    request.mutable_station()->set_name("Rumbai");
    request.mutable_station()->set_office(kRumbai);
    request.mutable_station()->add_sites(kRumbai);
    request.mutable_station()->set_public_key(public_key);
    request.set_replace(replace);
    return request;
  }
  absl::StatusOr<v1::Station> Register(const v1::RegisterStationRequest& request) {
    const auto response = printers_.RegisterStation(ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->station();
  }

  static v1::HeartbeatRequest Alive(v1::PrinterState state = v1::PRINTER_STATE_IDLE,
                                    const std::vector<std::string>& reasons = {}) {
    v1::HeartbeatRequest request;
    request.set_station_id("rumbai-1");
    request.set_version("0.1.0");
    auto* printer = request.add_printers();
    printer->set_printer_id("p1");
    printer->set_driver("file");
    printer->set_state(state);
    printer->mutable_reasons()->Assign(reasons.begin(), reasons.end());
    return request;
  }
  absl::StatusOr<v1::HeartbeatResponse> Beat(const v1::HeartbeatRequest& request) {
    return printers_.Heartbeat(ActOfStation("rumbai-1"), request);
  }
  void GivenPrinter() {
    ASSERT_OK(Register(Registration(key_)));
    ASSERT_OK(Beat(Alive()));
  }
  v1::Printer ThePrinter() { return printers_.GetStation(ActFor(Alive()), "rumbai-1")->printers(0); }

  v1::SetPrinterRequest Setting() {
    v1::SetPrinterRequest request;
    request.set_station_id("rumbai-1");
    request.set_printer_id("p1");
    return request;
  }
  absl::StatusOr<v1::Printer> Set(const v1::SetPrinterRequest& request) {
    const auto response = printers_.SetPrinter(ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->printer();
  }

  // "subject event detail" of the office's log, without what set the test up.
  std::vector<std::string> LogOf(const std::string& office) {
    std::vector<std::string> lines;
    EXPECT_OK(store_.View([&](storage::Snapshot& snapshot) {
      return storage::VisitLog(
          snapshot, {office, ""}, std::nullopt, storage::ScanOrder::kForward,
          [&](const storage::LogRecord& record) {
            rows::v1::LogEntry entry;
            EXPECT_TRUE(entry.ParseFromString(record.entry));
            lines.push_back(entry.subject() + " " + entry.event() + " " + entry.detail());
            return true;
          });
    }));
    return lines;
  }

  TestClock clock_;
  SeededRng rng_{11};
  IdSource ids_{clock_, rng_};
  storage::MemoryStore store_;
  Printers printers_{store_, rng_};
  access::Actor actor_{.identity = "local:budi", .role = access::Role::kAdministrator, .scope = ""};
  const std::string key_ = std::string(32, 'k');
  const std::string other_key_ = std::string(32, 'o');
};

// ---- registration ---------------------------------------------------------------------------------------

TEST_F(PrintersTest, ANewStationBeginsWithEpochOne) {
  ASSERT_OK_AND_ASSIGN(const v1::Station station, Register(Registration(key_)));
  EXPECT_EQ(station.epoch(), 1u);
  EXPECT_TRUE(station.enabled());
  EXPECT_THAT(LogOf(kRumbai), ElementsAre("station:rumbai-1 REGISTER epoch 1"));
}

TEST_F(PrintersTest, TheSameKeyAgainChangesNothing) {
  ASSERT_OK_AND_ASSIGN(const v1::Station first, Register(Registration(key_)));
  ASSERT_OK_AND_ASSIGN(const v1::Station again, Register(Registration(key_)));
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(LogOf(kRumbai).size(), 1u);
}

TEST_F(PrintersTest, TheSameKeyMayServeOtherSites) {
  ASSERT_OK(Register(Registration(key_)));
  auto request = Registration(key_);
  request.mutable_station()->add_sites(kBukit);
  ASSERT_OK_AND_ASSIGN(const v1::Station station, Register(request));
  EXPECT_THAT(station.sites(), ElementsAre(kRumbai, kBukit));
  EXPECT_EQ(station.epoch(), 1u);
}

TEST_F(PrintersTest, AnotherKeyNeedsReplaceAndBeginsTheNextEpoch) {
  ASSERT_OK(Register(Registration(key_)));
  ASSERT_OK(store_.Update("test", [](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(StationRow station, GetStation(txn, "rumbai-1"));
    station.set_last_seq(40);
    PutStation(txn, station);
    return absl::OkStatus();
  }));
  EXPECT_EQ(ReasonOf(Register(Registration(other_key_)).status()), "STATION_KEY_MISMATCH");
  v1::RegisterStationRequest other = Registration(other_key_, true);
  other.mutable_station()->clear_name();
  ASSERT_OK_AND_ASSIGN(const v1::Station station, Register(other));
  EXPECT_EQ(station.name(), "Rumbai") << "it is the same place";
  EXPECT_EQ(station.epoch(), 2u);
  EXPECT_EQ(station.last_seq(), 0u);
  EXPECT_EQ(station.public_key(), other_key_);
  EXPECT_THAT(LogOf(kRumbai),
              ElementsAre("station:rumbai-1 REGISTER epoch 1", "station:rumbai-1 REPLACE epoch 2"));
}

TEST_F(PrintersTest, BadRegistrationsSayWhatIsWanted) {
  auto request = Registration("short");
  request.mutable_station()->set_station_id("Rumbai 1");
  request.mutable_station()->clear_sites();
  const absl::Status refused = Register(request).status();
  EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
  for (const char* part :
       {"station.station_id: got Rumbai 1, want 1 to 40 of a-z, 0-9 and -",
        "station.sites: got 0, want 1 to 64", "station.public_key: got 5 bytes, want 32 bytes"}) {
    EXPECT_THAT(std::string(refused.message()), testing::HasSubstr(part));
  }
}

TEST_F(PrintersTest, StationsStandAndServeInTheActorsArea) {
  auto request = Registration(key_);
  request.mutable_station()->add_sites(kBukit);
  actor_.scope = kRumbai;
  EXPECT_EQ(ReasonOf(Register(request).status()), "OUT_OF_SCOPE");
  ASSERT_OK(Register(Registration(key_)));
  actor_.scope = kBukit;
  auto stolen = Registration(other_key_, true);
  stolen.mutable_station()->set_office(kBukit);
  stolen.mutable_station()->set_sites(0, kBukit);
  EXPECT_EQ(ReasonOf(Register(stolen).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(ReasonOf(printers_.GetStation(ActFor(stolen), "rumbai-1").status()), "OUT_OF_SCOPE");
  EXPECT_THAT(printers_.ListStations(ActFor(stolen), "", {})->rows, IsEmpty());
  EXPECT_THAT(printers_.ListPrinters(ActFor(stolen), "", {})->rows, IsEmpty());
}

TEST_F(PrintersTest, UnknownOfficesAreRefused) {
  auto request = Registration(key_);
  request.mutable_station()->set_sites(0, "14.99");
  EXPECT_EQ(ReasonOf(Register(request).status()), "UNKNOWN_OFFICE");
}

TEST_F(PrintersTest, AStationIsSwitchedOffAndOn) {
  ASSERT_OK(Register(Registration(key_)));
  v1::SetStationEnabledRequest request;
  request.set_station_id("rumbai-1");
  request.set_reason("server rusak");
  EXPECT_FALSE(printers_.SetStationEnabled(ActFor(request), request)->station().enabled());
  EXPECT_FALSE(printers_.SetStationEnabled(ActFor(request), request)->station().enabled());
  EXPECT_OK(Beat(Alive()));  // it lives, though it may not print
  request.set_enabled(true);
  request.set_reason("");
  EXPECT_TRUE(printers_.SetStationEnabled(ActFor(request), request)->station().enabled());
  EXPECT_THAT(LogOf(kRumbai),
              ElementsAre("station:rumbai-1 REGISTER epoch 1", "station:rumbai-1 DISABLE server rusak",
                          "printer:rumbai-1/p1 NEW_PRINTER IDLE", "station:rumbai-1 ENABLE "));
}

// ---- proof ----------------------------------------------------------------------------------------------

TEST_F(PrintersTest, ASignedCallIsTheStations) {
  const SigningKey key = NewSigningKey();
  ASSERT_OK(Register(Registration(key.public_key)));
  ASSERT_OK_AND_ASSIGN(const access::Actor actor,
                       printers_.CheckStation("rumbai-1", 1, "teks", Sign(key, "teks")));
  EXPECT_EQ(actor.identity, "station:rumbai-1");
  EXPECT_EQ(actor.role, access::Role::kStation);
  EXPECT_EQ(actor.scope, kRumbai);
  EXPECT_EQ(ReasonOf(printers_.CheckStation("rumbai-1", 2, "teks", Sign(key, "teks")).status()),
            "STALE_EPOCH");
  EXPECT_EQ(ReasonOf(printers_.CheckStation("rumbai-1", 1, "lain", Sign(key, "teks")).status()),
            "STATION_PROOF_INVALID");
  EXPECT_EQ(ReasonOf(printers_.CheckStation("rumbai-2", 1, "teks", Sign(key, "teks")).status()),
            "UNKNOWN_STATION");
}

// ---- heartbeat ------------------------------------------------------------------------------------------

TEST_F(PrintersTest, AHeartbeatMakesPrintersAndAnswersEpochAndSeq) {
  ASSERT_OK(Register(Registration(key_)));
  clock_.Advance(absl::Minutes(3));
  ASSERT_OK_AND_ASSIGN(const v1::HeartbeatResponse response, Beat(Alive()));
  EXPECT_EQ(response.epoch(), 1u);
  EXPECT_EQ(response.last_seq(), 0u);
  const auto station = printers_.GetStation(ActFor(Alive()), "rumbai-1");
  EXPECT_EQ(station->station().heartbeat_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(station->station().version(), "0.1.0");
  ASSERT_EQ(station->printers_size(), 1);
  EXPECT_EQ(station->printers(0).driver(), "file");
}

TEST_F(PrintersTest, TheNextHeartbeatIsAskedForWithJitter) {
  GivenPrinter();
  std::set<int64_t> asked;
  for (int i = 0; i < 50; ++i) {
    const auto response = Beat(Alive());
    const int64_t millis = response->next_heartbeat_after().seconds() * 1000 +
                           response->next_heartbeat_after().nanos() / 1'000'000;
    EXPECT_GE(millis, 24'000);
    EXPECT_LT(millis, 36'000);
    asked.insert(millis);
  }
  EXPECT_GT(asked.size(), 10u);
}

TEST_F(PrintersTest, TheLogHearsOfAPrinterThatStopsAndWorksAgain) {
  GivenPrinter();
  ASSERT_OK(Beat(Alive(v1::PRINTER_STATE_PROCESSING)));
  ASSERT_OK(Beat(Alive(v1::PRINTER_STATE_STOPPED, {"media-jam-error", "cover-open-report"})));
  ASSERT_OK(Beat(Alive(v1::PRINTER_STATE_STOPPED, {"cover-open", "media-jam-warning"})));
  ASSERT_OK(Beat(Alive(v1::PRINTER_STATE_IDLE, {"none"})));
  EXPECT_THAT(LogOf(kRumbai),
              ElementsAre("station:rumbai-1 REGISTER epoch 1", "printer:rumbai-1/p1 NEW_PRINTER IDLE",
                          "printer:rumbai-1/p1 PRINTER_STATE STOPPED cover-open media-jam",
                          "printer:rumbai-1/p1 PRINTER_STATE IDLE"));
}

TEST_F(PrintersTest, AHeartbeatKeepsWhatPersonsSetAndWhatWasCounted) {
  GivenPrinter();
  auto setting = Setting();
  setting.set_duty_limit_per_day(100);
  ASSERT_OK(Set(setting));
  ASSERT_OK(store_.Update("test", [](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(PrinterRow printer, GetPrinter(txn, "rumbai-1", "p1"));
    AddPermits(printer, 2, 0);
    PutPrinter(txn, printer);
    return absl::OkStatus();
  }));
  ASSERT_OK(Beat(Alive(v1::PRINTER_STATE_PROCESSING)));
  EXPECT_EQ(ThePrinter().duty_limit_per_day(), 100);
  EXPECT_EQ(ThePrinter().permitted_count(), 2);
  EXPECT_EQ(ThePrinter().state(), v1::PRINTER_STATE_PROCESSING);
}

TEST_F(PrintersTest, OnlyTheStationItselfSendsItsHeartbeat) {
  GivenPrinter();
  EXPECT_EQ(ReasonOf(printers_.Heartbeat(ActFor(Alive()), Alive()).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(printers_.Heartbeat(ActOfStation("rumbai-2"), Alive()).status()), "NOT_ALLOWED");
}

TEST_F(PrintersTest, AStationHasSoManyPrintersAndNoMore) {
  ASSERT_OK(Register(Registration(key_)));
  v1::HeartbeatRequest request = Alive();
  for (size_t i = 1; i < kPrintersMax; ++i) {
    *request.add_printers() = request.printers(0);
    request.mutable_printers(static_cast<int>(i))->set_printer_id("q" + std::to_string(i));
  }
  ASSERT_OK(Beat(request));
  request.mutable_printers(0)->set_printer_id("baru");
  EXPECT_EQ(ReasonOf(Beat(request).status()), "INVALID_FIELD");
}

// ---- settings -------------------------------------------------------------------------------------------

TEST_F(PrintersTest, APrinterIsHeldAndReleased) {
  GivenPrinter();
  auto hold = Setting();
  hold.set_held(true);
  EXPECT_EQ(ReasonOf(Set(hold).status()), "INVALID_FIELD");  // a hold says why
  hold.set_reason("kepala cetak kotor");
  EXPECT_EQ(Set(hold)->held_reason(), "kepala cetak kotor");
  auto release = Setting();
  release.set_held(false);
  EXPECT_EQ(Set(release)->held_reason(), "");
  EXPECT_THAT(LogOf(kRumbai),
              testing::Contains(
                  "printer:rumbai-1/p1 HOLD_PRINTER kepala cetak kotor; duty 0, window 0, supplies low below "
                  "100"));
}

TEST_F(PrintersTest, ADutyLimitDoesNotReleaseAHeldPrinter) {
  GivenPrinter();
  ASSERT_OK(store_.Update("test", [](storage::Txn& txn) -> absl::Status {
    ASSIGN_OR_RETURN(PrinterRow printer, GetPrinter(txn, "rumbai-1", "p1"));
    for (int i = 0; i < 3; ++i) CountSpoiled(printer, 3);
    PutPrinter(txn, printer);
    return absl::OkStatus();
  }));
  auto setting = Setting();
  setting.set_duty_limit_per_day(100);
  setting.set_window(4);
  ASSERT_OK_AND_ASSIGN(const v1::Printer held, Set(setting));
  EXPECT_EQ(held.held_reason(), "SPOILS_IN_A_ROW");
  EXPECT_EQ(held.window(), 4);
  auto release = Setting();
  release.set_held(false);
  ASSERT_OK_AND_ASSIGN(const v1::Printer released, Set(release));
  EXPECT_EQ(released.spoils_in_a_row(), 0);
  EXPECT_EQ(released.duty_limit_per_day(), 100);
}

TEST_F(PrintersTest, SettingsAreRefusedForUnknownPrintersAndOtherAreas) {
  GivenPrinter();
  auto setting = Setting();
  setting.set_printer_id("p9");
  EXPECT_EQ(ReasonOf(Set(setting).status()), "UNKNOWN_PRINTER");
  actor_.scope = kBukit;
  EXPECT_EQ(ReasonOf(Set(Setting()).status()), "OUT_OF_SCOPE");
  actor_.role = access::Role::kAuditor;
  EXPECT_EQ(ReasonOf(Set(Setting()).status()), "NOT_ALLOWED");
}

// ---- lists ----------------------------------------------------------------------------------------------

TEST_F(PrintersTest, PrintersAreListedPageByPage) {
  GivenPrinter();
  v1::HeartbeatRequest request = Alive();
  for (const char* id : {"p2", "p3"}) {
    *request.add_printers() = request.printers(0);
    request.mutable_printers(request.printers_size() - 1)->set_printer_id(id);
  }
  ASSERT_OK(Beat(request));
  const auto first = printers_.ListPrinters(ActFor(request), "rumbai-1", {.size = 2, .after = ""});
  ASSERT_EQ(first->rows.size(), 2u);
  const auto second = printers_.ListPrinters(ActFor(request), "", {.size = 2, .after = first->next});
  ASSERT_EQ(second->rows.size(), 1u);
  EXPECT_EQ(second->rows[0].printer_id(), "p3");
  EXPECT_EQ(second->next, "");
  EXPECT_EQ(ReasonOf(printers_.ListPrinters(ActFor(request), "", {.size = 2, .after = "x"}).status()),
            "PAGE_TOKEN_INVALID");
  EXPECT_EQ(ReasonOf(printers_.ListPrinters(ActFor(request), "rumbai-7", {}).status()), "UNKNOWN_STATION");
}

}  // namespace
}  // namespace blangko::printers
