#include "services/access/validate_accounts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "services/access/region_code.h"
#include "services/access/validate_offices.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

constexpr size_t kNameMin = 2;
constexpr size_t kNameMax = 32;
constexpr size_t kPinMin = 6;
constexpr size_t kPinMax = 64;
constexpr size_t kReasonMax = 200;

bool IsName(std::string_view name) {
  if (name.size() < kNameMin || name.size() > kNameMax ||
      !absl::ascii_islower(static_cast<unsigned char>(name[0])))
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

// "111111", "123456", "987654": every step from one character to the next is the same, and small.
bool IsRow(std::string_view pin) {
  const int step = pin[1] - pin[0];
  for (size_t i = 1; i < pin.size(); ++i) {
    if (pin[i] - pin[i - 1] != step) return false;
  }
  return step >= -1 && step <= 1;
}

// What was got is not shown: it may be a PIN in the wrong place.
void CheckName(std::string_view name, std::vector<FieldViolation>& bad) {
  if (IsName(name)) return;
  bad.push_back(
      {"name", absl::StrCat(name.size(), " characters"), "2 to 32 of a-z, 0-9, '.' and '-', a letter first"});
}

void CheckNewPin(std::string_view pin, std::string_view account, std::vector<FieldViolation>& bad) {
  const std::string_view want = FaultOfPin(pin, account);
  if (want.empty()) return;
  bad.push_back({"new_pin", absl::StrCat(pin.size(), " characters"), std::string(want)});
}

void CheckScopeText(std::string_view scope, std::vector<FieldViolation>& bad) {
  if (scope.empty() || IsOfficeCode(scope)) return;
  bad.push_back({"scope", std::string(scope.substr(0, kNameMax)), "an area code such as 14.05, or empty"});
}

bool IsRole(v1::Role role) { return role != v1::ROLE_UNSPECIFIED && v1::Role_IsValid(role); }

}  // namespace

std::string_view FaultOfPin(std::string_view pin, std::string_view account) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (pin.size() < kPinMin || pin.size() > kPinMax || std::any_of(pin.begin(), pin.end(), control)) {
    return "6 to 64 characters";
  }
  if (IsRow(pin)) return "not one character again and again, and no row such as 123456";
  const bool named = account.size() >= 3 && pin.find(account) != std::string_view::npos;
  return named ? "not the name of the account" : "";
}

absl::Status ValidateLogin(const v1::LoginRequest& request) {
  std::vector<FieldViolation> bad;
  CheckName(request.name(), bad);
  if (request.pin().empty() || request.pin().size() > kPinMax) {
    bad.push_back({"pin", absl::StrCat(request.pin().size(), " characters"), "6 to 64 characters"});
  }
  if (!request.new_pin().empty()) {
    CheckNewPin(request.new_pin(), request.name(), bad);
    if (request.new_pin() == request.pin()) bad.push_back({"new_pin", "the old PIN", "another one"});
  }
  return BadFields(bad);
}

absl::Status ValidateAddAccount(const v1::AddAccountRequest& request) {
  RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  std::vector<FieldViolation> bad;
  CheckName(request.name(), bad);
  CheckNewPin(request.new_pin(), request.name(), bad);
  CheckScopeText(request.scope(), bad);
  if (!IsRole(request.role())) {
    bad.push_back({"role", absl::StrCat(static_cast<int>(request.role())),
                   "OPERATOR, SUPERVISOR, ADMINISTRATOR, PROVINCE, CENTRE or AUDITOR"});
  }
  return BadFields(bad);
}

absl::Status ValidateChangeAccount(const v1::ChangeAccountRequest& request) {
  RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  std::vector<FieldViolation> bad;
  CheckName(request.name(), bad);
  CheckScopeText(request.scope(), bad);
  const bool changes = request.role() != v1::ROLE_UNSPECIFIED || request.has_scope() ||
                       request.state() != v1::Account::STATE_UNSPECIFIED;
  if (!changes || !v1::Role_IsValid(request.role()) || !v1::Account::State_IsValid(request.state())) {
    bad.push_back({"role", absl::StrCat(static_cast<int>(request.role())),
                   "a new role, scope or state, with a value that is known"});
  }
  if (request.reason().size() > kReasonMax) {
    bad.push_back({"reason", absl::StrCat(request.reason().size(), " bytes"),
                   absl::StrCat("at most ", kReasonMax, " bytes")});
  }
  return BadFields(bad);
}

absl::Status ValidateSetPin(const v1::SetPinRequest& request) {
  RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  std::vector<FieldViolation> bad;
  CheckName(request.name(), bad);
  CheckNewPin(request.new_pin(), request.name(), bad);
  return BadFields(bad);
}

}  // namespace blangko::access
