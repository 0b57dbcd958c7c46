#include "base/utf8.h"

#include <algorithm>
#include <optional>

namespace blangko {
namespace {

// True when `text` goes on at `at` with `count` bytes of a UTF-8 sequence.
bool Continues(std::string_view text, size_t at, size_t count) {
  if (text.size() - at < count) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                     text.begin() + static_cast<std::ptrdiff_t>(at + count),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; });
}

// Bytes that follow the lead byte; nothing for a byte that leads no sequence. `next` narrows overlong forms,
// surrogates and what lies beyond Unicode.
std::optional<size_t> FollowersOf(unsigned char lead, unsigned char next) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead <= 0xDF) return 1;
  if (lead == 0xE0) return next >= 0xA0 ? std::optional<size_t>(2) : std::nullopt;
  if (lead == 0xED) return next <= 0x9F ? std::optional<size_t>(2) : std::nullopt;
  if (lead >= 0xE1 && lead <= 0xEF) return 2;
  if (lead == 0xF0) return next >= 0x90 ? std::optional<size_t>(3) : std::nullopt;
  if (lead == 0xF4) return next <= 0x8F ? std::optional<size_t>(3) : std::nullopt;
  if (lead >= 0xF1 && lead <= 0xF3) return 3;
  return std::nullopt;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const auto followers = FollowersOf(lead, next);
    if (!followers.has_value() || !Continues(text, i + 1, *followers)) return false;
    i += 1 + *followers;
  }
  return true;
}

std::string PlainLine(std::string text) {
  const bool whole = IsUtf8(text);
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == 0x7f || (byte > 0x7f && !whole)) c = ' ';
  }
  return text;
}

}  // namespace blangko
