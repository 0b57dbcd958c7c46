#include "services/stock/code_parts.h"

#include <algorithm>

namespace blangko::stock {
namespace {

bool Divides(char c) { return c == '.' || c == '-'; }

bool EndsPart(std::string_view code, size_t at) { return at == code.size() || Divides(code[at]); }

}  // namespace

int CodeParts(std::string_view code) {
  return code.empty() ? 0 : 1 + static_cast<int>(std::count_if(code.begin(), code.end(), Divides));
}

int SharedParts(std::string_view a, std::string_view b) {
  const auto common =
      static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  int parts = 0;
  for (size_t at = 1; at <= common; ++at) parts += EndsPart(a, at) && EndsPart(b, at) ? 1 : 0;
  return parts;
}

}  // namespace blangko::stock
