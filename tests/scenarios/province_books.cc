#include "tests/scenarios/province_books.h"

#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace blangko::scenarios {
namespace {

struct Number {
  const char* name;
  int64_t got;
  int64_t want;
};

void AddDifferences(const std::string& where, std::initializer_list<Number> numbers,
                    std::vector<std::string>& differences) {
  for (const Number& number : numbers) {
    if (number.got == number.want) continue;
    differences.push_back(
        absl::StrCat(where, ": ", number.name, " got ", number.got, ", want ", number.want));
  }
}

bool LiesIn(const std::string& area, const std::string& office) {
  return area.empty() || office == area || office.starts_with(area + ".");
}

}  // namespace

Pile& Pile::operator+=(const Pile& other) {
  from_outside += other.from_outside;
  came += other.came;
  went += other.went;
  free += other.free;
  printed += other.printed;
  spoiled += other.spoiled;
  lost += other.lost;
  quarantined += other.quarantined;
  too_many += other.too_many;
  return *this;
}

void ProvinceBooks::Take(Pile& pile, const LotCount& line) const {
  pile.free += line.accepted();
  pile.quarantined += line.missing + line.rejected + line.surplus;
  pile.too_many += line.surplus;
}

void ProvinceBooks::FromOutside(const std::string& office, const LotCount& line) {
  Pile& pile = At(office, line.lot);
  pile.from_outside += line.shipped;
  Take(pile, line);
}

void ProvinceBooks::Shipped(const std::string& from, const std::string& to, const LotCount& line) {
  At(from, line.lot).free -= line.shipped;
  At(from, line.lot).went += line.shipped;
  Pile& pile = At(to, line.lot);
  pile.came += line.shipped;
  Take(pile, line);
}

void ProvinceBooks::Spoil(const std::string& office, const std::string& lot, int64_t count) {
  At(office, lot).free -= count;
  At(office, lot).spoiled += count;
}

void ProvinceBooks::Lose(const std::string& office, const std::string& lot, int64_t count) {
  At(office, lot).free -= count;
  At(office, lot).lost += count;
}

void ProvinceBooks::Print(const std::string& office, const std::string& lot, int64_t count) {
  At(office, lot).free -= count;
  At(office, lot).printed += count;
}

Pile ProvinceBooks::Of(const std::string& office, const std::string& lot) const {
  Pile sum;
  for (const auto& [place, pile] : piles_) {
    if (LiesIn(office, place.first) && (lot.empty() || lot == place.second)) sum += pile;
  }
  return sum;
}

std::vector<std::string> ProvinceBooks::Compare(
    const std::vector<stock::v1::OfficeLotBalances>& balances) const {
  std::vector<std::string> differences;
  std::map<std::pair<std::string, std::string>, Pile> left = piles_;
  for (const auto& row : balances) {
    const Pile pile = left[{row.office(), row.lot()}];
    left.erase({row.office(), row.lot()});
    const auto& got = row.balances();
    AddDifferences(absl::StrCat(row.office(), " ", row.lot()),
                   {{"received", got.received() + got.received_in(), pile.from_outside},
                    {"transfer_in", got.transfer_in(), pile.came},
                    {"transfer_out", got.transfer_out(), pile.went},
                    {"in_transit", got.in_transit(), 0},
                    {"available", got.available() + got.reserved(), pile.free},
                    {"consumed", got.consumed(), pile.printed},
                    {"spoiled", got.spoiled_held(), pile.spoiled},
                    {"lost", got.lost(), pile.lost},
                    {"quarantined", got.quarantined(), pile.quarantined},
                    {"unexplained", got.unexplained(), pile.too_many}},
                   differences);
  }
  for (const auto& [place, pile] : left) {
    differences.push_back(absl::StrCat(place.first, " ", place.second, ": in no answer"));
  }
  return differences;
}

std::vector<std::string> CompareEquation(const std::string& name, const Pile& pile, int64_t moved_within,
                                         const stock::v1::GetEquationResponse& equation) {
  std::vector<std::string> differences;
  AddDifferences(name,
                 {{"diterima", equation.received(), pile.from_outside + pile.came - moved_within},
                  {"sisa", equation.remaining(), pile.free},
                  {"tercetak", equation.printed(), pile.printed},
                  {"rusak", equation.spoiled(), pile.spoiled},
                  {"dikirim", equation.sent(), pile.went - moved_within},
                  {"selisih", equation.difference(), pile.quarantined + pile.lost - pile.too_many},
                  {"of five",
                   equation.remaining() + equation.printed() + equation.spoiled() + equation.sent() +
                       equation.difference(),
                   equation.received()},
                  {"exact", equation.exact() ? 1 : 0, 1}},
                 differences);
  return differences;
}

}  // namespace blangko::scenarios
