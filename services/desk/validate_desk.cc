#include "services/desk/validate_desk.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/refusal/refusal.h"

namespace blangko::desk {
namespace {

constexpr size_t kNoteBytesMax = 200;
constexpr size_t kSaltBytesMin = 16;
constexpr size_t kSaltBytesMax = 64;

void CheckOneOf(std::vector<FieldViolation>& bad, const char* field, const std::string& got,
                const std::vector<std::string>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), got) != allowed.end()) return;
  bad.push_back({field, got, absl::StrJoin(allowed, ", ")});
}

}  // namespace

absl::Status ValidateHandOver(const v1::HandOverRequest& request) {
  std::vector<FieldViolation> bad;
  if (request.record_id().empty()) bad.push_back({"record_id", "", "a record id"});
  CheckOneOf(bad, "collector", request.collector(), {"OWNER", "FAMILY", "PROXY"});
  CheckOneOf(bad, "check", request.check(), {"FINGERPRINT", "FACE", "PAPERS"});
  if (request.note().size() > kNoteBytesMax) {
    bad.push_back({"note", absl::StrCat(request.note().size(), " bytes"),
                   absl::StrCat("at most ", kNoteBytesMax, " bytes")});
  }
  return BadFields(bad);
}

absl::Status ValidateIssueReceipt(const v1::IssueReceiptRequest& request) {
  std::vector<FieldViolation> bad;
  if (request.record_id().empty()) bad.push_back({"record_id", "", "a record id"});
  if (request.salt().size() < kSaltBytesMin || request.salt().size() > kSaltBytesMax) {
    bad.push_back({"salt", absl::StrCat(request.salt().size(), " bytes"),
                   absl::StrCat(kSaltBytesMin, " to ", kSaltBytesMax, " bytes")});
  }
  return BadFields(bad);
}

}  // namespace blangko::desk
