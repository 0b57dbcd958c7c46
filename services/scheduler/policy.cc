#include "services/scheduler/policy.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "absl/time/civil_time.h"
#include "base/planted.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::scheduler {
namespace {

constexpr int kSuketMonths = 6;

using rows::v1::Policy;
using rows::v1::PolicyClass;
using rows::v1::Record;

// True when the list is empty or names the value.
template <typename List>
bool Allows(const List& list, uint32_t value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool Takes(const PolicyClass& policy_class, const Record& record) {
  if (policy_class.first_card_only() && !record.first_card()) return false;
  if (policy_class.suket_only() && record.suket_number().empty()) return false;
  return Allows(policy_class.lanes(), LaneOf(record)) &&
         Allows(policy_class.request_types(), record.request_type());
}

uint32_t FifoKeyOf(const Policy& policy, const PolicyClass& policy_class) {
  return policy_class.fifo_key() == 0 ? policy.fifo_key() : policy_class.fifo_key();
}

template <typename List>
bool Same(const List& a, const List& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// What decides of which class a record is.
bool TakeAlike(const PolicyClass& a, const PolicyClass& b) {
  return a.class_id() == b.class_id() && a.rank() == b.rank() && a.first_card_only() == b.first_card_only() &&
         a.suket_only() == b.suket_only() && Same(a.lanes(), b.lanes()) &&
         Same(a.request_types(), b.request_types());
}

// When the suket ends; without one that is known, as if one had been issued at the recording.
int64_t SuketEnd(const Record& record) {
  if (record.suket_until_micros() != 0) return record.suket_until_micros();
  const absl::CivilSecond recorded =
      absl::ToCivilSecond(absl::FromUnixMicros(record.recorded_micros()), absl::UTCTimeZone());
  const absl::CivilSecond end(recorded.year(), recorded.month() + kSuketMonths, recorded.day(),
                              recorded.hour(), recorded.minute(), recorded.second());
  return absl::ToUnixMicros(absl::FromCivil(end, absl::UTCTimeZone()));
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

uint32_t LaneOf(const Record& record) {
  return record.lane() == 0 ? static_cast<uint32_t>(v1::LANE_ORDINARY) : record.lane();
}

absl::Time KeyOf(const Policy& policy, const Record& record) {
  const PolicyClass* own = ClassOf(policy, record);
  const uint32_t key = own == nullptr ? policy.fifo_key() : FifoKeyOf(policy, *own);
  int64_t micros = record.recorded_micros();
  const bool by_ready = key == v1::FIFO_KEY_READY || Planted("ready-for-recorded-time");
  if (by_ready && record.ready_micros() != 0) micros = record.ready_micros();
  if (key == v1::FIFO_KEY_APPLIED && record.applied_micros() != 0) micros = record.applied_micros();
  if (key == v1::FIFO_KEY_SUKET_EXPIRY) micros = SuketEnd(record);
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
  return std::equal(a.classes().begin(), a.classes().end(), b.classes().begin(), b.classes().end(),
                    [&](const PolicyClass& one, const PolicyClass& other) {
                      return TakeAlike(one, other) && FifoKeyOf(a, one) == FifoKeyOf(b, other);
                    });
}

}  // namespace blangko::scheduler
