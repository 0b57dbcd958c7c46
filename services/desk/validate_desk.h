// What the requests of the desk must look like. Pure.
//
// Failure: INVALID_FIELD with field, got and want.
#pragma once

#include "absl/status/status.h"
#include "blangko/desk/v1/desk_service.pb.h"

namespace blangko::desk {

absl::Status ValidateHandOver(const v1::HandOverRequest& request);
absl::Status ValidateIssueReceipt(const v1::IssueReceiptRequest& request);

}  // namespace blangko::desk
