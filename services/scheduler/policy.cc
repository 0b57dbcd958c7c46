#include "services/scheduler/policy.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "blangko/records/v1/records.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;
using rows::v1::Record;

bool Takes(const PolicyClass& policy_class, const Record& record) {
  if (policy_class.first_card_only() && !record.first_card()) return false;
  const auto& types = policy_class.request_types();
  return types.empty() || std::find(types.begin(), types.end(), record.request_type()) != types.end();
}

bool ClassesAlike(const PolicyClass& a, const PolicyClass& b) {
  return a.class_id() == b.class_id() && a.rank() == b.rank() && a.first_card_only() == b.first_card_only() &&
         std::equal(a.request_types().begin(), a.request_types().end(), b.request_types().begin(),
                    b.request_types().end());
}

}  // namespace

Policy DefaultPolicy() {
  Policy policy;
  policy.set_fifo_key(v1::FIFO_KEY_RECORDED);
  policy.set_spoil_limit(2);
  policy.set_printer_spoil_limit(3);
  policy.set_window_single(2);
  policy.set_window_batch(50);
  policy.set_reclaim_after_seconds(600);
  PolicyClass& first = *policy.add_classes();
  first.set_class_id(1);
  first.set_name("Cetak pertama");
  first.set_rank(1);
  first.set_first_card_only(true);
  first.add_request_types(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  PolicyClass& replacement = *policy.add_classes();
  replacement.set_class_id(2);
  replacement.set_name("Penggantian");
  replacement.set_rank(2);
  return policy;
}

const PolicyClass* ClassOf(const Policy& policy, const Record& record) {
  const PolicyClass* best = nullptr;
  for (const PolicyClass& candidate : policy.classes()) {
    if (!Takes(candidate, record)) continue;
    if (best == nullptr ||
        std::pair(candidate.rank(), candidate.class_id()) < std::pair(best->rank(), best->class_id())) {
      best = &candidate;
    }
  }
  return best;
}

const PolicyClass* FindClass(const Policy& policy, uint64_t class_id) {
  for (const PolicyClass& candidate : policy.classes()) {
    if (candidate.class_id() == class_id) return &candidate;
  }
  return nullptr;
}

absl::Time KeyOf(const Policy& policy, const Record& record) {
  int64_t micros = record.recorded_micros();
  if (policy.fifo_key() == v1::FIFO_KEY_READY && record.ready_micros() != 0) micros = record.ready_micros();
  if (policy.fifo_key() == v1::FIFO_KEY_APPLIED && record.applied_micros() != 0)
    micros = record.applied_micros();
  return absl::FromUnixMicros(micros);
}

std::vector<PolicyClass> ByRank(const Policy& policy) {
  std::vector<PolicyClass> classes(policy.classes().begin(), policy.classes().end());
  std::sort(classes.begin(), classes.end(), [](const PolicyClass& a, const PolicyClass& b) {
    return std::pair(a.rank(), a.class_id()) < std::pair(b.rank(), b.class_id());
  });
  return classes;
}

bool TrustsDriver(const Policy& policy, std::string_view driver) {
  const auto& trusted = policy.trusted_drivers();
  return std::find(trusted.begin(), trusted.end(), driver) != trusted.end();
}

bool PlacesAlike(const Policy& a, const Policy& b) {
  return a.fifo_key() == b.fifo_key() && std::equal(a.classes().begin(), a.classes().end(),
                                                    b.classes().begin(), b.classes().end(), ClassesAlike);
}

}  // namespace blangko::scheduler
