#include "services/scheduler/validate_policy.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

absl::Status Invalid(const std::string& why) { return Refuse(Reason::kPolicyInvalid, {{"why", why}}); }

// One number and the range it must be in.
struct Bound {
  const char* field;
  int64_t value;
  int64_t least;
  int64_t most;
};

absl::Status CheckBounds(const Policy& policy) {
  const Bound bounds[] = {
      {"policy.fifo_key", policy.fifo_key(), v1::FIFO_KEY_RECORDED, v1::FIFO_KEY_APPLIED},
      {"policy.spoil_limit", policy.spoil_limit(), 1, 10},
      {"policy.printer_spoil_limit", policy.printer_spoil_limit(), 1, 20},
      {"policy.window_single", policy.window_single(), 1, kJobsMax},
      {"policy.window_batch", policy.window_batch(), 1, 1000},
      {"policy.reclaim_after_seconds", policy.reclaim_after_seconds(), 10, 86'400},
  };
  std::vector<FieldViolation> bad;
  for (const Bound& bound : bounds) {
    if (bound.value >= bound.least && bound.value <= bound.most) continue;
    bad.push_back({bound.field, absl::StrCat(bound.value), absl::StrCat(bound.least, " to ", bound.most)});
  }
  return BadFields(bad);
}

absl::Status CheckClass(const PolicyClass& policy_class) {
  if (policy_class.class_id() < 1 || policy_class.class_id() > kClassIdMax) {
    return BadField("policy.classes.class_id", absl::StrCat(policy_class.class_id()),
                    absl::StrCat("1 to ", kClassIdMax));
  }
  if (policy_class.name().empty() || policy_class.name().size() > 80) {
    return BadField("policy.classes.name", policy_class.name(), "1 to 80 bytes");
  }
  return absl::OkStatus();
}

absl::Status CheckClasses(const Policy& policy) {
  if (policy.classes().empty() || policy.classes_size() > kClassesMax) {
    return BadField("policy.classes", absl::StrCat(policy.classes_size()),
                    absl::StrCat("1 to ", kClassesMax));
  }
  std::set<uint64_t> ids;
  bool takes_all = false;
  for (const PolicyClass& policy_class : policy.classes()) {
    RETURN_IF_ERROR(CheckClass(policy_class));
    if (!ids.insert(policy_class.class_id()).second) {
      return Invalid(absl::StrCat("class ", policy_class.class_id(), " is there twice"));
    }
    takes_all = takes_all || (policy_class.request_types().empty() && !policy_class.first_card_only());
  }
  return takes_all ? absl::OkStatus() : Invalid("no class takes every record");
}

template <typename Number>
Number Either(Number value, Number fallback) {
  return value == 0 ? fallback : value;
}

}  // namespace

absl::Status ValidatePolicy(const Policy& policy) {
  RETURN_IF_ERROR(CheckBounds(policy));
  if (policy.circular().size() > 120)
    return BadField("policy.circular", policy.circular(), "at most 120 bytes");
  return CheckClasses(policy);
}

absl::Status ValidateSuccessor(const Policy& before, const Policy& after) {
  for (const PolicyClass& policy_class : before.classes()) {
    if (FindClass(after, policy_class.class_id()) != nullptr) continue;
    return Invalid(absl::StrCat("class ", policy_class.class_id(), " is missing; records stand in its line"));
  }
  return absl::OkStatus();
}

void FillDefaults(Policy& policy) {
  const Policy standard = DefaultPolicy();
  policy.set_fifo_key(Either(policy.fifo_key(), standard.fifo_key()));
  policy.set_spoil_limit(Either(policy.spoil_limit(), standard.spoil_limit()));
  policy.set_printer_spoil_limit(Either(policy.printer_spoil_limit(), standard.printer_spoil_limit()));
  policy.set_window_single(Either(policy.window_single(), standard.window_single()));
  policy.set_window_batch(Either(policy.window_batch(), standard.window_batch()));
  policy.set_reclaim_after_seconds(Either(policy.reclaim_after_seconds(), standard.reclaim_after_seconds()));
  if (policy.classes().empty()) *policy.mutable_classes() = standard.classes();
}

}  // namespace blangko::scheduler
