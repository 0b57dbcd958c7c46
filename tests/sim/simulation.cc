#include "tests/sim/simulation.h"

#include <deque>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/offices.h"
#include "services/records/person_table.h"
#include "storage/layers/meta.h"
#include "storage/row_codec.h"
#include "tests/sim/checks.h"
#include "tests/sim/physical_world.h"
#include "tests/sim/sim_node.h"
#include "tests/sim/sim_station.h"

namespace blangko::sim {
namespace {

constexpr char kSites[][9] = {"14.05", "14.05.02"};
constexpr char kStaff[] = "local:budi";
constexpr int64_t kCheckEvery = 50;

class Simulation {
 public:
  Simulation(uint64_t seed) : rng_(seed), node_(seed, rng_), checks_(node_, world_) { SetUp(); }

  SimResult Run(int64_t ops) {
    SimResult result;
    for (; result.ops < ops && node_.violation().empty(); ++result.ops) {
      Step();
      if (result.ops % kCheckEvery == 0) checks_.All();
    }
    if (node_.violation().empty()) Quiesce();
    result.violation = node_.violation();
    for (const auto& [site, stock] : world_.sites()) result.cards += stock.cards;
    result.crashes = node_.crashes();
    result.lost_replies = node_.lost_replies();
    result.repeats = node_.repeats();
    result.digest = StateDigest();
    return result;
  }

  storage::Store& store() { return node_.store(); }

 private:
  void SetUp();
  void AddStation(const std::string& id, std::vector<std::string> sites);

  void Step() {
    const uint64_t dice = rng_.Below(100);
    if (dice < 68) return stations_[rng_.Below(stations_.size())].Step();
    if (dice < 78) return AddRecord();
    if (dice < 80) return Deliver();
    if (dice < 90) return TouchRecord();
    if (dice < 93) return ResolveDoubts();
    if (dice < 94) return Watch();
    if (dice < 96) return FreePrinters();
    PassTime();
  }

  void AddRecord();
  void Deliver();
  void TouchRecord();
  void HandOver(const std::string& id);
  void ResolveDoubts();
  void Watch();
  void FreePrinters();
  void PassTime();
  void Quiesce();
  std::string AnyRecord() { return record_ids_.empty() ? "" : record_ids_[rng_.Below(record_ids_.size())]; }
  std::string AnySite() { return kSites[rng_.Below(2)]; }
  std::string StateDigest();

  SeededRng rng_;
  SimNode node_;
  PhysicalWorld world_;
  Checks checks_;
  std::deque<SimStation> stations_;
  std::vector<std::string> record_ids_;
  int applicants_ = 0;
};

void Simulation::SetUp() {
  // The secret of the pseudonyms comes from the seed, so that the same seed gives the same ids.
  rows::v1::MetaRow meta;
  meta.set_store_epoch(1);
  meta.set_store_id(node_.ids().Next());
  meta.set_hash_key(Digest({"simulation", absl::StrCat(rng_.Next())}));
  const absl::Status put = node_.store().Update("sim.meta", [&](storage::Txn& txn) {
    storage::PutRow(txn, storage::MetaKey(), meta);
    return absl::OkStatus();
  });
  if (!put.ok()) node_.Violate("set up: store");
  std::vector<rows::v1::Office> offices;
  std::vector<rows::v1::AreaRoute> routes;
  for (const char* site : kSites) {
    rows::v1::Office& office = offices.emplace_back();
    office.set_code(site);
    office.set_name(absl::StrCat("KANTOR ", site));
    office.set_kind(access::v1::OFFICE_KIND_DISTRICT);
    rows::v1::AreaRoute& route = routes.emplace_back();
    route.set_area(site);
    route.set_site(site);
  }
  offices[1].set_parent(kSites[0]);
  access::Act act{{kStaff, access::Role::kAdministrator, ""}, node_.clock().Now(), node_.ids().Next(), ""};
  if (!access::Offices(node_.store()).Put(act, offices, routes).ok()) node_.Violate("set up: offices");
  stock::v1::CreateLotRequest lot;
  lot.mutable_lot()->set_lot("L1");
  lot.mutable_lot()->set_blank_type("KTP-2");
  lot.mutable_lot()->set_unit_price_idr(10'000);
  lot.mutable_lot()->set_funding("APBN");
  lot.mutable_lot()->set_pack_size(100);
  const auto made = node_.Ask<stock::v1::CreateLotResponse, stock::v1::CreateLotRequest>(
      lot, kStaff, [&](const auto& given, const auto& request) {
        return node_.process().stock.CreateLot(given, request);
      });
  if (!made.ok()) node_.Violate("set up: lot: " + std::string(made.status().ToString()));
  AddStation("kantor-1", {kSites[0]});
  AddStation("kantor-2", {kSites[0], kSites[1]});
  AddStation("langkai-1", {kSites[1]});
  for (int i = 0; i < 4; ++i) Deliver();
}

void Simulation::AddStation(const std::string& id, std::vector<std::string> sites) {
  const absl::Status put = node_.store().Update("sim.station", [&](storage::Txn& txn) {
    printers::StationRow station;
    station.set_station_id(id);
    station.set_office(sites.front());
    station.mutable_sites()->Assign(sites.begin(), sites.end());
    station.set_epoch(1);
    station.set_enabled(true);
    printers::PutStation(txn, station);
    printers::PrinterRow printer;
    printer.set_station_id(id);
    printer.set_printer_id("p1");
    printers::PutPrinter(txn, printer);
    return absl::OkStatus();
  });
  if (!put.ok()) node_.Violate("set up: station");
  checks_.KnowStation(id, std::move(sites));
  stations_.emplace_back(id, node_, world_, checks_, rng_);
}

void Simulation::AddRecord() {
  using Request = records::v1::CreateRecordRequest;
  using Response = records::v1::CreateRecordResponse;
  Request request;
  const bool first = !rng_.OneIn(4);
  const int64_t recorded =
      absl::ToUnixSeconds(node_.clock().Now()) - static_cast<int64_t>(rng_.Below(400 * 86'400));
  request.set_office(kSites[0]);
  request.set_area(AnySite());
  request.set_request_type(first ? records::v1::REQUEST_TYPE_FIRST_ISSUANCE
                                 : records::v1::REQUEST_TYPE_REPLACEMENT_LOST);
  request.set_upstream(records::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  request.mutable_recorded_time()->set_seconds(recorded);
  request.mutable_personal()->set_nik(
      absl::StrCat("1405020708", 90 + applicants_ / 9000, 1000 + applicants_ % 9000));
  request.mutable_personal()->set_name("WARGA");
  request.mutable_personal()->set_birth_date("1990-08-07");
  request.mutable_personal()->set_sex("L");
  ++applicants_;
  const auto made = node_.Ask<Response, Request>(request, kStaff, [&](const auto& act, const auto& wanted) {
    return node_.process().records.Create(act, wanted);
  });
  if (!made.ok()) return node_.Violate("a record was refused: " + std::string(made.status().ToString()));
  record_ids_.push_back(made->record().record_id());
  checks_.Know(made->record().record_id(), made->record().class_id() == 1, recorded * 1'000'000);
}

void Simulation::Deliver() {
  using Request = stock::v1::ReceiveFromOutsideRequest;
  using Response = stock::v1::ReceiveFromOutsideResponse;
  const int64_t blanks = 1 + static_cast<int64_t>(rng_.Below(8));  // scarce: often there are none
  Request request;
  request.set_office(AnySite());
  request.set_from_office("maker");
  request.set_document(absl::StrCat("SJ-", rng_.Next()));
  request.set_receipt_number("BAST-1");
  stock::v1::ShipmentLine& line = *request.add_lines();
  line.set_lot("L1");
  line.set_shipped_count(blanks);
  line.set_accepted_count(blanks);
  const auto received =
      node_.Ask<Response, Request>(request, kStaff, [&](const auto& act, const auto& wanted) {
        return node_.process().stock.ReceiveFromOutside(act, wanted);
      });
  if (!received.ok())
    return node_.Violate("blanks were refused: " + std::string(received.status().ToString()));
  world_.Deliver(request.office(), blanks);
}

// Staff holds, releases, cancels, moves or hands over a record; that it may be refused is part of it.
void Simulation::TouchRecord() {
  const std::string id = AnyRecord();
  if (id.empty()) return;
  const uint64_t dice = rng_.Below(10);
  const auto ask = [&]<typename Response, typename Request>(
                       Request request, absl::StatusOr<Response> (records::Records::*use)(const access::Act&,
                                                                                          const Request&)) {
    request.set_record_id(id);
    node_
        .Ask<Response, Request>(
            request, kStaff,
            [&](const auto& act, const auto& wanted) { return (node_.process().records.*use)(act, wanted); })
        .IgnoreError();
  };
  if (dice < 3) {
    records::v1::HoldRecordRequest hold;
    hold.set_reason("PERSON");
    ask(hold, &records::Records::Hold);
  } else if (dice < 7) {
    records::v1::ReleaseRecordRequest release;
    release.set_reason("diperiksa");
    ask(release, &records::Records::Release);
  } else if (dice < 8) {
    ask(records::v1::CancelRecordRequest(), &records::Records::Cancel);
  } else if (dice < 9) {
    HandOver(id);
  } else {
    records::v1::MoveRecordRequest move;
    move.set_site(AnySite());
    ask(move, &records::Records::Move);
  }
}

void Simulation::HandOver(const std::string& id) {
  using Request = desk::v1::HandOverRequest;
  using Response = desk::v1::HandOverResponse;
  Request request;
  request.set_record_id(id);
  request.set_collector("OWNER");
  request.set_check("FINGERPRINT");
  const auto use = [&](const access::Act& act, const Request& wanted) -> absl::StatusOr<Response> {
    const auto handed = node_.process().desk.HandOver(act, wanted);
    if (!handed.ok()) return handed.status();
    return Response();
  };
  const auto handed = node_.Ask<Response, Request>(request, kStaff, use);
  const bool handed_over = checks_.Records().at(id).state() == rows::v1::RECORD_STATE_HANDED_OVER;
  if (handed.ok() && !handed_over) node_.Violate("INV-13: a hand-over is gone");
}

// People look at what was set aside and say what they see.
void Simulation::ResolveDoubts() {
  using Request = scheduler::v1::ResolveJobRequest;
  using Response = scheduler::v1::ResolveJobResponse;
  for (const auto& [id, record] : checks_.Records()) {
    if (record.state() != rows::v1::RECORD_STATE_UNCERTAIN) continue;
    const rows::v1::Attempt& attempt = *records::CurrentAttempt(record);
    Request request;
    request.set_record_id(id);
    request.set_attempt(attempt.number());
    request.set_outcome(world_.Look(attempt.site(), id) ? scheduler::v1::OUTCOME_PRINTED
                                                        : scheduler::v1::OUTCOME_SPOILED);
    const auto resolved = node_.Ask<Response, Request>(
        request, kStaff, [&](const auto& act, const auto& wanted) -> absl::StatusOr<Response> {
          const auto settled = node_.process().scheduler.Resolve(act, wanted);
          if (!settled.ok()) return settled.status();
          return Response();
        });
    if (!resolved.ok())
      node_.Violate("a doubt was not settled: " + std::string(resolved.status().ToString()));
  }
}

void Simulation::Watch() {
  const std::string id = AnyRecord();
  const auto records = checks_.Records();
  if (id.empty()) return;
  const absl::Status put = node_.store().Update("sim.watch", [&](storage::Txn& txn) {
    rows::v1::Watch watch;
    watch.set_kind("DIED");
    records::PutWatch(txn, records.at(id).person_id(), watch);
    return absl::OkStatus();
  });
  if (!put.ok()) node_.Violate("watch list");
}

void Simulation::FreePrinters() {
  using Request = printers::v1::SetPrinterRequest;
  using Response = printers::v1::SetPrinterResponse;
  for (const char* station : {"kantor-1", "kantor-2", "langkai-1"}) {
    Request request;
    request.set_station_id(station);
    request.set_printer_id("p1");
    const auto freed =
        node_.Ask<Response, Request>(request, kStaff, [&](const auto& act, const auto& wanted) {
          return node_.process().printers.SetPrinter(act, wanted);
        });
    if (!freed.ok()) node_.Violate("a printer was not freed: " + std::string(freed.status().ToString()));
  }
}

void Simulation::PassTime() {
  node_.clock().Advance(absl::Seconds(rng_.Below(900)));
  const auto worked = node_.process().reclaimer.RunOnce(node_.clock().Now());
  if (!worked.ok()) node_.Violate("reclaimer: " + std::string(worked.status().ToString()));
}

// Faults stop, everything unanswered is repeated, everybody reports and looks.
void Simulation::Quiesce() {
  node_.Heal();
  for (SimStation& station : stations_) {
    for (int turn = 0; turn < 100 && !station.Idle(); ++turn) station.Drain();
    if (!station.Idle()) node_.Violate("INV-21: a station cannot get rid of its reports");
  }
  ResolveDoubts();
  checks_.All();
  checks_.Physical();
}

std::string Simulation::StateDigest() {
  std::string digest;
  for (const auto& [id, record] : checks_.Records()) {
    digest = Digest(
        {digest, id, absl::StrCat(record.state(), "/", record.attempts_size(), "/", record.spoil_count())});
  }
  return ToHex(digest).substr(0, 16);
}

}  // namespace

SimResult RunSeed(uint64_t seed, int64_t ops, const std::function<void(storage::Store&)>& at_end) {
  Simulation simulation(seed);
  SimResult result = simulation.Run(ops);
  if (at_end) at_end(simulation.store());
  return result;
}

}  // namespace blangko::sim
