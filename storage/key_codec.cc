#include "storage/key_codec.h"

#include <limits>

#include "base/status_macros.h"

namespace blangko::storage {
namespace {

constexpr size_t kNumberBytes = 8;
constexpr uint64_t kSignBit = uint64_t{1} << 63;
constexpr char kTextByteZero = static_cast<char>(0xff);
constexpr char kTextEnd = 0x01;

// Infinite times have no microseconds: they take the ends of the range and come back as what they were.
int64_t ToMicros(absl::Time time) {
  if (time == absl::InfinitePast()) return std::numeric_limits<int64_t>::min();
  if (time == absl::InfiniteFuture()) return std::numeric_limits<int64_t>::max();
  return absl::ToUnixMicros(time);
}

absl::Time FromMicros(int64_t micros) {
  if (micros == std::numeric_limits<int64_t>::min()) return absl::InfinitePast();
  if (micros == std::numeric_limits<int64_t>::max()) return absl::InfiniteFuture();
  return absl::FromUnixMicros(micros);
}

}  // namespace

KeyWriter& KeyWriter::U64(uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) key_ += static_cast<char>(value >> shift);
  return *this;
}

KeyWriter& KeyWriter::I64(int64_t value) { return U64(static_cast<uint64_t>(value) ^ kSignBit); }

KeyWriter& KeyWriter::Time(absl::Time time) { return I64(ToMicros(time)); }

KeyWriter& KeyWriter::Text(std::string_view text) {
  for (const char c : text) {
    key_ += c;
    if (c == '\0') key_ += kTextByteZero;
  }
  key_ += '\0';
  key_ += kTextEnd;
  return *this;
}

absl::StatusOr<uint64_t> KeyReader::U64() {
  if (rest_.size() < kNumberBytes) return absl::DataLossError("key: a number is cut off");
  uint64_t value = 0;
  for (const char c : rest_.substr(0, kNumberBytes)) value = (value << 8) | static_cast<unsigned char>(c);
  rest_.remove_prefix(kNumberBytes);
  return value;
}

absl::StatusOr<int64_t> KeyReader::I64() {
  ASSIGN_OR_RETURN(const uint64_t bits, U64());
  return static_cast<int64_t>(bits ^ kSignBit);
}

absl::StatusOr<absl::Time> KeyReader::Time() {
  ASSIGN_OR_RETURN(const int64_t micros, I64());
  return FromMicros(micros);
}

absl::StatusOr<std::string> KeyReader::Text() {
  std::string text;
  while (true) {
    const size_t zero = rest_.find('\0');
    if (zero == std::string_view::npos || zero + 1 >= rest_.size()) {
      return absl::DataLossError("key: a text is not closed");
    }
    const char mark = rest_[zero + 1];
    text.append(rest_.substr(0, zero));
    rest_.remove_prefix(zero + 2);
    if (mark == kTextEnd) return text;
    if (mark != kTextByteZero) return absl::DataLossError("key: unknown mark in a text");
    text += '\0';
  }
}

}  // namespace blangko::storage
