// History: openings, receipts, shipments and spoils in the store room.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

const std::array<std::string, 6> kReceivers = {"14", "14.05", "14.05.02", "14.05.06", "13.71", "14.05.99"};
const std::array<std::string, 6> kSenders = {"maker", "maker", "maker", "13.71", "13.71", "14.06"};

stock::v1::ShipmentLine LineOf(const Delivery& delivery) {
  stock::v1::ShipmentLine line;
  line.set_lot(delivery.lot);
  line.set_shipped_count(delivery.shipped);
  line.set_accepted_count(delivery.accepted);
  line.set_rejected_count(delivery.rejected);
  line.set_missing_count(delivery.missing);
  line.set_surplus_count(delivery.surplus);
  return line;
}

bool IsOut(const access::Actor& actor) { return actor.scope == "14.06"; }

}  // namespace

std::string History::Take(const Step& step) {
  const Place place = PlaceOf(step);
  const int64_t off = step.choice % 19 == 1 ? 1 : 0;  // now and then it does not add up
  const int64_t accepted = step.count * 2;
  const Delivery delivery{.lot = place.second,
                          .shipped = accepted + step.rejected + step.missing + off,
                          .accepted = accepted,
                          .rejected = step.rejected,
                          .missing = step.missing,
                          .surplus = step.surplus};
  stock::v1::ReceiveFromOutsideRequest request;
  request.set_office(place.first);
  request.set_from_office(Pick(kSenders, step.other));
  request.set_document(absl::StrCat("D", step.choice % 40));
  *request.add_lines() = LineOf(delivery);
  const access::Actor actor = Who(step, at_.budi);
  const auto got = Ask(at_.stock, &stock::Stock::ReceiveFromOutside, actor, request, step);
  const bool is_new = model_.IsNewDocument(request.from_office(), request.document());
  const std::string want =
      IsOut(actor) ? "OUT_OF_SCOPE"
                   : model_.TakeFromOutside(place.first, request.from_office(), request.document(), delivery);
  if (got.ok() && want.empty() && is_new && delivery.differs()) {
    cases_.push_back(got->shipment().shipment_id());
    model_.OpenCase(cases_.back(), place, request.from_office(), delivery);
  }
  return Answered(AnswerOf(got.status()), want);
}

std::string History::Open(const Step& step) {
  const Place place = PlaceOf(step);
  stock::v1::RecordOpeningRequest request;
  request.set_office(place.first);
  request.add_lines()->set_lot(place.second);
  request.mutable_lines(0)->set_count(step.count);
  const access::Actor actor = Who(step, at_.budi);
  const absl::Status got = Ask(at_.stock, &stock::Stock::RecordOpening, actor, request, step).status();
  return Answered(AnswerOf(got), IsOut(actor) ? "OUT_OF_SCOPE" : model_.Open(place, step.count));
}

std::string History::Send(const Step& step) {
  const std::string& to = Pick(kReceivers, step.other);
  const Sending sending{.from = PlaceOf(step),
                        .to = to,
                        .count = step.count,
                        .note = step.choice % 3 == 0 ? absl::StrCat("N", step.choice % 20) : ""};
  stock::v1::DispatchShipmentRequest request;
  request.set_from_office(sending.from.first);
  request.set_to_office(to);
  request.add_lines()->set_lot(sending.from.second);
  request.mutable_lines(0)->set_count(sending.count);
  request.set_bypass_reason("contoh");  // of a parcel that passes an office of the tree over
  request.set_delivery_note(sending.note);
  const access::Actor actor = Who(step, at_.budi);
  const auto sent = Ask(at_.stock, &stock::Stock::DispatchShipment, actor, request, step);
  std::string want = IsOut(actor) ? "OUT_OF_SCOPE" : sending.count < 1 ? "INVALID_FIELD" : "";
  if (want.empty() && to == "14.05.99")
    want = "UNKNOWN_OFFICE";  // below an office of the tree, and not in it
  if (want.empty()) want = model_.CanSend(sending);
  if (sent.ok() && want.empty() && (sending.note.empty() || model_.IsNew(sending))) {
    shipments_.push_back(sent->shipment().shipment_id());
    model_.Send(sending, to == "13.71", shipments_.back());
  }
  return Answered(AnswerOf(sent.status()), want);
}

std::string History::Arrive(const Step& step) {
  if (shipments_.empty()) return "";
  const size_t newest = std::min<size_t>(shipments_.size(), 4);  // older ones have mostly arrived
  const std::string& id = shipments_[shipments_.size() - 1 - static_cast<size_t>(step.choice) % newest];
  const auto shipment = at_.stock.GetShipment(at_.budi, id);
  if (!shipment.ok()) return shipment.status().ToString();
  const int64_t shipped = shipment->lines(0).shipped_count();
  const bool other_lot = step.choice % 11 == 3;
  const int64_t rejected = std::min<int64_t>(step.rejected, shipped);
  const int64_t missing = std::min<int64_t>(step.missing, shipped - rejected);
  const Delivery delivery{.lot = other_lot ? PlaceOf(step).second : shipment->lines(0).lot(),
                          .shipped = 0,
                          .accepted = shipped - rejected - missing + (step.choice % 19 == 1 ? 1 : 0),
                          .rejected = rejected,
                          .missing = missing,
                          .surplus = step.surplus};
  stock::v1::ReceiveShipmentRequest request;
  request.set_shipment_id(id);
  *request.add_lines() = LineOf(delivery);
  const access::Actor actor = Who(step, at_.budi);
  const absl::Status got = Ask(at_.stock, &stock::Stock::ReceiveShipment, actor, request, step).status();
  std::string want;
  if (!IsOut(actor) || delivery.accepted + delivery.rejected + delivery.missing + delivery.surplus == 0) {
    want = model_.Arrive(id, delivery);
  } else {
    want = "UNKNOWN_SHIPMENT";  // neither sender nor receiver
  }
  if (want.empty() && delivery.differs()) {
    cases_.push_back(id);
    model_.OpenCase(id, {shipment->to_office(), delivery.lot}, shipment->from_office(), delivery);
  }
  return Answered(AnswerOf(got), want);
}

std::string History::Spoil(const Step& step) {
  const Place place = PlaceOf(step);
  movements::v1::SpoilBlanksRequest request;
  request.set_office(place.first);
  request.set_lot(place.second);
  request.set_count(step.count / 2);
  request.set_cause("CACAT");
  const access::Actor actor = Who(step, at_.budi);
  const absl::Status got = Ask(at_.movements, &movements::Movements::Spoil, actor, request, step).status();
  const bool bad = request.count() < 1;
  return Answered(AnswerOf(got),
                  IsOut(actor) && !bad ? "OUT_OF_SCOPE" : model_.Spoil(place, request.count()));
}

}  // namespace blangko::proof
