// A regency with 1,000 blanks of lot A and 200 of lot B, whose shipments may name packs, for tests.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "services/packs/pack_book.h"
#include "services/packs/packs.h"
#include "services/packs/uid_lists.h"
#include "services/refusal/refusal.h"
#include "tests/support/stock_fixture.h"

namespace blangko::packs {

using Labels = std::vector<std::pair<std::string, int64_t>>;

class PacksFixture : public testing::Test {
 protected:
  PacksFixture() {
    at_.actor.role = access::Role::kAdministrator;
    for (const char* lot : {"A", "B"}) EXPECT_OK(at_.CreateLot(lot));
    EXPECT_OK(at_.Receive("A", 1000));
    EXPECT_OK(at_.Receive("B", 200));
  }
  ~PacksFixture() override { unsetenv("BLANGKO_PLANT"); }

  static void Plant(const char* bug) { setenv("BLANGKO_PLANT", bug, 1); }

  absl::Status Register(const Labels& packs, const std::string& lot = "A",
                        const std::string& office = stock::kDinas) {
    v1::RegisterPacksRequest request;
    request.set_office(office);
    request.set_lot(lot);
    for (const auto& [id, count] : packs) Label(id, count, *request.add_packs());
    return packs_.Register(at_.ActFor(request), request).status();
  }

  absl::Status Split(const std::string& id, const Labels& into) {
    v1::SplitPackRequest request;
    request.set_pack_id(id);
    for (const auto& [label, count] : into) Label(label, count, *request.add_into());
    return packs_.Split(at_.ActFor(request), request).status();
  }

  absl::Status Merge(const std::vector<std::string>& ids, const std::string& into) {
    v1::MergePacksRequest request;
    for (const std::string& id : ids) request.add_pack_ids(id);
    request.set_into(into);
    return packs_.Merge(at_.ActFor(request), request).status();
  }

  absl::StatusOr<v1::OpenPackResponse> Open(const std::string& id,
                                            const std::vector<std::string>& uids = {}) {
    v1::OpenPackRequest request;
    request.set_pack_id(id);
    for (const std::string& uid : uids) request.add_uids(uid);
    return packs_.Open(at_.ActFor(request), request);
  }

  absl::StatusOr<stock::v1::Shipment> Send(const std::vector<std::string>& packs, int64_t count,
                                           const std::string& to = stock::kBunut) {
    auto request = stock::Pelalawan::Sending(to, {{"A", count}});
    for (const std::string& id : packs) request.mutable_lines(0)->add_packs(id);
    const auto response = stock_.DispatchShipment(at_.ActFor(request), request);
    if (!response.ok()) return response.status();
    return response->shipment();
  }

  absl::Status Arrive(const std::string& shipment, const stock::Arrived& line,
                      const std::vector<std::string>& missing = {}) {
    auto request = stock::Pelalawan::Arrival(shipment, {line});
    for (const std::string& id : missing) request.mutable_lines(0)->add_missing_packs(id);
    return stock_.ReceiveShipment(at_.ActFor(request), request).status();
  }

  // "SEALED@14.05:500"; the reason of the refusal when it is not seen.
  std::string Pack(const std::string& id) {
    const auto pack = packs_.Get(at_.actor, id);
    if (!pack.ok()) return ReasonOf(pack.status());
    return v1::Pack::State_Name(pack->state()).substr(6) + "@" + pack->office() + ":" +
           std::to_string(pack->count());
  }

  // "P-1 P-2"
  std::string Lying(const std::string& office, const std::string& lot = "") {
    v1::ListPacksRequest request;
    request.set_office(office);
    request.set_lot(lot);
    std::string ids;
    std::string after;
    do {
      const auto page = packs_.List(at_.actor, request, {.size = 2, .after = after});
      EXPECT_OK(page);
      if (!page.ok()) break;
      for (const v1::Pack& pack : page->rows) ids += (ids.empty() ? "" : " ") + pack.pack_id();
      after = page->next;
    } while (!after.empty());
    return ids;
  }

  stock::Pelalawan at_;
  PackBook book_;
  stock::Stock stock_{at_.store, nullptr, nullptr, nullptr, &book_};
  Packs packs_{at_.store};
  UidLists lists_{at_.store};

 private:
  static void Label(const std::string& id, int64_t count, v1::LabelledPack& label) {
    label.set_pack_id(id);
    label.set_count(count);
  }
};

}  // namespace blangko::packs
