#include "services/scheduler/validate_policy.h"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "blangko/scheduler/v1/scheduler.pb.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/presets.h"

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

absl::Status CheckAll(std::span<const Bound> bounds) {
  std::vector<FieldViolation> bad;
  for (const Bound& bound : bounds) {
    if (bound.value >= bound.least && bound.value <= bound.most) continue;
    bad.push_back({bound.field, absl::StrCat(bound.value), absl::StrCat(bound.least, " to ", bound.most)});
  }
  return BadFields(bad);
}

absl::Status CheckBounds(const Policy& policy) {
  const Bound bounds[] = {
      {"policy.fifo_key", policy.fifo_key(), v1::FIFO_KEY_RECORDED, v1::FIFO_KEY_SUKET_EXPIRY},
      {"policy.spoil_limit", policy.spoil_limit(), 1, 10},
      {"policy.printer_spoil_limit", policy.printer_spoil_limit(), 1, 20},
      {"policy.window_single", policy.window_single(), 1, kJobsMax},
      {"policy.window_batch", policy.window_batch(), 1, 1000},
      {"policy.reclaim_after_seconds", policy.reclaim_after_seconds(), 10, 86'400},
      {"policy.daily_cap", policy.daily_cap(), 0, kCardsMax},
      {"policy.unused_share", policy.unused_share(), 0, v1::UNUSED_SHARE_KEPT},
      {"policy.owed_limit", policy.owed_limit(), 0, kCardsMax},
      {"policy.print_mode", policy.print_mode(), 0, v1::PRINT_MODE_ON_PRESENCE},
      {"policy.reserve_floor", policy.reserve_floor(), 0, kCardsMax},
      {"policy.supply_low_cards", policy.supply_low_cards(), 0, kCardsMax},
  };
  return CheckAll(bounds);
}

absl::Status CheckClass(const PolicyClass& policy_class) {
  if (policy_class.class_id() < 1 || policy_class.class_id() > kClassIdMax) {
    return BadField("policy.classes.class_id", absl::StrCat(policy_class.class_id()),
                    absl::StrCat("1 to ", kClassIdMax));
  }
  if (policy_class.name().empty() || policy_class.name().size() > 80) {
    return BadField("policy.classes.name", policy_class.name(), "1 to 80 bytes");
  }
  const Bound bounds[] = {
      {"policy.classes.share", policy_class.share(), 0, 100},
      {"policy.classes.daily_cap", policy_class.daily_cap(), 0, kCardsMax},
      {"policy.classes.fifo_key", policy_class.fifo_key(), 0, v1::FIFO_KEY_SUKET_EXPIRY},
      {"policy.classes.print_mode", policy_class.print_mode(), 0, v1::PRINT_MODE_ON_PRESENCE},
  };
  RETURN_IF_ERROR(CheckAll(bounds));
  std::set<uint32_t> lanes;
  for (const uint32_t lane : policy_class.lanes()) {
    const bool known = lane >= v1::LANE_ORDINARY && lane <= v1::LANE_DISASTER;
    if (known && lanes.insert(lane).second) continue;
    return BadField("policy.classes.lanes", absl::StrCat(lane), "known lanes, each once");
  }
  return absl::OkStatus();
}

bool TakesAll(const PolicyClass& policy_class) {
  return policy_class.request_types().empty() && policy_class.lanes().empty() &&
         !policy_class.first_card_only() && !policy_class.suket_only();
}

// Of one rank: a share for each class, 100 in all, or none for any.
absl::Status CheckShares(const Policy& policy) {
  std::map<uint32_t, std::vector<const PolicyClass*>> ranks;
  for (const PolicyClass& policy_class : policy.classes())
    ranks[policy_class.rank()].push_back(&policy_class);
  for (const auto& [rank, classes] : ranks) {
    int32_t sum = 0;
    uint64_t without = 0;
    for (const PolicyClass* one : classes) {
      sum += one->share();
      if (one->share() == 0) without = one->class_id();
    }
    if (sum == 0) continue;
    if (without != 0) {
      return BadField("policy.classes.share", absl::StrCat("none for class ", without, " of rank ", rank),
                      "a share for every class of a rank, or for none of it");
    }
    if (sum == 100) continue;
    return BadField("policy.classes.share", absl::StrCat(sum, " in rank ", rank), "100 in all of a rank");
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
      return BadField("policy.classes.class_id", absl::StrCat(policy_class.class_id(), ", twice"),
                      "each class once");
    }
    takes_all = takes_all || TakesAll(policy_class);
  }
  RETURN_IF_ERROR(CheckShares(policy));
  return takes_all ? absl::OkStatus() : Invalid("no class takes every record");
}

template <typename Number>
Number Either(Number value, Number fallback) {
  return value == 0 ? fallback : value;
}

// What a preset says of whom it serves; numbers that were given stay.
void TakePreset(const Policy& preset, Policy& policy) {
  *policy.mutable_classes() = preset.classes();
  policy.set_fifo_key(Either(policy.fifo_key(), preset.fifo_key()));
  policy.set_daily_cap(Either(policy.daily_cap(), preset.daily_cap()));
  policy.set_unused_share(Either(policy.unused_share(), preset.unused_share()));
  policy.set_owed_limit(Either(policy.owed_limit(), preset.owed_limit()));
  policy.set_print_mode(Either(policy.print_mode(), preset.print_mode()));
  policy.set_reserve_floor(Either(policy.reserve_floor(), preset.reserve_floor()));
  policy.set_supply_low_cards(Either(policy.supply_low_cards(), preset.supply_low_cards()));
  if (policy.circular().empty()) policy.set_circular(preset.circular());
}

}  // namespace

absl::Status ValidatePolicy(const Policy& policy) {
  RETURN_IF_ERROR(CheckBounds(policy));
  if (MaskNiks(policy.circular()) != policy.circular())
    return BadField("policy.circular", "16 digits in a row", "no personal data");
  if (policy.circular().size() > 120)
    return BadField("policy.circular", policy.circular(), "at most 120 bytes");
  if (!policy.preset().empty() && !PresetNamed(policy.preset()).has_value())
    return BadField("policy.preset", policy.preset(), PresetNames());
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
  const std::optional<Policy> preset = PresetNamed(policy.preset());
  if (policy.classes().empty() && preset.has_value()) TakePreset(*preset, policy);
  policy.set_fifo_key(Either(policy.fifo_key(), standard.fifo_key()));
  policy.set_spoil_limit(Either(policy.spoil_limit(), standard.spoil_limit()));
  policy.set_printer_spoil_limit(Either(policy.printer_spoil_limit(), standard.printer_spoil_limit()));
  policy.set_window_single(Either(policy.window_single(), standard.window_single()));
  policy.set_window_batch(Either(policy.window_batch(), standard.window_batch()));
  policy.set_reclaim_after_seconds(Either(policy.reclaim_after_seconds(), standard.reclaim_after_seconds()));
  if (policy.classes().empty()) *policy.mutable_classes() = standard.classes();
}

}  // namespace blangko::scheduler
