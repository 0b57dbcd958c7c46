#include "base/ids.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/str_format.h"

namespace blangko {
namespace {

std::string Format(uint64_t millis, uint64_t high_random, uint64_t low_random) {
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", millis >> 16, millis & 0xffff, high_random & 0xfff,
                         0x8000 | ((low_random >> 48) & 0x3fff), low_random & 0xffffffffffff);
}

uint64_t Millis(absl::Time time) {
  return static_cast<uint64_t>(std::max<int64_t>(0, absl::ToUnixMillis(time))) & 0xffffffffffff;
}

bool IsLowerHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool IsCanonical(std::string_view id) {
  if (id.size() != 36 || id[14] != '7') return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? id[i] != '-' : !IsLowerHex(id[i])) return false;
  }
  return std::string_view("89ab").find(id[19]) != std::string_view::npos;
}

}  // namespace

std::string IdSource::Next() {
  const uint64_t high = rng_.Next();
  return Format(Millis(clock_.Now()), high, rng_.Next());
}

std::optional<absl::Time> TimeOfUuid7(std::string_view id) {
  if (!IsCanonical(id)) return std::nullopt;
  const std::string hex = std::string(id.substr(0, 8)) + std::string(id.substr(9, 4));
  return absl::FromUnixMillis(static_cast<int64_t>(std::stoull(hex, nullptr, 16)));
}

std::string SmallestUuid7At(absl::Time time) { return Format(Millis(time), 0, 0); }

}  // namespace blangko
