#include "services/access/validate_proposals.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/validate_offices.h"

namespace blangko::access {
namespace {

constexpr size_t kReasonMax = 200;

absl::Status CheckWhy(std::string_view request_id, std::string_view reason, bool needed) {
  RETURN_IF_ERROR(CheckRequestId(request_id));
  std::vector<FieldViolation> bad;
  CheckReason("reason", reason, bad);
  if (needed && reason.empty()) bad.push_back({"reason", "", "why; no personal data"});
  return BadFields(bad);
}

}  // namespace

void CheckNoNik(std::string_view field, std::string_view text, std::vector<FieldViolation>& bad) {
  if (MaskNiks(text) != text) bad.push_back({std::string(field), "16 digits in a row", "no personal data"});
}

void CheckReason(std::string_view field, std::string_view text, std::vector<FieldViolation>& bad) {
  if (text.size() <= kReasonMax) return CheckNoNik(field, text, bad);
  bad.push_back({std::string(field), absl::StrCat(text.size(), " bytes"),
                 absl::StrCat("at most ", kReasonMax, " bytes")});
}

absl::Status ValidateApprove(const v1::ApproveProposalRequest& request) {
  return CheckRequestId(request.request_id());
}

absl::Status ValidateReject(const v1::RejectProposalRequest& request) {
  return CheckWhy(request.request_id(), request.reason(), true);
}

absl::Status ValidateWithdraw(const v1::WithdrawProposalRequest& request) {
  return CheckWhy(request.request_id(), request.reason(), false);
}

absl::Status ValidateEnterCode(const v1::EnterCodeRequest& request) {
  return CheckRequestId(request.request_id());
}

}  // namespace blangko::access
