#include "base/chip_uid.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr size_t kSizes[] = {4, 7, 10};  // bytes
constexpr char kRandom = 0x08;

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); });
}

}  // namespace

absl::StatusOr<std::string> ParseChipUid(std::string_view text) {
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c == ':' || c == '-' || c == ' '; });
  if (digits.size() % 2 != 0 || !IsHex(digits)) {
    return absl::InvalidArgumentError("chip UID: got text that is no number in hex");
  }
  return ChipUidOf(absl::HexStringToBytes(digits));
}

absl::StatusOr<std::string> ChipUidOf(std::string_view bytes) {
  if (std::find(std::begin(kSizes), std::end(kSizes), bytes.size()) == std::end(kSizes)) {
    return absl::InvalidArgumentError(
        absl::StrCat("chip UID: got ", bytes.size(), " bytes, want 4, 7 or 10"));
  }
  if (bytes.size() == kSizes[0] && bytes[0] == kRandom) {
    return absl::InvalidArgumentError("chip UID: got a random number (08…), want the chip's own");
  }
  return absl::AsciiStrToUpper(absl::BytesToHexString(ToAbsl(bytes)));
}

}  // namespace blangko
