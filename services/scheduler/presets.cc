#include "services/scheduler/presets.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "blangko/records/v1/records.pb.h"
#include "blangko/scheduler/v1/scheduler.pb.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

// The class numbers of every preset.
constexpr uint64_t kFirst = 1;
constexpr uint64_t kOthers = 2;  // takes all that no other class takes
constexpr uint64_t kUrgent = 3;
constexpr uint64_t kDisaster = 4;
constexpr uint64_t kSuket = 5;
constexpr uint64_t kOutOfDomicile = 6;

// Cards a day that offices give to the urgent, and to those from elsewhere.
constexpr int32_t kUrgentCards = 10;
constexpr int32_t kOutOfDomicileCards = 15;

// The place of each class in the order.
struct Ranks {
  uint32_t first, others, urgent, disaster, suket, out_of_domicile;
};

PolicyClass& Add(Policy& policy, uint64_t id, const char* name, uint32_t rank) {
  PolicyClass& added = *policy.add_classes();
  added.set_class_id(id);
  added.set_name(name);
  added.set_rank(rank);
  return added;
}

Policy WithClasses(const char* name, const Ranks& ranks) {
  Policy policy;
  policy.set_preset(name);
  policy.set_fifo_key(v1::FIFO_KEY_RECORDED);
  PolicyClass& first = Add(policy, kFirst, "Cetak pertama", ranks.first);
  first.set_first_card_only(true);
  first.add_request_types(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  Add(policy, kOthers, "Penggantian", ranks.others);
  PolicyClass& urgent = Add(policy, kUrgent, "Mendesak", ranks.urgent);
  urgent.add_lanes(v1::LANE_URGENT);
  urgent.set_daily_cap(kUrgentCards);
  PolicyClass& disaster = Add(policy, kDisaster, "Korban bencana", ranks.disaster);
  disaster.add_lanes(v1::LANE_DISASTER);
  Add(policy, kSuket, "Pemegang suket", ranks.suket).set_suket_only(true);
  PolicyClass& elsewhere = Add(policy, kOutOfDomicile, "Luar domisili", ranks.out_of_domicile);
  elsewhere.add_lanes(v1::LANE_OUT_OF_DOMICILE);
  elsewhere.set_daily_cap(kOutOfDomicileCards);
  return policy;
}

PolicyClass& ClassIn(Policy& policy, uint64_t id) {
  for (PolicyClass& one : *policy.mutable_classes()) {
    if (one.class_id() == id) return one;
  }
  return *policy.mutable_classes(0);  // never: each preset has all
}

void ServeAlways(PolicyClass& one) {
  one.set_breaks_reserve(true);
  one.set_beyond_daily_cap(true);
  one.set_while_supply_low(true);
}

Policy Normal() { return WithClasses("normal", {3, 5, 1, 2, 4, 4}); }

// Half of the blanks to who never had a card and half to all others, holders of a suket among them; what one half does not
// need the other has.
Policy Sparing() {
  Policy policy = WithClasses("hemat", {3, 3, 1, 2, 4, 2});
  policy.set_daily_cap(100);
  policy.set_reserve_floor(50);
  policy.set_supply_low_cards(200);
  policy.set_unused_share(v1::UNUSED_SHARE_TO_OTHERS);
  ClassIn(policy, kFirst).set_share(50);
  ClassIn(policy, kFirst).set_while_supply_low(true);
  ClassIn(policy, kOthers).set_share(50);
  ServeAlways(ClassIn(policy, kUrgent));
  ServeAlways(ClassIn(policy, kDisaster));
  return policy;
}

// Whoever comes is served, first the urgent and the victims, who alone have the last blanks.
Policy Emergency() {
  Policy policy = WithClasses("darurat", {3, 6, 1, 2, 4, 5});
  policy.set_daily_cap(50);
  policy.set_reserve_floor(100);
  policy.set_supply_low_cards(500);
  policy.set_print_mode(v1::PRINT_MODE_ON_PRESENCE);
  ServeAlways(ClassIn(policy, kUrgent));
  ServeAlways(ClassIn(policy, kDisaster));
  ClassIn(policy, kUrgent).set_print_mode(v1::PRINT_MODE_BATCH);
  ClassIn(policy, kDisaster).set_print_mode(v1::PRINT_MODE_BATCH);
  return policy;
}

// What is left goes to print-ready records of who has no card yet; the others get a suket, and cards last.
Policy Circular2016() {
  Policy policy = WithClasses("edaran-2016", {2, 6, 1, 3, 4, 5});
  policy.set_circular("471.13/10231/Dukcapil, 29-09-2016");
  return policy;
}

// New enrolments and the urgent; lost, damaged and changed cards get a suket, and cards last.
Policy Circular2019() {
  Policy policy = WithClasses("edaran-2019", {2, 6, 1, 3, 4, 5});
  policy.set_circular("Surat edaran 26-08-2019");
  ClassIn(policy, kUrgent).set_daily_cap(0);
  return policy;
}

// First card, victims of disasters, holders of a suket, the rest.
Policy Circular2020() {
  Policy policy = WithClasses("edaran-2020", {1, 6, 4, 2, 3, 5});
  policy.set_circular("Urutan 2020 (16 juta blangko)");
  return policy;
}

}  // namespace

const std::vector<Policy>& Presets() {
  static const std::vector<Policy> presets = {Normal(),       Sparing(),      Emergency(),
                                              Circular2016(), Circular2019(), Circular2020()};
  return presets;
}

std::optional<Policy> PresetNamed(std::string_view name) {
  for (const Policy& preset : Presets()) {
    if (preset.preset() == name) return preset;
  }
  return std::nullopt;
}

std::string PresetNames() {
  std::string names;
  for (const Policy& preset : Presets()) absl::StrAppend(&names, names.empty() ? "" : ", ", preset.preset());
  return names;
}

}  // namespace blangko::scheduler
