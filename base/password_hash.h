// Password hashes: argon2id (RFC 9106) by libsodium, for PINs and pass phrases that people type.
//
// The hash is text that carries algorithm, cost and a salt of its own ("$argon2id$v=19$m=65536,t=3,p=1$…"), so that
// the cost can be raised later: NeedsNewHash tells which hashes are older than that.
// Failure: an empty hash when the memory cannot be had; IsPassword is false for text that is no hash.
// Threads: any; each call takes `memory_bytes` while it runs, so callers bound how many run at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace blangko {

struct PasswordCost {
  uint64_t passes = 3;
  size_t memory_bytes = size_t{64} << 20;
};

// The cheapest that the library allows; for tests.
inline constexpr PasswordCost kCheapPassword{.passes = 1, .memory_bytes = 8192};

std::string HashPassword(std::string_view password, const PasswordCost& cost);
bool IsPassword(std::string_view hash, std::string_view password);
bool NeedsNewHash(std::string_view hash, const PasswordCost& cost);

}  // namespace blangko
