#include <cstdlib>
#include <string>

#include "absl/strings/str_split.h"
#include "base/planted.h"

namespace blangko {

bool Planted(std::string_view name) {
  const char* names = std::getenv("BLANGKO_PLANT");
  if (names == nullptr) return false;
  for (const auto& planted : absl::StrSplit(names, ',')) {
    if (std::string(planted) == name) return true;
  }
  return false;
}

}  // namespace blangko
