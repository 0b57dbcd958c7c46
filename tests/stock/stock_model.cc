#include "tests/stock/stock_model.h"

namespace blangko::stock {

std::string StockModel::Open(const Place& place, int64_t count) {
  if (count < 1) return "INVALID_FIELD";
  if (!lots_.contains(place.second)) return "UNKNOWN_LOT";
  Pile& pile = piles_[place];
  if (pile["opening"] > 0) return "ALREADY_EXISTS";
  for (const auto& [account, blanks] : pile)
    if (blanks != 0) return "OPENING_TOO_LATE";
  pile["opening"] += count;
  pile["available"] += count;
  return "";
}

std::string StockModel::CheckLine(const Delivery& delivery, int64_t shipped) const {
  if (delivery.accepted + delivery.rejected + delivery.missing + delivery.surplus == 0)
    return "INVALID_FIELD";
  if (delivery.accepted + delivery.rejected + delivery.missing != shipped) return "RECEIPT_DOES_NOT_ADD_UP";
  return "";
}

void StockModel::Sort(const std::string& office, const std::string& source, const Delivery& delivery) {
  Pile& pile = piles_[{office, delivery.lot}];
  pile[source] += delivery.accepted + delivery.rejected + delivery.missing;
  pile["unexplained"] += delivery.surplus;
  pile["available"] += delivery.accepted;
  pile["quarantined"] += delivery.rejected + delivery.missing + delivery.surplus;
}

std::string StockModel::TakeFromOutside(const std::string& office, const std::string& from,
                                        const std::string& document, const Delivery& delivery) {
  if (const std::string bad = CheckLine(delivery, delivery.shipped); !bad.empty()) return bad;
  const auto booked = documents_.find({from, document});
  if (booked != documents_.end()) return booked->second == Content(office, delivery) ? "" : "DOCUMENT_REUSED";
  if (!lots_.contains(delivery.lot)) return "UNKNOWN_LOT";
  documents_[{from, document}] = {office, delivery};
  Sort(office, from == "maker" ? "received" : "received_in", delivery);
  return "";
}

bool StockModel::IsNew(const Sending& sending) const {
  return !notes_.contains({sending.from.first, sending.note});
}

std::string StockModel::CanSend(const Sending& sending) const {
  if (sending.count < 1) return "INVALID_FIELD";
  if (!IsNew(sending))
    return notes_.at({sending.from.first, sending.note}) == sending ? "" : "DOCUMENT_REUSED";
  const auto pile = piles_.find(sending.from);
  const bool enough = pile != piles_.end() && pile->second.contains("available") &&
                      pile->second.at("available") >= sending.count;
  return enough ? "" : "ACCOUNT_WOULD_BE_NEGATIVE";
}

void StockModel::Send(const Sending& sending, bool outside, const std::string& shipment) {
  piles_[sending.from]["available"] -= sending.count;
  piles_[sending.from][outside ? "sent_out" : "in_transit"] += sending.count;
  parcels_[shipment] = {sending.from, sending.to, sending.count, !outside};
  if (!sending.note.empty()) notes_[{sending.from.first, sending.note}] = sending;
}

std::string StockModel::Arrive(const std::string& shipment, const Delivery& delivery) {
  Parcel& parcel = parcels_.at(shipment);
  if (CheckLine(delivery, parcel.count) == "INVALID_FIELD") return "INVALID_FIELD";
  if (!parcel.on_its_way) return "SHIPMENT_NOT_IN_TRANSIT";
  if (delivery.lot != parcel.from.second) return "INVALID_FIELD";
  if (const std::string bad = CheckLine(delivery, parcel.count); !bad.empty()) return bad;
  parcel.on_its_way = false;
  piles_[parcel.from]["in_transit"] -= parcel.count;
  piles_[parcel.from]["transfer_out"] += parcel.count;
  Sort(parcel.to, "transfer_in", delivery);
  return "";
}

std::string StockModel::Job(const Place& place, const std::string& from, const std::string& to,
                            int64_t count) {
  Pile& pile = piles_[place];
  if (!lots_.contains(place.second) && from == "unexplained") return "UNKNOWN_LOT";
  if (from != "unexplained" && pile[from] < count) return "ACCOUNT_WOULD_BE_NEGATIVE";
  pile[from] += from == "unexplained" ? count : -count;
  pile[to] += count;
  return "";
}

}  // namespace blangko::stock
