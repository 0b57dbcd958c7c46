// A regency with two sub-district offices, for tests of stock: speaks of blanks, deliveries and shipments.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/rng.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/stock/stock.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::stock {

constexpr char kDinas[] = "14.05";
constexpr char kBunut[] = "14.05.02";
constexpr char kKerumutan[] = "14.05.06";

// How a lot arrived.
struct Arrived {
  std::string lot;
  int64_t accepted = 0;
  int64_t rejected = 0;
  int64_t missing = 0;
  int64_t surplus = 0;
};

class Pelalawan {
 public:
  Pelalawan() : Pelalawan(storage::MemoryOptions{}) {}
  explicit Pelalawan(const storage::MemoryOptions& options) : store(options), stock(store) {
    access::Offices offices(store);
    EXPECT_OK(offices.Put(ActOf("setup"),
                          {Office(kDinas, ""), Office(kBunut, kDinas), Office(kKerumutan, kDinas)}, {}));
  }

  static rows::v1::Office Office(const std::string& code, const std::string& parent) {
    rows::v1::Office office;
    office.set_code(code);
    office.set_name("Kantor " + code);
    office.set_parent(parent);
    office.set_kind(parent.empty() ? access::v1::OFFICE_KIND_REGENCY : access::v1::OFFICE_KIND_DISTRICT);
    return office;
  }

  access::Act ActOf(const std::string& fingerprint) {
    return {.actor = actor, .now = clock.Now(), .request_id = ids.Next(), .fingerprint = fingerprint};
  }
  template <typename Request>
  access::Act ActFor(const Request& request) {
    return ActOf(access::Fingerprint(request));
  }

  static v1::CreateLotRequest NewLot(const std::string& lot) {
    v1::CreateLotRequest request;
    request.mutable_lot()->set_lot(lot);
    request.mutable_lot()->set_blank_type("KTP-2016");
    request.mutable_lot()->set_unit_price_idr(10'182);
    request.mutable_lot()->set_funding("APBN");
    return request;
  }
  absl::Status CreateLot(const std::string& lot) {
    const auto request = NewLot(lot);
    return stock.CreateLot(ActFor(request), request).status();
  }

  static v1::ReceiveFromOutsideRequest FromOutside(const std::string& from, const std::string& document,
                                                   const std::vector<Arrived>& lines,
                                                   const std::string& office = kDinas) {
    v1::ReceiveFromOutsideRequest request;
    request.set_office(office);
    request.set_from_office(from);
    request.set_document(document);
    request.set_receipt_number("BAST-" + document);
    for (const Arrived& line : lines) {
      Fill(request.add_lines(), line);
      auto* added = request.mutable_lines(request.lines_size() - 1);
      added->set_shipped_count(line.accepted + line.rejected + line.missing);
    }
    return request;
  }
  absl::StatusOr<v1::Shipment> Take(const v1::ReceiveFromOutsideRequest& request) {
    const auto response = stock.ReceiveFromOutside(ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->shipment();
  }
  // Blanks from the maker, all good.
  absl::Status Receive(const std::string& lot, int64_t count, const std::string& office = kDinas) {
    return Take(FromOutside("maker", "DOC-" + std::to_string(++documents), {{.lot = lot, .accepted = count}},
                            office))
        .status();
  }

  static v1::DispatchShipmentRequest Sending(const std::string& to,
                                             const std::vector<std::pair<std::string, int64_t>>& lines,
                                             const std::string& from = kDinas) {
    v1::DispatchShipmentRequest request;
    request.set_from_office(from);
    request.set_to_office(to);
    for (const auto& [lot, count] : lines) {
      request.add_lines()->set_lot(lot);
      request.mutable_lines(request.lines_size() - 1)->set_count(count);
    }
    return request;
  }
  absl::StatusOr<v1::Shipment> Send(const v1::DispatchShipmentRequest& request) {
    const auto response = stock.DispatchShipment(ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->shipment();
  }

  static v1::ReceiveShipmentRequest Arrival(const std::string& shipment_id,
                                            const std::vector<Arrived>& lines) {
    v1::ReceiveShipmentRequest request;
    request.set_shipment_id(shipment_id);
    request.set_receipt_number("BAST-7");
    for (const Arrived& line : lines) Fill(request.add_lines(), line);
    return request;
  }
  absl::StatusOr<v1::Shipment> Arrive(const v1::ReceiveShipmentRequest& request) {
    const auto response = stock.ReceiveShipment(ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->shipment();
  }

  v1::Balances Blanks(const std::string& office, const std::string& lot = "") {
    v1::ListBalancesRequest request;
    request.set_office(office);
    request.set_lot(lot);
    const auto response = stock.ListBalances(actor, request);
    EXPECT_OK(response);
    return response.ok() ? response->total() : v1::Balances();
  }

  v1::GetEquationResponse Equation(const std::string& office = "") {
    v1::GetEquationRequest request;
    request.set_office(office);
    const auto response = stock.GetEquation(ActOf(""), request);
    EXPECT_OK(response);
    return response.ok() ? *response : v1::GetEquationResponse();
  }

  TestClock clock;
  SeededRng rng{7};
  IdSource ids{clock, rng};
  storage::MemoryStore store;
  Stock stock;
  access::Actor actor{.identity = "local:budi", .role = access::Role::kSupervisor, .scope = ""};
  int documents = 0;

 private:
  static void Fill(v1::ShipmentLine* line, const Arrived& arrived) {
    line->set_lot(arrived.lot);
    line->set_accepted_count(arrived.accepted);
    line->set_rejected_count(arrived.rejected);
    line->set_missing_count(arrived.missing);
    line->set_surplus_count(arrived.surplus);
  }
};

}  // namespace blangko::stock
