// Model: how blanks move at all, openings, receipts and shipments.
#include <algorithm>

#include "tests/stock/model.h"

namespace blangko::proof {
namespace {

const std::set<std::string>& Sources() {
  static const auto* sources =
      new std::set<std::string>{"received", "opening", "received_in", "unexplained", "transfer_in"};
  return *sources;
}

// Where blanks come from grows when they come, and shrinks when that is taken back.
bool Shrinks(const Move& move, const std::string& account) {
  return (account == move.from) != Sources().contains(account);
}

int64_t In(const Pile& pile, const std::string& account) {
  const auto found = pile.find(account);
  return found == pile.end() ? 0 : found->second;
}

std::string DoMove(Pile& pile, const Move& move) {
  for (const std::string& account : {move.from, move.to}) {
    const bool less = Shrinks(move, account);
    const int64_t got = In(pile, account);
    if (less && got < move.count) {
      return "ACCOUNT_WOULD_BE_NEGATIVE " + account + " got " + std::to_string(got) + " want " +
             std::to_string(move.count);
    }
    pile[account] += less ? -move.count : move.count;
  }
  return "";
}

std::vector<Move> WithoutNothing(std::vector<Move> moves) {
  std::erase_if(moves, [](const Move& move) { return move.count == 0; });
  return moves;
}

}  // namespace

bool Model::HasLot(const std::string& lot) const {
  return std::find(lots_.begin(), lots_.end(), lot) != lots_.end();
}

int64_t Model::Count(const Place& place, const std::string& account) const {
  const auto found = piles_.find(place);
  return found == piles_.end() ? 0 : In(found->second, account);
}

uint64_t Model::Entries(const Place& place) const {
  const auto found = entries_.find(place);
  return found == entries_.end() ? 0 : found->second.size();
}

std::string Model::Hinders(const Place& place, const std::vector<Move>& moves) const {
  const auto found = piles_.find(place);
  Pile pile = found == piles_.end() ? Pile() : found->second;
  for (const Move& move : moves) {
    if (const std::string answer = DoMove(pile, move); !answer.empty()) return answer;
  }
  return "";
}

void Model::Book(const Place& place, const std::string& kind, const std::vector<Move>& all, const Job& job,
                 const std::string& uid) {
  const std::vector<Move> moves = WithoutNothing(all);
  if (moves.empty()) return;
  for (const Move& move : moves) {
    DoMove(piles_[place], move);
    Register_(place, move, job, uid);
  }
  entries_[place].push_back({.kind = kind, .moves = moves});
}

std::string Model::Try_(const Place& place, const std::string& kind, const std::vector<Move>& moves) {
  const std::string answer = Hinders(place, moves);
  if (answer.empty()) Book(place, kind, moves);
  return answer;
}

std::string Model::Open(const Place& place, int64_t count) {
  if (count < 1) return "INVALID_FIELD";
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  if (Count(place, "opening") > 0) return "ALREADY_EXISTS";
  for (const auto& [account, blanks] : piles_[place])
    if (blanks != 0) return "OPENING_TOO_LATE";
  Book(place, "OPENING", {{"opening", "available", count}});
  return "";
}

std::string Model::CheckLine(const Delivery& delivery, int64_t shipped) const {
  const int64_t there = delivery.accepted + delivery.rejected + delivery.missing;
  if (there + delivery.surplus == 0) return "INVALID_FIELD";
  if (there == shipped) return "";
  return "RECEIPT_DOES_NOT_ADD_UP got " + std::to_string(there) + " want " + std::to_string(shipped);
}

void Model::Sort(const Place& place, const std::string& source, const Delivery& delivery) {
  const bool plain = source != "transfer_in" && !delivery.differs();
  Book(place, plain ? "RECEIPT" : "OTHER",
       {{source, "available", delivery.accepted},
        {source, "quarantined", delivery.rejected},
        {source, "quarantined", delivery.missing},
        {"unexplained", "quarantined", delivery.surplus}});
}

bool Model::IsNewDocument(const std::string& from, const std::string& document) const {
  return !documents_.contains({from, document});
}

std::string Model::TakeFromOutside(const std::string& office, const std::string& from,
                                   const std::string& document, const Delivery& delivery) {
  if (const std::string bad = CheckLine(delivery, delivery.shipped); !bad.empty()) return bad;
  if (from != "maker" && from != "13.71") return "INVALID_FIELD";  // an office of this store sends a shipment
  const auto booked = documents_.find({from, document});
  if (booked != documents_.end()) return booked->second == Content(office, delivery) ? "" : "DOCUMENT_REUSED";
  if (!HasLot(delivery.lot)) return "UNKNOWN_LOT";
  documents_[{from, document}] = {office, delivery};
  const Place place{office, delivery.lot};
  Sort(place, from == "maker" ? "received" : "received_in", delivery);
  Entry& booked_as = entries_[place].back();
  if (booked_as.kind == "RECEIPT") booked_as.document = {from, document};
  return "";
}

bool Model::IsNew(const Sending& sending) const {
  return !notes_.contains({sending.from.first, sending.note});
}

std::string Model::CanSend(const Sending& sending) const {
  if (sending.count < 1 || sending.from.first == sending.to) return "INVALID_FIELD";
  if (!IsNew(sending))
    return notes_.at({sending.from.first, sending.note}) == sending ? "" : "DOCUMENT_REUSED";
  return Hinders(sending.from, {{"available", "in_transit", sending.count}});
}

void Model::Send(const Sending& sending, bool outside, const std::string& shipment) {
  Book(sending.from, "OTHER", {{"available", outside ? "sent_out" : "in_transit", sending.count}});
  parcels_[shipment] = {sending.from, sending.to, sending.count, !outside};
  if (!sending.note.empty()) notes_[{sending.from.first, sending.note}] = sending;
}

std::string Model::Arrive(const std::string& shipment, const Delivery& delivery) {
  Parcel& parcel = parcels_.at(shipment);
  if (CheckLine(delivery, parcel.count) == "INVALID_FIELD") return "INVALID_FIELD";
  if (!parcel.on_its_way) return "SHIPMENT_NOT_IN_TRANSIT";
  if (delivery.lot != parcel.from.second) return "INVALID_FIELD";
  if (const std::string bad = CheckLine(delivery, parcel.count); !bad.empty()) return bad;
  parcel.on_its_way = false;
  Book(parcel.from, "OTHER", {{"in_transit", "transfer_out", parcel.count}});
  Sort({parcel.to, delivery.lot}, "transfer_in", delivery);
  return "";
}

}  // namespace blangko::proof
