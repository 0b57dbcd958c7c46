#include "services/scheduler/policy_change.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/event_log.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/validate_policy.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;

std::string TimeText(int64_t micros, const absl::TimeZone& zone) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S %z", absl::FromUnixMicros(micros), zone);
}

// `newest` is the version of the same office before `wanted`, whose times are known.
absl::Status CheckTimes(storage::Snapshot& snapshot, const Policy& newest, const Policy& wanted,
                        absl::Time now) {
  const bool planned = newest.effective_micros() > absl::ToUnixMicros(now);
  const bool overlaps = wanted.effective_micros() < newest.effective_micros() ||
                        (planned && wanted.effective_micros() == newest.effective_micros());
  if (!overlaps) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, wanted.office()));
  return BadField("policy.effective_time", TimeText(wanted.effective_micros(), zone),
                  absl::StrCat("after ", TimeText(newest.effective_micros(), zone), ", when version ",
                               newest.version(), " begins"));
}

absl::Status CheckNotTooFar(storage::Snapshot& snapshot, const Policy& wanted, absl::Time now) {
  const int64_t latest = absl::ToUnixMicros(now + kPolicyAheadMax);
  if (wanted.effective_micros() <= latest) return absl::OkStatus();
  ASSIGN_OR_RETURN(const absl::TimeZone zone, access::ZoneOf(snapshot, wanted.office()));
  return BadField("policy.effective_time", TimeText(wanted.effective_micros(), zone),
                  absl::StrCat("at the latest ", TimeText(latest, zone)));
}

}  // namespace

absl::StatusOr<Policy> NextVersion(storage::Snapshot& snapshot, Policy wanted, absl::Time now) {
  FillDefaults(wanted);
  RETURN_IF_ERROR(ValidatePolicy(wanted));
  wanted.set_effective_micros(std::max(wanted.effective_micros(), absl::ToUnixMicros(now)));
  RETURN_IF_ERROR(CheckNotTooFar(snapshot, wanted, now));
  ASSIGN_OR_RETURN(Policy before, PolicyOf(snapshot, wanted.office(), now));
  ASSIGN_OR_RETURN(const std::optional<Policy> own, NewestOf(snapshot, wanted.office()));
  if (own.has_value()) {
    RETURN_IF_ERROR(CheckTimes(snapshot, *own, wanted, now));
    before = *own;
  }
  RETURN_IF_ERROR(ValidateSuccessor(before, wanted));
  wanted.set_version(before.version() + 1);
  wanted.set_generation(before.generation() + (PlacesAlike(before, wanted) ? 0 : 1));
  wanted.set_created_micros(absl::ToUnixMicros(now));
  return wanted;
}

absl::StatusOr<Policy> PutInForce(storage::Txn& txn, const access::Act& act, const Policy& wanted) {
  ASSIGN_OR_RETURN(Policy policy, NextVersion(txn, wanted, act.now));
  policy.set_created_by(act.actor.identity);
  policy.set_approved_by(act.second.has_value() ? act.second->identity : "");
  RETURN_IF_ERROR(PutPolicy(txn, policy));
  const rows::v1::LogEntry entry =
      access::EntryOf(act, absl::StrCat("policy:", policy.office(), ":", policy.version()), "SET_POLICY");
  RETURN_IF_ERROR(access::AppendEvent(txn, act, policy.office(), entry).status());
  return policy;
}

}  // namespace blangko::scheduler
