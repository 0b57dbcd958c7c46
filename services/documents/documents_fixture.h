// Fixture of the tests of documents: a province and a regency, each with a store of its own, that trust each other.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/rng.h"
#include "services/access/fingerprint.h"
#include "services/access/offices.h"
#include "services/access/store_identity.h"
#include "services/documents/document_key.h"
#include "services/documents/documents.h"
#include "services/documents/envelope.h"
#include "services/documents/outgoing.h"
#include "services/documents/trust_executor.h"
#include "services/refusal/refusal.h"
#include "services/stock/stock.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::documents {

inline constexpr char kProvince[] = "14";
inline constexpr char kRegency[] = "14.05";
using Files = std::vector<v1::SignedDocument>;

// One store with one office.
struct Node {
  Node(const std::string& code, uint64_t seed, stock::Loans* debts = nullptr)
      : office(code), loans(debts), rng(seed), store({.seed = seed}) {
    EXPECT_TRUE(InitCrypto());
    EXPECT_OK(access::EnsureStoreIdentity(store, ids, clock.Now()).status());
    EXPECT_OK(EnsureDocumentKey(store, clock.Now()));
    rows::v1::Office row;
    row.set_code(code);
    row.set_name("Kantor " + code);
    row.set_kind(code == kProvince ? 1 : 2);
    EXPECT_OK(access::Offices(store).Put(ActOf("setup"), {row}, {}));
  }

  access::Act ActOf(const std::string& fingerprint) {
    return {.actor = actor, .now = clock.Now(), .request_id = ids.Next(), .fingerprint = fingerprint};
  }
  template <typename Request>
  access::Act ActFor(const Request& request) {
    return ActOf(access::Fingerprint(request));
  }

  SigningKey Key() {
    auto key = storage::ViewFor<rows::v1::DocumentKey>(store, ReadDocumentKey);
    EXPECT_OK(key);
    return SigningKeyOf(*key);
  }
  void Trust(const std::string& code, const std::string& public_key) {
    EXPECT_OK(store.Update("test.trust", [&](storage::Txn& txn) {
      ForeignRow row;
      row.set_office(code);
      row.set_public_key(public_key);
      PutForeign(txn, row);
      return absl::OkStatus();
    }));
  }

  void GivenLot(const std::string& lot, int64_t count) {
    stock::v1::CreateLotRequest create;
    create.mutable_lot()->set_lot(lot);
    create.mutable_lot()->set_blank_type("KTP-2016");
    create.mutable_lot()->set_unit_price_idr(10'182);
    create.mutable_lot()->set_funding("APBN");
    create.mutable_lot()->set_pack_size(50);
    EXPECT_OK(stock.CreateLot(ActFor(create), create).status());
    stock::v1::ReceiveFromOutsideRequest receive;
    receive.set_office(office);
    receive.set_from_office("maker");
    receive.set_document("PO-" + lot);
    auto* line = receive.add_lines();
    line->set_lot(lot);
    line->set_shipped_count(count);
    line->set_accepted_count(count);
    EXPECT_OK(stock.ReceiveFromOutside(ActFor(receive), receive).status());
  }
  stock::v1::Shipment Send(const std::string& to, const std::string& lot, int64_t count,
                           const std::string& note = "") {
    stock::v1::DispatchShipmentRequest request;
    request.set_from_office(office);
    request.set_to_office(to);
    request.set_delivery_note(note);
    request.add_lines()->set_lot(lot);
    request.mutable_lines(0)->set_count(count);
    const auto sent = stock.DispatchShipment(ActFor(request), request);
    EXPECT_OK(sent);
    return sent.ok() ? sent->shipment() : stock::v1::Shipment();
  }
  Files Export(const std::string& to) {
    v1::ExportDocumentsRequest request;
    request.set_to_office(to);
    auto found = documents.Export(actor, request, {});
    EXPECT_OK(found);
    return found.ok() ? found->rows : Files();
  }
  // "APPLIED", "KNOWN", or the reason of the refusal.
  std::vector<std::string> Import(const Files& files) {
    v1::SubmitDocumentsRequest request;
    const access::Act act = ActOf("");
    request.set_request_id(act.request_id);
    for (const auto& file : files) *request.add_documents() = file;
    const auto response = documents.Submit(act, request);
    EXPECT_OK(response);
    std::vector<std::string> said;
    for (const auto& result : response->results()) {
      const bool known = result.result() == v1::SubmittedDocument::RESULT_KNOWN;
      said.push_back(result.has_error() ? result.error().reason() : known ? "KNOWN" : "APPLIED");
    }
    return said;
  }
  stock::v1::Shipment Shipment(const std::string& id) {
    const auto found = stock.GetShipment(actor, id);
    EXPECT_OK(found);
    return found.ok() ? *found : stock::v1::Shipment();
  }
  stock::v1::Balances Blanks() {
    const auto found = stock.ListBalances(actor, {});
    EXPECT_OK(found);
    return found.ok() ? found->total() : stock::v1::Balances();
  }
  bool Exact() { return stock.GetEquation(ActOf(""), {})->exact(); }
  // Every byte that the store keeps.
  std::string AllBytes() {
    std::string bytes;
    EXPECT_OK(store.View([&](storage::Snapshot& snapshot) {
      return snapshot.Scan({std::string(1, '\0'), std::string(1, '\xff')}, storage::ScanOrder::kForward,
                           [&](std::string_view key, std::string_view value) {
                             bytes.append(key).append(value);
                             return true;
                           });
    }));
    return bytes;
  }

  const std::string office;
  stock::Loans* const loans;
  access::Actor actor{"local:budi", access::Role::kAdministrator, ""};
  TestClock clock;
  SeededRng rng;
  IdSource ids{clock, rng};
  storage::MemoryStore store;
  ShipmentPapers papers;
  stock::Stock stock{store, &papers, nullptr, loans};
  access::Pins pins{store, kCheapPassword};
  TrustExecutor trusts;
  access::Executors executors{{access::v1::PROPOSAL_KIND_TRUST_OFFICE, &trusts}};
  access::ProposalBook book{executors};
  Documents documents{store, pins, book, loans};
};

class DocumentsFixture : public testing::Test {
 protected:
  DocumentsFixture() {
    province_.Trust(kRegency, regency_.Key().public_key);
    regency_.Trust(kProvince, province_.Key().public_key);
    province_.GivenLot("A", 1000);
  }
  void TearDown() override {
    EXPECT_TRUE(province_.Exact());
    EXPECT_TRUE(regency_.Exact());
  }

  // What the regency received of a shipment of lot A.
  void Receive(const std::string& shipment_id, int64_t accepted, int64_t missing, int64_t surplus) {
    stock::v1::ReceiveShipmentRequest request;
    request.set_shipment_id(shipment_id);
    request.set_receipt_number("BAST-7");
    auto* line = request.add_lines();
    line->set_lot("A");
    line->set_accepted_count(accepted);
    line->set_missing_count(missing);
    line->set_surplus_count(surplus);
    EXPECT_OK(regency_.stock.ReceiveShipment(regency_.ActFor(request), request).status());
  }

  Node province_{kProvince, 17};
  Node regency_{kRegency, 18};
};

}  // namespace blangko::documents
