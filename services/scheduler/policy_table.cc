#include "services/scheduler/policy_table.h"

#include <utility>

#include "base/status_macros.h"
#include "services/access/offices.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/policy.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using storage::KeyRange;
using storage::KeyWriter;
using storage::Table;

absl::StatusOr<std::optional<Policy>> LastIn(storage::Snapshot& snapshot, const KeyRange& range) {
  absl::StatusOr<std::optional<Policy>> last = std::optional<Policy>();
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kReverse, [&](std::string_view, std::string_view row) {
        auto policy = storage::DecodeRow<Policy>(row);
        if (policy.ok()) {
          last = std::optional<Policy>(*std::move(policy));
        } else {
          last = policy.status();
        }
        return false;
      }));
  return last;
}

absl::StatusOr<std::optional<Policy>> OwnPolicy(storage::Snapshot& snapshot, std::string_view office,
                                                absl::Time at) {
  return LastIn(snapshot, {KeyWriter(Table::kPolicy).Text(office).Take(),
                           KeyWriter(Table::kPolicy).Text(office).Time(at).Range().end});
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

absl::StatusOr<Policy> PolicyOf(storage::Snapshot& snapshot, std::string_view office, absl::Time at) {
  PolicyCache cache(snapshot, at);
  ASSIGN_OR_RETURN(const Policy* policy, cache.Of(office));
  return *policy;
}

absl::StatusOr<std::optional<Policy>> NewestOf(storage::Snapshot& snapshot, std::string_view office) {
  std::optional<Policy> newest;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(KeyWriter(Table::kPolicy).Text(office).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view row) {
                                  auto policy = storage::DecodeRow<Policy>(row);
                                  bad = policy.status();
                                  if (!bad.ok()) return false;
                                  if (!newest.has_value() || policy->version() > newest->version())
                                    newest = *policy;
                                  return true;
                                }));
  if (!bad.ok()) return bad;
  return newest;
}

void PutPolicy(storage::Txn& txn, const Policy& policy) {
  storage::PutRow(txn,
                  KeyWriter(Table::kPolicy)
                      .Text(policy.office())
                      .Time(absl::FromUnixMicros(policy.effective_micros()))
                      .U64(policy.version())
                      .Take(),
                  policy);
}

absl::StatusOr<const Policy*> PolicyCache::Of(std::string_view office) { return At(office, 0); }

absl::StatusOr<const Policy*> PolicyCache::At(std::string_view office, int depth) {
  if (const auto found = known_.find(office); found != known_.end()) return &found->second;
  ASSIGN_OR_RETURN(std::optional<Policy> policy, OwnPolicy(snapshot_, office, at_));
  if (!policy.has_value() && (office.empty() || depth >= kOfficeDepthMax)) policy = DefaultPolicy();
  if (!policy.has_value()) {
    ASSIGN_OR_RETURN(const std::string above, Above(snapshot_, office));
    ASSIGN_OR_RETURN(const Policy* inherited, At(above, depth + 1));
    policy = *inherited;
  }
  return &known_.emplace(std::string(office), *std::move(policy)).first->second;
}

}  // namespace blangko::scheduler
