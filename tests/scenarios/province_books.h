// ProvinceBooks: what the books of a province must say, kept by the test beside the server: blanks of every (office, lot)
// as whoever counts them knows them. Shares no code with the ledger.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "blangko/stock/v1/stock_service.pb.h"
#include "tests/scenarios/store_scene.h"

namespace blangko::scenarios {

// Blanks of one lot in one office, or of any sum of such.
struct Pile {
  int64_t from_outside = 0;
  int64_t came = 0;  // from other offices of the store
  int64_t went = 0;  // to other offices of the store, and arrived
  int64_t free = 0;
  int64_t printed = 0;
  int64_t spoiled = 0;
  int64_t lost = 0;
  int64_t quarantined = 0;
  int64_t too_many = 0;  // surplus: in no delivery

  Pile& operator+=(const Pile& other);
};

class ProvinceBooks {
 public:
  void FromOutside(const std::string& office, const LotCount& line);
  void Shipped(const std::string& from, const std::string& to, const LotCount& line);
  void Spoil(const std::string& office, const std::string& lot, int64_t count);
  void Lose(const std::string& office, const std::string& lot, int64_t count);
  void Print(const std::string& office, const std::string& lot, int64_t count);

  // Of the office and all below it, or of all when it is ""; of one lot, or of all when it is "".
  Pile Of(const std::string& office, const std::string& lot = "") const;
  // Each one that differs, in words; empty = to the card.
  std::vector<std::string> Compare(const std::vector<stock::v1::OfficeLotBalances>& balances) const;

 private:
  Pile& At(const std::string& office, const std::string& lot) { return piles_[{office, lot}]; }
  void Take(Pile& pile, const LotCount& line) const;

  std::map<std::pair<std::string, std::string>, Pile> piles_;
};

// How an equation differs from what `pile` says of the same offices; `moved_within` of them are on both sides.
std::vector<std::string> CompareEquation(const std::string& name, const Pile& pile, int64_t moved_within,
                                         const stock::v1::GetEquationResponse& equation);

}  // namespace blangko::scenarios
