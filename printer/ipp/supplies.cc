#include "printer/ipp/supplies.h"

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko::printer {
namespace {

using Fields = std::map<std::string, std::string>;

// "index=0;type=inkRibbon;unit=impressions;maxcapacity=200;level=12;"
Fields FieldsOf(const std::string& text) {
  Fields fields;
  for (const auto& part : absl::StrSplit(text, ';', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> field = absl::StrSplit(part, absl::MaxSplits('=', 1));
    fields[absl::AsciiStrToLower(field.first)] = field.second;
  }
  return fields;
}

int64_t NumberIn(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  int64_t number = -1;
  return found != fields.end() && absl::SimpleAtoi(found->second, &number) ? number : -1;
}

bool CountsCards(const Fields& fields) {
  const auto unit = fields.find("unit");
  return unit != fields.end() && (unit->second == "impressions" || unit->second == "sheets");
}

// What a detailed line adds to a supply.
void AddDetails(const Fields& fields, Supply& supply) {
  const int64_t level = NumberIn(fields, "level");
  if (supply.percent < 0) supply.percent = PercentOf(level, NumberIn(fields, "maxcapacity"));
  if (CountsCards(fields) && level >= 0) supply.cards_left = level;
  const auto type = fields.find("type");
  if (supply.kind == Supply::Kind::kOther && type != fields.end()) {
    supply.kind = SupplyKindOf(type->second, supply.name);
  }
}

}  // namespace

Supply::Kind SupplyKindOf(std::string_view type, std::string_view name) {
  // The first word that is found decides: a "retransfer ribbon" is film, a "thermal transfer ribbon" is not.
  static constexpr std::pair<const char*, Supply::Kind> kWords[] = {{"film", Supply::Kind::kFilm},
                                                                    {"retransfer", Supply::Kind::kFilm},
                                                                    {"ribbon", Supply::Kind::kRibbon},
                                                                    {"ymck", Supply::Kind::kRibbon},
                                                                    {"transfer", Supply::Kind::kFilm}};
  for (const std::string_view text : {type, name}) {
    const std::string words = absl::AsciiStrToLower(ToAbsl(text));
    for (const auto& [word, kind] : kWords) {
      if (absl::StrContains(words, word)) return kind;
    }
  }
  return Supply::Kind::kOther;
}

int PercentOf(int64_t level, int64_t capacity) {
  if (level < 0 || capacity <= 0) return -1;
  return static_cast<int>(std::min<int64_t>(100, (level * 100 + capacity - 1) / capacity));
}

std::vector<Supply> ReadSupplies(const IppMessage& reply) {
  const std::vector<std::string> types = reply.Texts("marker-types");
  const std::vector<int64_t> levels = reply.Numbers("marker-levels");
  const std::vector<std::string> details = reply.Octets("printer-supply");
  std::vector<std::string> names = reply.Texts("marker-names");
  if (names.empty()) names = reply.Texts("printer-supply-description");
  std::vector<Supply> supplies;
  for (size_t i = 0; i < names.size(); ++i) {
    Supply supply;
    supply.name = names[i];
    supply.kind = SupplyKindOf(i < types.size() ? types[i] : "", names[i]);
    supply.percent = i < levels.size() ? PercentOf(levels[i], 100) : -1;
    if (i < details.size()) AddDetails(FieldsOf(details[i]), supply);
    supplies.push_back(std::move(supply));
  }
  return supplies;
}

}  // namespace blangko::printer
