#include "base/typed_code.h"

#include <cstdint>

namespace blangko {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kBitsPerCharacter = 5;
constexpr size_t kGroup = 4;
constexpr uint32_t kReducer = 0b100101;  // x^5 + x^2 + 1: 2 generates every element of the field with 32

uint32_t TimesTwo(uint32_t value) {
  value <<= 1;
  return value > 31 ? value ^ kReducer : value;
}

// The sum of the characters, each times another power of 2, so that no two places weigh the same. A whole code has 0.
uint32_t WeighedSum(std::string_view characters) {
  uint32_t sum = 0;
  for (const char c : characters) sum = TimesTwo(sum) ^ static_cast<uint32_t>(kAlphabet.find(c));
  return sum;
}

char Meant(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'I' || c == 'L') return '1';
  return c == 'O' ? '0' : c;
}

}  // namespace

std::string TypedCodeFrom(std::string_view random, size_t length) {
  std::string code;
  uint32_t buffer = 0;
  int bits = 0;
  for (const char byte : random) {
    buffer = buffer << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= kBitsPerCharacter && code.size() + 1 < length; bits -= kBitsPerCharacter) {
      code += kAlphabet[buffer >> (bits - kBitsPerCharacter) & 31];
    }
  }
  return code + kAlphabet[TimesTwo(WeighedSum(code))];
}

std::string CleanTypedCode(std::string_view typed) {
  std::string clean;
  for (const char c : typed) {
    if (c != ' ' && c != '-') clean += Meant(c);
  }
  return clean;
}

bool IsTypedCode(std::string_view clean, size_t length) {
  return clean.size() == length && clean.find_first_not_of(kAlphabet) == std::string_view::npos &&
         WeighedSum(clean) == 0;
}

std::string InFours(std::string_view code, char between) {
  std::string grouped;
  for (size_t at = 0; at < code.size(); at += kGroup) {
    if (at > 0) grouped += between;
    grouped += code.substr(at, kGroup);
  }
  return grouped;
}

}  // namespace blangko
