// Pure checks of the requests about accounts: names, PINs, roles, scopes. A PIN never stands in a refusal.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "blangko/access/v1/accounts_service.pb.h"

namespace blangko::access {

absl::Status ValidateLogin(const v1::LoginRequest& request);
absl::Status ValidateAddAccount(const v1::AddAccountRequest& request);
absl::Status ValidateChangeAccount(const v1::ChangeAccountRequest& request);
absl::Status ValidateSetPin(const v1::SetPinRequest& request);

// "" when a PIN may be used, else what is wanted of it: long enough, and not one that is guessed first.
std::string_view FaultOfPin(std::string_view pin, std::string_view account);

}  // namespace blangko::access
