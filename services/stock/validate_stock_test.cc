#include "services/stock/validate_stock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "services/refusal/refusal.h"

namespace blangko::stock {
namespace {

using testing::HasSubstr;

v1::CreateLotRequest GoodLot() {
  v1::CreateLotRequest request;
  request.mutable_lot()->set_lot("LOT-1");
  request.mutable_lot()->set_funding("HIBAH");
  request.mutable_lot()->add_allowed_request_types(2);
  return request;
}

v1::DispatchShipmentRequest GoodDispatch() {
  v1::DispatchShipmentRequest request;
  request.set_from_office("14.05");
  request.set_to_office("14.05.02");
  request.add_lines()->set_lot("LOT-1");
  request.mutable_lines(0)->set_count(10);
  return request;
}

v1::ReceiveFromOutsideRequest GoodReceipt() {
  v1::ReceiveFromOutsideRequest request;
  request.set_office("14.05");
  request.set_from_office("maker");
  request.set_document("470/1");
  auto* line = request.add_lines();
  line->set_lot("LOT-1");
  line->set_shipped_count(10);
  line->set_accepted_count(9);
  line->set_missing_count(1);
  return request;
}

// A good request with one thing wrong, and what the refusal must say.
template <typename Request>
struct Case {
  std::string name;
  std::function<void(Request&)> spoil;
  std::string want;
};

template <typename Request>
void CheckCases(const Request& good, absl::Status (*validate)(const Request&),
                const std::vector<Case<Request>>& cases) {
  EXPECT_TRUE(validate(good).ok()) << validate(good);
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    Request request = good;
    one.spoil(request);
    const absl::Status refused = validate(request);
    EXPECT_EQ(ReasonOf(refused), "INVALID_FIELD");
    EXPECT_THAT(std::string(refused.message()), HasSubstr(one.want));
  }
}

TEST(ValidateStock, CreateLot) {
  using Request = v1::CreateLotRequest;
  CheckCases<Request>(
      GoodLot(), &ValidateCreateLot,
      {{"no number", [](Request& r) { r.mutable_lot()->clear_lot(); }, "lot.lot: got 0 bytes, want 1 to 100"},
       {"two lines", [](Request& r) { r.mutable_lot()->set_lot("A\nB"); }, "lot.lot: got control characters"},
       {"price", [](Request& r) { r.mutable_lot()->set_unit_price_idr(-1); }, "lot.unit_price_idr: got -1"},
       {"pack", [](Request& r) { r.mutable_lot()->set_pack_size(-1); }, "lot.pack_size: got -1"},
       {"funding", [](Request& r) { r.mutable_lot()->set_funding("APBD"); }, "lot.funding: got APBD"},
       {"use", [](Request& r) { r.mutable_lot()->add_allowed_request_types(99); },
        "lot.allowed_request_types: got 99"}});
}

TEST(ValidateStock, DispatchShipment) {
  using Request = v1::DispatchShipmentRequest;
  CheckCases<Request>(
      GoodDispatch(), &ValidateDispatchShipment,
      {{"from", [](Request& r) { r.set_from_office("Pelalawan"); }, "from_office: got Pelalawan"},
       {"to itself", [](Request& r) { r.set_to_office("14.05"); },
        "to_office: got 14.05, want another office"},
       {"no lines", [](Request& r) { r.clear_lines(); }, "lines: got 0, want 1 to 200"},
       {"none", [](Request& r) { r.mutable_lines(0)->set_count(0); }, "lines.count: got 0"},
       {"negative", [](Request& r) { r.mutable_lines(0)->set_count(-5); }, "lines.count: got -5"},
       {"too many", [](Request& r) { r.mutable_lines(0)->set_count(kCountMax + 1); },
        "lines.count: got 10000001"},
       {"lot twice", [](Request& r) { *r.add_lines() = r.lines(0); }, "lines.lot: got LOT-1 twice"},
       {"note", [](Request& r) { r.set_note(std::string(501, 'x')); }, "note: got 501 bytes"}});
}

TEST(ValidateStock, ReceiveFromOutside) {
  using Request = v1::ReceiveFromOutsideRequest;
  CheckCases<Request>(
      GoodReceipt(), &ValidateReceiveFromOutside,
      {{"sender", [](Request& r) { r.set_from_office("pusat"); }, "from_office: got pusat"},
       {"document", [](Request& r) { r.clear_document(); }, "document: got 0 bytes"},
       {"negative", [](Request& r) { r.mutable_lines(0)->set_surplus_count(-1); },
        "lines.surplus_count: got -1"},
       {"empty line", [](Request& r) { *r.mutable_lines(0) = {}; }, "at least one blank in each line"}});
}

TEST(ValidateStock, ALineThatDoesNotAddUpHasItsOwnReason) {
  v1::ReceiveFromOutsideRequest request = GoodReceipt();
  request.mutable_lines(0)->set_missing_count(0);
  EXPECT_EQ(ReasonOf(ValidateReceiveFromOutside(request)), "RECEIPT_DOES_NOT_ADD_UP");
}

TEST(ValidateStock, ManyFaultsAreNamedAtOnce) {
  v1::DispatchShipmentRequest request = GoodDispatch();
  request.set_to_office("?");
  request.mutable_lines(0)->set_count(0);
  const std::string message(ValidateDispatchShipment(request).message());
  EXPECT_THAT(message, HasSubstr("to_office"));
  EXPECT_THAT(message, HasSubstr("lines.count"));
}

}  // namespace
}  // namespace blangko::stock
