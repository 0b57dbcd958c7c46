// Pure checks of the requests about proposals. A PIN or a code never stands in a refusal.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "blangko/access/v1/proposals_service.pb.h"
#include "services/refusal/refusal.h"

namespace blangko::access {

absl::Status ValidateApprove(const v1::ApproveProposalRequest& request);
absl::Status ValidateReject(const v1::RejectProposalRequest& request);
absl::Status ValidateWithdraw(const v1::WithdrawProposalRequest& request);
absl::Status ValidateEnterCode(const v1::EnterCodeRequest& request);

// Reasons and notes stand in the log: at most 200 bytes, nothing that looks like a NIK.
void CheckReason(std::string_view field, std::string_view text, std::vector<FieldViolation>& bad);
// The same of numbers and places, whatever their length.
void CheckNoNik(std::string_view field, std::string_view text, std::vector<FieldViolation>& bad);

}  // namespace blangko::access
