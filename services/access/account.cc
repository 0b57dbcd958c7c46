#include "services/access/account.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/access/wire_time.h"

namespace blangko::access {
namespace {

constexpr std::string_view kAccountPrefix = "account:";

struct RoleName {
  Role role;
  v1::Role api;
};

constexpr RoleName kRoles[] = {
    {Role::kOperator, v1::ROLE_OPERATOR},
    {Role::kSupervisor, v1::ROLE_SUPERVISOR},
    {Role::kAdministrator, v1::ROLE_ADMINISTRATOR},
    {Role::kProvince, v1::ROLE_PROVINCE},
    {Role::kCentre, v1::ROLE_CENTRE},
    {Role::kAuditor, v1::ROLE_AUDITOR},
};

// A number that this build does not know gives the least.
Role RoleOf(uint32_t stored) {
  for (const RoleName& row : kRoles) {
    if (static_cast<uint32_t>(row.api) == stored) return row.role;
  }
  return Role::kAuditor;
}

}  // namespace

std::string IdentityOf(std::string_view account) {
  return absl::StrCat(ToAbsl(kAccountPrefix), ToAbsl(account));
}

std::string_view AccountOf(const Actor& actor) {
  const std::string_view identity = actor.identity;
  return actor.named && identity.starts_with(kAccountPrefix) ? identity.substr(kAccountPrefix.size()) : "";
}

Actor ActorOf(const AccountRow& account) {
  return {.identity = IdentityOf(account.name()),
          .role = RoleOf(account.role()),
          .scope = account.scope(),
          .named = true};
}

bool IsActive(const AccountRow& account) {
  return account.state() == static_cast<uint32_t>(v1::Account::STATE_ACTIVE);
}

bool KeepsAccounts(v1::Role role) { return role == v1::ROLE_ADMINISTRATOR || role == v1::ROLE_CENTRE; }

absl::Duration LockAfter(uint32_t wrong_tries) {
  if (wrong_tries < kFreeTries) return absl::ZeroDuration();
  const uint32_t doublings = std::min<uint32_t>(wrong_tries - kFreeTries, 16);
  return std::min(kFirstLock * (int64_t{1} << doublings), kLongestLock);
}

v1::Account ToApi(const AccountRow& account) {
  v1::Account shown;
  shown.set_name(account.name());
  shown.set_role(static_cast<v1::Role>(account.role()));
  shown.set_scope(account.scope());
  shown.set_state(static_cast<v1::Account::State>(account.state()));
  shown.set_pin_given(account.pin_given());
  if (account.locked_until_micros() > 0) {
    *shown.mutable_locked_until_time() = ToWire(account.locked_until_micros());
  }
  *shown.mutable_create_time() = ToWire(account.created_micros());
  shown.set_created_by(account.created_by());
  return shown;
}

v1::Role ToApi(Role role) {
  const auto* row = std::find_if(std::begin(kRoles), std::end(kRoles),
                                 [role](const RoleName& candidate) { return candidate.role == role; });
  return row == std::end(kRoles) ? v1::ROLE_UNSPECIFIED : row->api;
}

}  // namespace blangko::access
