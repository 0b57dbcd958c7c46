// Model: cases of differences, spoils in the store room, losses, lots written off, entries taken back.
#include <algorithm>

#include "tests/stock/model.h"

namespace blangko::proof {
namespace {

struct Way {
  std::string of;
  std::string to;
};

const std::map<std::string, Way>& Ways() {
  static const auto* ways = new std::map<std::string, Way>{{"FOUND", {"missing", "available"}},
                                                           {"LOST", {"missing", "lost"}},
                                                           {"GOOD", {"rejected", "available"}},
                                                           {"SPOILED", {"rejected", "spoiled_held"}},
                                                           {"ACCEPTED", {"surplus", "available"}}};
  return *ways;
}

}  // namespace

void Model::OpenCase(const std::string& id, const Place& place, const std::string& from,
                     const Delivery& delivery) {
  cases_[id] = {
      .place = place,
      .from = from,
      .open = {
          {"rejected", delivery.rejected}, {"missing", delivery.missing}, {"surplus", delivery.surplus}}};
}

std::string Model::Resolve(const std::string& id, const std::string& lot, const std::string& resolution,
                           int64_t count) {
  if (count < 1) return "INVALID_FIELD";
  const auto found = cases_.find(id);
  if (found == cases_.end()) return "UNKNOWN_CASE";
  if (found->second.place.second != lot) return "INVALID_FIELD";
  const Way& way = Ways().at(resolution);
  int64_t& open = found->second.open[way.of];
  if (count > open) return "CASE_HAS_FEWER got " + std::to_string(count) + " want " + std::to_string(open);
  open -= count;
  Book(found->second.place, "OTHER", {{"quarantined", way.to, count}});
  return "";
}

std::string Model::Spoil(const Place& place, int64_t count) {
  if (count < 1) return "INVALID_FIELD";
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  return Try_(place, "OTHER", {{"available", "spoiled_held", count}});
}

std::string Model::Lose(const Place& place, int64_t count) {
  if (count < 1) return "INVALID_FIELD";
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  return Try_(place, "LOSS", {{"available", "lost", count}});
}

std::string Model::WriteOff(const Place& place) {
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  const int64_t unused = Count(place, "available");
  if (unused == 0) return "INVALID_FIELD";
  return Try_(place, "OTHER", {{"available", "spoiled_held", unused}});
}

std::string Model::Reverse(const Place& place, uint64_t seq) {
  if (seq == 0) return "INVALID_FIELD";
  if (seq > Entries(place)) return "UNKNOWN_ENTRY";
  const Entry entry = entries_[place][seq - 1];
  if (entry.taken_back) return "ENTRY_REVERSED";
  const bool may = entry.kind == "OPENING" || entry.kind == "LOSS" || entry.kind == "RECEIPT";
  if (!may) return "ENTRY_NOT_REVERSIBLE";
  std::vector<Move> back;
  for (const Move& move : entry.moves) back.insert(back.begin(), {move.to, move.from, move.count});
  const std::string answer = Try_(place, "OTHER", back);
  if (!answer.empty()) return answer;
  entries_[place][seq - 1].taken_back = true;
  documents_.erase(entry.document);  // the paper may be entered again, with the right number
  return "";
}

}  // namespace blangko::proof
