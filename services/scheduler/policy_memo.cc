#include "services/scheduler/policy_memo.h"

#include <utility>

namespace blangko::scheduler {
namespace {

constexpr size_t kStampsMax = 4;

}  // namespace

std::shared_ptr<const OfficePolicies> PolicyMemo::Find(std::string_view stamp, std::string_view office) {
  const std::lock_guard lock(mutex_);
  for (const Stamped& stamped : newest_) {
    if (stamped.stamp != stamp) continue;
    const auto found = stamped.offices.find(office);
    return found == stamped.offices.end() ? nullptr : found->second;
  }
  return nullptr;
}

void PolicyMemo::Keep(std::string_view stamp, std::string_view office,
                      std::shared_ptr<const OfficePolicies> policies) {
  const std::lock_guard lock(mutex_);
  for (Stamped& stamped : newest_) {
    if (stamped.stamp != stamp) continue;
    stamped.offices.emplace(std::string(office), std::move(policies));
    return;
  }
  newest_.push_front({std::string(stamp), {}});
  newest_.front().offices.emplace(std::string(office), std::move(policies));
  if (newest_.size() > kStampsMax) newest_.pop_back();
}

PolicyMemo& PoliciesRemembered() {
  static PolicyMemo memo;
  return memo;
}

}  // namespace blangko::scheduler
