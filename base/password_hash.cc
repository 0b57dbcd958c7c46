#include "base/password_hash.h"

#include <sodium.h>

#include <array>

namespace blangko {

std::string HashPassword(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const int failed =
      crypto_pwhash_str(text.data(), password.data(), password.size(), cost.passes, cost.memory_bytes);
  return failed != 0 ? std::string() : std::string(text.data());
}

bool IsPassword(std::string_view hash, std::string_view password) {
  const std::string text(hash);  // ends in a zero byte, as libsodium wants it
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool NeedsNewHash(std::string_view hash, const PasswordCost& cost) {
  const std::string text(hash);
  return crypto_pwhash_str_needs_rehash(text.c_str(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace blangko
