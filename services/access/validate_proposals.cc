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
  CheckReason(reason, bad);
  if (needed && reason.empty()) bad.push_back({"reason", "", "why; no personal data"});
  return BadFields(bad);
}

}  // namespace

void CheckReason(std::string_view reason, std::vector<FieldViolation>& bad) {
  if (reason.size() > kReasonMax) {
    bad.push_back(
        {"reason", absl::StrCat(reason.size(), " bytes"), absl::StrCat("at most ", kReasonMax, " bytes")});
  } else if (MaskNiks(reason) != reason) {
    bad.push_back({"reason", "16 digits in a row", "no personal data"});
  }
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
