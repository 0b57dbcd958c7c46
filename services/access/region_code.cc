#include "services/access/region_code.h"

#include <algorithm>

namespace blangko::access {
namespace {

constexpr size_t kMaxRoomName = 32;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsRoomChar(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || c == '-'; }

}  // namespace

bool IsRegionCode(std::string_view code) {
  constexpr std::string_view kShape = "dd.dd.dd.dddd";
  if (code.size() != 2 && code.size() != 5 && code.size() != 8 && code.size() != kShape.size()) return false;
  return std::equal(code.begin(), code.end(), kShape.begin(),
                    [](char c, char shape) { return shape == 'd' ? IsDigit(c) : c == shape; });
}

bool IsOfficeCode(std::string_view code) {
  const size_t dash = code.find('-');
  if (!IsRegionCode(code.substr(0, dash))) return false;
  if (dash == std::string_view::npos) return true;
  const std::string_view room = code.substr(dash + 1);
  return !room.empty() && room.size() <= kMaxRoomName && std::all_of(room.begin(), room.end(), IsRoomChar);
}

}  // namespace blangko::access
