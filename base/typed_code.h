// Codes that people read aloud, write down and type: characters of Crockford's base32 (no I, L, O or U), of which the last
// checks the others: one wrong character and two that changed places are always noticed. At most 31 characters.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace blangko {

inline constexpr size_t kTypedCodeLength = 16;

// From random bytes: 5 bits of them for each character but the last, which is the check character. Of 10 bytes or more, and
// 5 for 8 characters.
std::string TypedCodeFrom(std::string_view random, size_t length = kTypedCodeLength);

// As it was meant: capitals, without blanks and hyphens, I and L read as 1 and O as 0. Anything else is kept.
std::string CleanTypedCode(std::string_view typed);

// Whether a clean code has the length, the characters and the check character of one.
bool IsTypedCode(std::string_view clean, size_t length = kTypedCodeLength);

// "K7QF 3M2P 0XAB 9TWC"
std::string InFours(std::string_view code, char between = ' ');

}  // namespace blangko
