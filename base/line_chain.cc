#include "base/line_chain.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr size_t kHexDigits = 64;

bool IsHex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<LineChain> LineChain::FromText(std::string_view text) {
  LineChain chain;
  if (text.empty()) return chain;
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || !absl::SimpleAtoi(ToAbsl(text.substr(0, colon)), &chain.lines_))
    return std::nullopt;
  const std::string_view hex = text.substr(colon + 1);
  if (hex.size() != kHexDigits || !IsHex(hex)) return std::nullopt;
  chain.digest_ = absl::HexStringToBytes(ToAbsl(hex));
  if (chain.lines_ < 1 || chain.Text() != text) return std::nullopt;
  return chain;
}

void LineChain::Add(std::string_view line) {
  PlainDigester digester;
  digester.Add(digest_);
  digester.Add(line);
  digest_ = digester.Finish();
  ++lines_;
}

std::string LineChain::Hex() const { return ToHex(digest_); }

std::string LineChain::Text() const { return lines_ == 0 ? "" : absl::StrCat(lines_, ":", Hex()); }

}  // namespace blangko
