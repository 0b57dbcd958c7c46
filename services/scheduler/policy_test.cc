// Policies as data: what is valid, who inherits, what a change does to the lines.
#include "services/scheduler/policy.h"

#include <algorithm>
#include <functional>

#include "services/access/setup_stamp.h"
#include "services/scheduler/dispatch.h"
#include "services/scheduler/policy_memo.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/policy_view.h"
#include "services/scheduler/replacer.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/scheduler/validate_policy.h"

namespace blangko::scheduler {
namespace {

using rows::v1::Policy;
using rows::v1::PolicyClass;

PolicyClass ClassNamed(uint64_t id, uint32_t rank, const std::string& name) {
  PolicyClass made;
  made.set_class_id(id);
  made.set_rank(rank);
  made.set_name(name);
  return made;
}

TEST(Policy, TheDefaultIsValidAndServesFirstCardsFirst) {
  const Policy policy = DefaultPolicy();
  EXPECT_OK(ValidatePolicy(policy));
  rows::v1::Record first;
  first.set_first_card(true);
  first.set_request_type(records::v1::REQUEST_TYPE_FIRST_ISSUANCE);
  EXPECT_EQ(ClassOf(policy, first)->class_id(), 1u);
  first.set_first_card(false);
  EXPECT_EQ(ClassOf(policy, first)->class_id(), 2u);
  EXPECT_EQ(ByRank(policy).front().name(), "Cetak pertama");
}

TEST(Policy, TheKeyFollowsTheSettingAndFallsBackToTheTimeOfRecording) {
  rows::v1::Record record;
  record.set_recorded_micros(1);
  record.set_ready_micros(2);
  Policy policy = DefaultPolicy();
  EXPECT_EQ(absl::ToUnixMicros(KeyOf(policy, record)), 1);
  policy.set_fifo_key(v1::FIFO_KEY_READY);
  EXPECT_EQ(absl::ToUnixMicros(KeyOf(policy, record)), 2);
  policy.set_fifo_key(v1::FIFO_KEY_APPLIED);
  EXPECT_EQ(absl::ToUnixMicros(KeyOf(policy, record)), 1);
}

struct BadCase {
  std::string name;
  std::string reason;
  void (*spoil)(Policy&);
};
class BadPolicyTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadPolicyTest, IsRefused) {
  Policy policy = DefaultPolicy();
  GetParam().spoil(policy);
  EXPECT_EQ(ReasonOf(ValidatePolicy(policy)), GetParam().reason);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BadPolicyTest,
    testing::Values(
        BadCase{"NoClass", "INVALID_FIELD", [](Policy& p) { p.clear_classes(); }},
        BadCase{"ClassTwice", "INVALID_FIELD", [](Policy& p) { *p.add_classes() = p.classes(0); }},
        BadCase{"NobodyTakesAll", "POLICY_INVALID",
                [](Policy& p) { p.mutable_classes()->DeleteSubrange(1, 1); }},
        BadCase{"NoName", "INVALID_FIELD", [](Policy& p) { p.mutable_classes(0)->clear_name(); }},
        BadCase{"ClassNumber", "INVALID_FIELD", [](Policy& p) { p.mutable_classes(0)->set_class_id(64); }},
        BadCase{"SpoilLimit", "INVALID_FIELD", [](Policy& p) { p.set_spoil_limit(-1); }},
        BadCase{"Window", "INVALID_FIELD", [](Policy& p) { p.set_window_single(51); }},
        BadCase{"Reclaim", "INVALID_FIELD", [](Policy& p) { p.set_reclaim_after_seconds(1); }},
        BadCase{"Key", "INVALID_FIELD", [](Policy& p) { p.set_fifo_key(9); }},
        BadCase{"Cap", "INVALID_FIELD", [](Policy& p) { p.set_daily_cap(-1); }},
        BadCase{"ClassCap", "INVALID_FIELD", [](Policy& p) { p.mutable_classes(0)->set_daily_cap(-1); }},
        BadCase{"ShareOfSome", "INVALID_FIELD",
                [](Policy& p) {
                  p.mutable_classes(1)->set_rank(1);
                  p.mutable_classes(0)->set_share(100);
                }},
        BadCase{"ShareSum", "INVALID_FIELD", [](Policy& p) { p.mutable_classes(0)->set_share(99); }},
        BadCase{"UnknownLane", "INVALID_FIELD", [](Policy& p) { p.mutable_classes(0)->add_lanes(9); }},
        BadCase{"LaneTwice", "INVALID_FIELD",
                [](Policy& p) {
                  p.mutable_classes(0)->add_lanes(1);
                  p.mutable_classes(0)->add_lanes(1);
                }},
        BadCase{"UnknownPreset", "INVALID_FIELD", [](Policy& p) { p.set_preset("boros"); }},
        BadCase{"AllInLanes", "POLICY_INVALID", [](Policy& p) { p.mutable_classes(1)->add_lanes(2); }}),
    [](const auto& tested) { return tested.param.name; });

TEST(Policy, AClassMayNotVanish) {
  Policy before = DefaultPolicy();
  *before.add_classes() = ClassNamed(7, 3, "Bencana");
  EXPECT_EQ(ReasonOf(ValidateSuccessor(before, DefaultPolicy())), "POLICY_INVALID");
  EXPECT_OK(ValidateSuccessor(DefaultPolicy(), before));
}

TEST(Policy, SurvivesTheWayToTheApiAndBack) {
  Policy policy = DefaultPolicy();
  policy.set_office(kRegency);
  policy.set_effective_micros(1'700'000'000'123'456);
  policy.add_trusted_drivers("file");
  EXPECT_EQ(RowOf(ViewOf(policy)).SerializeAsString(), policy.SerializeAsString());
}

TEST(Dispatch, OrderIsTotal) {
  const absl::Time day = absl::UnixEpoch();
  const auto head = [&](uint32_t rank, int key, int ready, const std::string& id) {
    return Head{rank, {}, {day + absl::Hours(key), day + absl::Hours(ready), id}, {}};
  };
  const std::vector<Head> ordered = {head(1, 5, 5, "z"), head(1, 6, 1, "b"), head(1, 6, 2, "a"),
                                     head(1, 6, 2, "b"), head(2, 0, 0, "a")};
  for (size_t i = 0; i < ordered.size(); ++i) {
    for (size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(ServedBefore(ordered[i], ordered[j]), i < j) << i << " " << j;
    }
  }
}

TEST(Dispatch, TheTraceNamesTheFirstAndCountsTheRest) {
  SkipTrace trace;
  EXPECT_EQ(trace.Text(), "");
  for (const char* id : {"a", "b", "c", "d", "e"}) trace.Add(id, SkipCause::kPrinterCannot);
  EXPECT_EQ(trace.Text(), "passed over: a PRINTER_CANNOT, b PRINTER_CANNOT, c PRINTER_CANNOT, 2 more");
}

class PolicyTableTest : public SchedulerFixture {
 protected:
  Policy In(const std::string& office, absl::Duration later = absl::ZeroDuration()) {
    auto policy = scheduler_.GetPolicy(Staff(), office, clock_.Now() + later);
    EXPECT_OK(policy);
    return policy.value_or(Policy());
  }
  absl::StatusOr<Policy> Set(const Policy& policy, access::Act act) {
    act.fingerprint = policy.SerializeAsString();
    return scheduler_.SetPolicy(act, policy);
  }
  static Policy Of(const std::string& office) {
    Policy policy = DefaultPolicy();
    policy.set_office(office);
    return policy;
  }
};

TEST_F(PolicyTableTest, OfficesInheritFromAbove) {
  EXPECT_EQ(In(kLangkai).version(), 0u);
  Policy regency = Of(kRegency);
  regency.set_spoil_limit(5);
  GivenPolicy(regency);
  EXPECT_EQ(In(kLangkai).spoil_limit(), 5);
  EXPECT_EQ(In("14.05.02.2003").spoil_limit(), 5);  // no office of the tree: by its code
  EXPECT_EQ(In("14.06").spoil_limit(), 2);
  Policy own = Of(kLangkai);
  own.set_spoil_limit(3);
  GivenPolicy(own);
  EXPECT_EQ(In(kLangkai).spoil_limit(), 3);
  EXPECT_EQ(In(kLangkai).version(), 2u);
  EXPECT_EQ(In(kRegency).spoil_limit(), 5);
}

TEST_F(PolicyTableTest, ItHoldsFromItsEffectiveTimeAndNeverForThePast) {
  Policy backdated = Of(kRegency);
  backdated.set_effective_micros(1);
  const auto set = Set(backdated, Staff());
  ASSERT_OK(set);
  EXPECT_EQ(set->effective_micros(), absl::ToUnixMicros(clock_.Now()));
  EXPECT_EQ(set->version(), 1u);
  Policy later = Of(kRegency);
  later.set_spoil_limit(4);
  later.set_effective_micros(absl::ToUnixMicros(clock_.Now() + absl::Hours(24)));
  GivenPolicy(later);
  EXPECT_EQ(In(kRegency).spoil_limit(), 2);
  EXPECT_EQ(In(kRegency, absl::Hours(25)).spoil_limit(), 4);
  EXPECT_EQ(In(kRegency, absl::Hours(25)).version(), 2u);
}

// Of two versions nobody could say which holds: the one that was planned first is not overtaken.
TEST_F(PolicyTableTest, NoVersionOverlapsAPlannedOne) {
  Policy planned = Of(kRegency);
  planned.set_effective_micros(absl::ToUnixMicros(clock_.Now() + absl::Hours(48)));
  GivenPolicy(planned);
  EXPECT_EQ(ReasonOf(Set(Of(kRegency), Staff()).status()), "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(Set(planned, Staff()).status()), "INVALID_FIELD");
  EXPECT_OK(Set(Of(kLangkai), Staff()));  // another office
  planned.set_effective_micros(absl::ToUnixMicros(clock_.Now() + absl::Hours(24 * 500)));
  EXPECT_EQ(ReasonOf(Set(planned, Staff()).status()), "INVALID_FIELD");
  clock_.Advance(absl::Hours(49));
  EXPECT_OK(Set(Of(kRegency), Staff()));
}

TEST_F(PolicyTableTest, AClassOfALaneOrOfSuketsHasItsOwnRecordsAndKey) {
  Policy policy = Of(kRegency);
  PolicyClass& urgent = *policy.add_classes();
  urgent = ClassNamed(3, 0, "Mendesak");
  urgent.add_lanes(v1::LANE_URGENT);
  PolicyClass& sukets = *policy.add_classes();
  sukets = ClassNamed(4, 1, "Pemegang suket");
  sukets.set_suket_only(true);
  sukets.set_fifo_key(v1::FIFO_KEY_SUKET_EXPIRY);
  rows::v1::Record record;
  record.set_recorded_micros(1'000'000);
  EXPECT_EQ(ClassOf(policy, record)->class_id(), 2u);
  record.set_suket_number("470/1");
  EXPECT_EQ(ClassOf(policy, record)->class_id(), 4u);
  EXPECT_EQ(KeyOf(policy, record),
            absl::FromCivil(absl::CivilSecond(1970, 7, 1, 0, 0, 1), absl::UTCTimeZone()));
  record.set_suket_until_micros(77);
  EXPECT_EQ(absl::ToUnixMicros(KeyOf(policy, record)), 77);
  record.set_lane(v1::LANE_URGENT);
  EXPECT_EQ(ClassOf(policy, record)->class_id(), 3u);
  EXPECT_EQ(absl::ToUnixMicros(KeyOf(policy, record)), 1'000'000);
  Policy other = policy;
  EXPECT_TRUE(PlacesAlike(policy, other));
  other.mutable_classes(3)->set_fifo_key(0);
  EXPECT_FALSE(PlacesAlike(policy, other));
  other = policy;
  other.mutable_classes(2)->set_daily_cap(5);
  EXPECT_TRUE(PlacesAlike(policy, other));
}

TEST_F(PolicyTableTest, APresetFillsWhatWasLeftOpen) {
  Policy policy;
  policy.set_office(kRegency);
  policy.set_preset("hemat");
  policy.set_daily_cap(80);
  const auto set = Set(policy, Staff());
  ASSERT_OK(set);
  EXPECT_EQ(set->daily_cap(), 80);
  EXPECT_EQ(set->reserve_floor(), 50);
  EXPECT_EQ(FindClass(*set, 1)->share(), 50);
}

TEST_F(PolicyTableTest, IsRememberedByTheStampThatEveryChangeChanges) {
  const auto stamp = [&] {
    return storage::ViewFor<std::string>(
               store_, [](storage::Snapshot& snapshot) { return access::GetSetupStamp(snapshot); })
        .value();
  };
  Policy policy = Of(kRegency);
  policy.set_spoil_limit(3);
  GivenPolicy(policy);
  const std::string first = stamp();
  EXPECT_EQ(PoliciesRemembered().Find(first, kRegency), nullptr);
  EXPECT_EQ(In(kRegency).spoil_limit(), 3);
  const auto remembered = PoliciesRemembered().Find(first, kRegency);
  ASSERT_NE(remembered, nullptr);
  EXPECT_EQ(remembered->own.size(), 1U);
  policy.set_spoil_limit(4);
  GivenPolicy(policy);
  EXPECT_NE(stamp(), first);
  EXPECT_EQ(In(kRegency).spoil_limit(), 4);
}

TEST_F(PolicyTableTest, OnlyAnotherOrderBeginsANewGeneration) {
  Policy policy = Of(kRegency);
  policy.set_spoil_limit(9);
  EXPECT_EQ(Set(policy, Staff())->generation(), 0u);
  policy.set_fifo_key(v1::FIFO_KEY_READY);
  EXPECT_EQ(Set(policy, Staff())->generation(), 1u);
}

// A new order moves who waits in bounded turns; meanwhile both lines are served, and nobody is lost or served twice.
TEST_F(PolicyTableTest, ANewOrderMovesWhoWaits) {
  GivenBlanks(kRegency, 500);
  for (int i = 0; i < 150; ++i) {
    GivenRecord(absl::StrCat("r", absl::Dec(i, absl::kZeroPad3)), {.recorded_day = i, .ready_day = 300 - i});
  }
  Policy policy = Of(kRegency);
  policy.set_fifo_key(v1::FIFO_KEY_READY);
  GivenPolicy(policy);
  Replacer replacer(store_, heads_);
  EXPECT_THAT(replacer.RunOnce(clock_.Now()), IsOkAndHolds(100u));
  EXPECT_EQ(Record("r000").generation(), 1u);
  EXPECT_EQ(Record("r149").generation(), 0u);
  Pull(3);
  EXPECT_THAT(replacer.RunOnce(clock_.Now()), IsOkAndHolds(testing::Le(50u)));
  EXPECT_THAT(replacer.RunOnce(clock_.Now()), IsOkAndHolds(0u));
  std::vector<std::string> rest;
  for (std::vector<v1::Job> jobs = Pull(50); !jobs.empty(); jobs = Jobs(TryPull(50))) {
    for (const v1::Job& job : jobs) rest.push_back(job.record_id());
  }
  EXPECT_EQ(rest.size(), 147u);
  EXPECT_TRUE(std::is_sorted(rest.begin(), rest.end(), std::greater<>()));  // youngest recorded, first ready
}

TEST_F(PolicyTableTest, WhoMaySetItAndWhereAndOnce) {
  access::Act act = Staff();
  const auto first = Set(Of(kRegency), act);
  const auto again = Set(Of(kRegency), act);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  act = Staff();
  act.actor.role = access::Role::kOperator;
  EXPECT_EQ(ReasonOf(Set(Of(kRegency), act).status()), "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(Set(Of(kRegency), Staff("14.06")).status()), "OUT_OF_SCOPE");
  EXPECT_EQ(RowsOf(storage::Table::kPolicy), 1u);
}

}  // namespace
}  // namespace blangko::scheduler
