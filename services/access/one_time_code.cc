#include "services/access/one_time_code.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/hash.h"
#include "base/planted.h"
#include "base/text.h"

namespace blangko::access {
namespace {

constexpr uint64_t kCodes = 100'000'000;  // 8 digits
constexpr int kTriesKept = 50;

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

void CountTry(std::string_view request_id, rows::v1::OneTimeCode& code) {
  code.set_tries(code.tries() + 1);
  rows::v1::CodeTry& tried = *code.add_tried();
  tried.set_request_id(std::string(request_id));
  tried.set_number(code.tries());
}

const rows::v1::CodeTry* FindTry(const rows::v1::OneTimeCode& code, std::string_view request_id) {
  const auto& tried = code.tried();
  const auto found = std::find_if(tried.begin(), tried.end(), [&](const rows::v1::CodeTry& known) {
    return known.request_id() == request_id;
  });
  return found == tried.end() ? nullptr : &*found;
}

rows::v1::CodeTry* FindTry(rows::v1::OneTimeCode& code, std::string_view request_id) {
  for (rows::v1::CodeTry& known : *code.mutable_tried()) {
    if (known.request_id() == request_id) return &known;
  }
  return nullptr;
}

void KeepTries(const rows::v1::OneTimeCode& before, rows::v1::OneTimeCode& code) {
  for (int i = std::max(0, before.tried_size() - kTriesKept); i < before.tried_size(); ++i) {
    *code.add_tried() = before.tried(i);
    code.mutable_tried(code.tried_size() - 1)->set_right(false);  // of a code that holds no more
  }
}

bool CodeHolds(const ProposalRow& proposal, absl::Time now) {
  return proposal.has_code() && proposal.code().end_micros() > absl::ToUnixMicros(now) &&
         proposal.code().tries() < kCodeTries;
}

}  // namespace blangko::access
