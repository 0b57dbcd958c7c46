// Model: counts that two persons settle, and cards that the ministry's application printed.
#include <algorithm>

#include "tests/stock/model.h"

namespace blangko::proof {
namespace {

// What is missing never came, as far as blanks came from nowhere; the rest is lost. What is too much was lost before, as
// far as blanks are lost; the rest came from nowhere.
void Settle(int64_t difference, const std::string& account, int64_t& lost, int64_t& unexplained,
            std::vector<Move>& moves) {
  int64_t& first = difference < 0 ? unexplained : lost;
  const int64_t all = std::abs(difference);
  const int64_t part = std::min(all, first);
  first -= part;
  if (difference < 0) {
    moves.push_back({account, "unexplained", part});
    moves.push_back({account, "lost", all - part});
  } else {
    moves.push_back({"lost", account, part});
    moves.push_back({"unexplained", account, all - part});
  }
}

}  // namespace

std::string Model::Settle(const Place& place, int64_t unused, int64_t spoiled) {
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  int64_t lost = Count(place, "lost");
  int64_t unexplained = Count(place, "unexplained");
  std::vector<Move> moves;
  proof::Settle(unused, "available", lost, unexplained, moves);
  proof::Settle(spoiled, "spoiled_held", lost, unexplained, moves);
  std::erase_if(moves, [](const Move& move) { return move.count == 0; });
  return Try_(place, "OTHER", moves);
}

std::string Model::PrintOutside(const Place& place) {
  if (!HasLot(place.second)) return "UNKNOWN_LOT";
  const bool there = Count(place, "available") > 0;
  return Try_(place, "OTHER", {{there ? "available" : "unexplained", "consumed", 1}});
}

}  // namespace blangko::proof
