#include "tests/stock/world.h"

#include <gtest/gtest.h>

#include "base/status_macros.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/account.h"
#include "services/access/account_table.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/destruction/take_up.h"
#include "services/printers/station_table.h"
#include "services/records/record_table.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"
#include "tests/support/status_matchers.h"

namespace blangko::proof {
namespace {

using access::v1::PROPOSAL_KIND_DECLARE_LOSS;
using access::v1::PROPOSAL_KIND_DESTROY_CARDS;
using access::v1::PROPOSAL_KIND_RESOLVE_CASE;
using access::v1::PROPOSAL_KIND_REVERSE_ENTRY;
using access::v1::PROPOSAL_KIND_SETTLE_COUNT;
using access::v1::PROPOSAL_KIND_WRITE_OFF_LOT;

rows::v1::Office OfficeRow(const std::string& code, const std::string& parent, access::v1::OfficeKind kind) {
  rows::v1::Office office;
  office.set_code(code);
  office.set_name("Kantor " + code);
  office.set_parent(parent);
  office.set_kind(kind);
  return office;
}

// One argon2id digest for all worlds: histories are many.
const std::string& PinHash(access::Pins& pins) {
  static const auto* hash = new std::string(pins.Hash(kPin).value_or(""));
  return *hash;
}

}  // namespace

World::World(uint64_t seed)
    : rng(seed),
      store(storage::MemoryOptions{.seed = seed}),
      executors{{PROPOSAL_KIND_RESOLVE_CASE, &case_steps},  {PROPOSAL_KIND_DECLARE_LOSS, &losses},
                {PROPOSAL_KIND_WRITE_OFF_LOT, &write_offs}, {PROPOSAL_KIND_REVERSE_ENTRY, &reversals},
                {PROPOSAL_KIND_SETTLE_COUNT, &settlements}, {PROPOSAL_KIND_DESTROY_CARDS, &destroyed}},
      siti(Person("siti", access::v1::ROLE_OPERATOR)),
      budi(Person("budi", access::v1::ROLE_SUPERVISOR)),
      ratna(Person("ratna", access::v1::ROLE_ADMINISTRATOR)),
      dewi(Person("dewi", access::v1::ROLE_ADMINISTRATOR)) {
  EXPECT_OK(access::EnsureStoreIdentity(store, ids, clock.Now()));
  EXPECT_OK(destruction::TakeUpAll(store, clock.Now()));
  AddOffices();
  for (const std::string& site : kPrintSites) AddStation(site);
  clock.Advance(absl::Minutes(5));  // a clock that goes back stays after what was set up
}

access::Actor World::Person(const std::string& name, access::v1::Role role) {
  access::AccountRow row;
  row.set_name(name);
  row.set_role(static_cast<uint32_t>(role));
  row.set_state(static_cast<uint32_t>(access::v1::Account::STATE_ACTIVE));
  row.set_pin_hash(PinHash(pins));
  EXPECT_OK(store.Update("test.person", [&](storage::Txn& txn) {
    access::PutAccount(txn, row);
    return absl::OkStatus();
  }));
  return access::ActorOf(row);
}

void World::AddOffices() {
  const access::Act act{ratna, clock.Now(), ids.Next(), "offices"};
  EXPECT_OK(access::Offices(store).Put(act,
                                       {OfficeRow("14", "", access::v1::OFFICE_KIND_PROVINCE),
                                        OfficeRow("14.05", "14", access::v1::OFFICE_KIND_REGENCY),
                                        OfficeRow("14.06", "14", access::v1::OFFICE_KIND_REGENCY),
                                        OfficeRow("14.05.02", "14.05", access::v1::OFFICE_KIND_DISTRICT),
                                        OfficeRow("14.05.06", "14.05", access::v1::OFFICE_KIND_DISTRICT)},
                                       {}));
  rows::v1::Policy policy = scheduler::DefaultPolicy();
  policy.set_office("14");
  policy.set_version(1);
  policy.set_effective_micros(absl::ToUnixMicros(clock.Now()));
  policy.set_circular("contoh");
  policy.set_printer_spoil_limit(
      20);  // no printer is held for its spoils, and a station may begin many cards
  policy.set_window_single(50);
  EXPECT_OK(
      store.Update("test.policy", [&](storage::Txn& txn) { return scheduler::PutPolicy(txn, policy); }));
}

void World::AddStation(const std::string& site) {
  EXPECT_OK(store.Update("test.station", [&](storage::Txn& txn) {
    printers::StationRow station;
    station.set_station_id(StationOf(site));
    station.set_office(site);
    station.add_sites(site);
    station.set_epoch(1);
    station.set_enabled(true);
    station.set_heartbeat_micros(absl::ToUnixMicros(clock.Now()));
    printers::PutStation(txn, station);
    printers::PrinterRow printer;
    printer.set_station_id(StationOf(site));
    printer.set_printer_id(kPrinter);
    printer.set_driver("ipp");
    printers::PutPrinter(txn, printer);
    return absl::OkStatus();
  }));
}

absl::Status World::AddLot(const std::string& lot) {
  stock::v1::CreateLotRequest request;
  request.mutable_lot()->set_lot(lot);
  request.mutable_lot()->set_blank_type("KTP-2016");
  request.mutable_lot()->set_funding("APBN");
  return stock.CreateLot(ActOf(budi, request), request).status();
}

absl::Status World::AddOrder(const std::string& id, const std::string& site, int day) {
  return store.Update("test.record", [&](storage::Txn& txn) -> absl::Status {
    const absl::Time start = TestStart() - absl::Hours(24 * 365);
    records::RecordRow record;
    record.set_record_id(id);
    record.set_person_id("p-" + id);
    record.set_office(site);
    record.set_area(site);
    record.set_site(site);
    record.set_state(rows::v1::RECORD_STATE_READY);
    record.set_upstream(rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
    record.set_request_type(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
    record.set_first_card(true);
    record.set_recorded_micros(absl::ToUnixMicros(start + day * absl::Hours(1)));
    record.set_ready_micros(record.recorded_micros());
    ASSIGN_OR_RETURN(const records::Placement placed, placement.Place(txn, record, clock.Now()));
    record.set_class_id(placed.class_id);
    record.set_generation(placed.generation);
    record.set_key_micros(absl::ToUnixMicros(placed.key));
    rows::v1::Personal personal;
    personal.set_nik("1405021708950001");
    personal.set_name("SPESIMEN " + id);
    return records::RecordTable(txn, &heads).Insert(record, personal, clock.Now());
  });
}

}  // namespace blangko::proof
