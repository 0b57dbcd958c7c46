#include "services/node/caller_rules.h"

#include <string_view>

namespace blangko::node {
namespace {

access::Role RoleOf(std::string_view name) {
  if (name == "operator") return access::Role::kOperator;
  if (name == "supervisor") return access::Role::kSupervisor;
  return name == "auditor" ? access::Role::kAuditor : access::Role::kAdministrator;
}

}  // namespace

rpc::CallerRules RulesOf(const Config& config) {
  return {.operator_role = RoleOf(config.operator_().role()),
          .operator_scope = config.operator_().scope(),
          .trust_other_machines = config.operator_().on_other_machines(),
          .login_needed = config.operator_().role() == kLoginNeeded};
}

}  // namespace blangko::node
