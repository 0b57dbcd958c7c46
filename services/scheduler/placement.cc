#include "services/scheduler/placement.h"

#include "base/status_macros.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"

namespace blangko::scheduler {

absl::StatusOr<records::Placement> Placement::Place(storage::Snapshot& snapshot,
                                                    const rows::v1::Record& record, absl::Time now) {
  ASSIGN_OR_RETURN(const rows::v1::Policy policy, PolicyOf(snapshot, record.site(), now));
  const rows::v1::PolicyClass* found = ClassOf(policy, record);
  if (found == nullptr) return Refuse(Reason::kPolicyInvalid, {{"why", "no class takes every record"}});
  return records::Placement{found->class_id(), policy.generation(), KeyOf(policy, record)};
}

absl::StatusOr<std::string> Placement::ClassName(storage::Snapshot& snapshot, std::string_view site,
                                                 uint64_t class_id, absl::Time now) {
  ASSIGN_OR_RETURN(const rows::v1::Policy policy, PolicyOf(snapshot, site, now));
  const rows::v1::PolicyClass* found = FindClass(policy, class_id);
  return found == nullptr ? std::string() : found->name();
}

}  // namespace blangko::scheduler
