#include "services/access/one_time_code.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/text.h"

namespace blangko::access {
namespace {

constexpr uint64_t kCodes = 100'000'000;  // 8 digits

}  // namespace

std::string NewSpokenCode() {
  uint64_t drawn = 0;
  for (const char byte : NewSecretKey().substr(0, sizeof(drawn))) {
    drawn = drawn << 8 | static_cast<unsigned char>(byte);
  }
  return absl::StrFormat("%08d", drawn % kCodes);
}

std::string CleanSpokenCode(std::string_view typed) {
  std::string clean;
  for (const char c : typed) {
    if (c != ' ' && c != '-') clean += c;
  }
  return clean;
}

std::string BoundCode(std::string_view code, const ProposalRow& proposal) {
  const bool unbound = Planted("code-for-another-proposal");
  return absl::StrCat(ToAbsl(code), ":", unbound ? "" : ToHex(proposal.fingerprint()));
}

bool CodeHolds(const ProposalRow& proposal, absl::Time now) {
  return proposal.has_code() && proposal.code().end_micros() > absl::ToUnixMicros(now) &&
         proposal.code().tries() < kCodeTries;
}

}  // namespace blangko::access
