#include "services/scheduler/policy_table.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/access/setup_stamp.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using storage::KeyWriter;
using storage::Table;

// The newest of them that holds at that time; null when none does.
const Policy* HoldingAt(const std::vector<Policy>& own, absl::Time at) {
  const int64_t micros = absl::ToUnixMicros(at);
  const auto after = std::find_if(
      own.begin(), own.end(), [micros](const Policy& policy) { return policy.effective_micros() > micros; });
  return after == own.begin() ? nullptr : &*std::prev(after);
}

const Policy& TheDefault() {
  static const Policy policy = DefaultPolicy();
  return policy;
}

// The office above: by the tree; for a code that is not in it, by the code itself.
absl::StatusOr<std::string> Above(storage::Snapshot& snapshot, std::string_view office) {
  const absl::StatusOr<rows::v1::Office> row = access::GetOffice(snapshot, office);
  if (!row.ok() && ReasonOf(row.status()) != TextOf(Reason::kUnknownOffice).name) return row.status();
  if (row.ok() && !row->parent().empty()) return row->parent();
  const size_t cut = office.find_last_of(".-");
  return std::string(cut == std::string_view::npos ? std::string_view() : office.substr(0, cut));
}

}  // namespace

absl::StatusOr<std::vector<Policy>> OwnPolicies(storage::Snapshot& snapshot, std::string_view office) {
  std::vector<Policy> own;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kPolicy).Text(office).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view row) {
                                  absl::StatusOr<Policy> policy = storage::DecodeRow<Policy>(row);
                                  bad = policy.status();
                                  if (policy.ok()) own.push_back(*std::move(policy));
                                  return bad.ok();
                                }));
  if (!bad.ok()) return bad;
  return own;
}

absl::StatusOr<Policy> PolicyOf(storage::Snapshot& snapshot, std::string_view office, absl::Time at) {
  PolicyCache cache(snapshot, at);
  ASSIGN_OR_RETURN(const Policy* policy, cache.Of(office));
  return *policy;
}

absl::StatusOr<std::optional<Policy>> NewestOf(storage::Snapshot& snapshot, std::string_view office) {
  ASSIGN_OR_RETURN(const std::vector<Policy> own, OwnPolicies(snapshot, office));
  const auto newest = std::max_element(own.begin(), own.end(), [](const Policy& one, const Policy& other) {
    return one.version() < other.version();
  });
  return newest == own.end() ? std::nullopt : std::optional<Policy>(*newest);
}

absl::Status PutPolicy(storage::Txn& txn, const Policy& policy) {
  const std::string key = KeyWriter(Table::kPolicy)
                              .Text(policy.office())
                              .Time(absl::FromUnixMicros(policy.effective_micros()))
                              .U64(policy.version())
                              .Take();
  storage::PutRow(txn, key, policy);
  if (Planted("policy-remembered-too-long")) return absl::OkStatus();
  return access::ChangeSetupStamp(txn, {key, storage::EncodeRow(policy)});
}

absl::StatusOr<const Policy*> PolicyCache::Of(std::string_view office) { return At(office, 0); }

absl::StatusOr<const Policy*> PolicyCache::At(std::string_view office, int depth) {
  ASSIGN_OR_RETURN(const OfficePolicies* policies, PoliciesOf(std::string(office)));
  if (const Policy* own = HoldingAt(policies->own, at_)) return own;
  if (office.empty() || depth >= kOfficeDepthMax) return &TheDefault();
  return At(policies->above, depth + 1);
}

absl::StatusOr<const OfficePolicies*> PolicyCache::PoliciesOf(const std::string& office) {
  if (const auto found = known_.find(office); found != known_.end()) return found->second.get();
  if (!stamp_.has_value()) {
    ASSIGN_OR_RETURN(stamp_, access::GetSetupStamp(snapshot_));
  }
  Policies policies = stamp_->empty() ? nullptr : PoliciesRemembered().Find(*stamp_, office);
  if (policies == nullptr) {
    ASSIGN_OR_RETURN(policies, Load(office));
  }
  return known_.emplace(office, std::move(policies)).first->second.get();
}

absl::StatusOr<PolicyCache::Policies> PolicyCache::Load(const std::string& office) {
  auto read = std::make_shared<OfficePolicies>();
  ASSIGN_OR_RETURN(read->own, OwnPolicies(snapshot_, office));
  ASSIGN_OR_RETURN(read->above, Above(snapshot_, office));
  if (!stamp_->empty()) PoliciesRemembered().Keep(*stamp_, office, read);
  return Policies(std::move(read));
}

}  // namespace blangko::scheduler
