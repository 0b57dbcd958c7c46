// Random small sites, each played through the real scheduler and through a model that shares no code with it.
#include "tests/policy/turn_model.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/rng.h"
#include "services/scheduler/scheduler_fixture.h"

namespace blangko::scheduler {
namespace {

constexpr int kCases = 10'000;
constexpr int kPlantedCases = 600;  // within which each planted bug must show

int Roll(Rng& rng, int least, int most) {
  return least + static_cast<int>(rng.Below(static_cast<uint64_t>(most - least + 1)));
}
bool Chance(Rng& rng, int percent) { return Roll(rng, 1, 100) <= percent; }

// ---- a random case --------------------------------------------------------------------------------------------------

ModelKey AnyKey(Rng& rng) {
  return std::vector<ModelKey>{ModelKey::kPolicys, ModelKey::kRecorded,
                               ModelKey::kReady}[static_cast<size_t>(Roll(rng, 0, 2))];
}

void GiveShares(Rng& rng, ModelRules& rules) {
  for (int rank = 1; rank <= 3; ++rank) {
    std::vector<ModelClass*> of_rank;
    for (ModelClass& one : rules.classes) {
      if (one.rank == rank) of_rank.push_back(&one);
    }
    if (of_rank.empty() || Chance(rng, 30)) continue;
    int left = 100;
    for (size_t i = 0; i < of_rank.size(); ++i) {
      const int others = static_cast<int>(of_rank.size() - i - 1);
      of_rank[i]->share = others == 0 ? left : Roll(rng, 1, left - others);
      left -= of_rank[i]->share;
    }
  }
}

ModelRules AnyRules(Rng& rng) {
  ModelRules rules;
  const int classes = Roll(rng, 2, 4);
  for (int id = 1; id <= classes; ++id) {
    ModelClass one;
    one.id = id;
    one.rank = Roll(rng, 1, Chance(rng, 60) ? 1 : 3);
    if (id < classes) one.lanes = {id};
    if (Chance(rng, 25)) one.cap = Roll(rng, 1, 4);
    one.breaks_reserve = Chance(rng, 25);
    one.beyond_cap = Chance(rng, 25);
    one.on_presence = Chance(rng, 20);
    if (Chance(rng, 20)) one.key = AnyKey(rng);
    rules.classes.push_back(one);
  }
  GiveShares(rng, rules);
  if (Chance(rng, 30)) rules.site_cap = Roll(rng, 2, 6);
  if (Chance(rng, 30)) rules.floor = Roll(rng, 1, 4);
  rules.unused = static_cast<ModelUnused>(Roll(rng, 0, 2));
  rules.owed_limit = Roll(rng, 1, 3);
  rules.key = Chance(rng, 70) ? ModelKey::kRecorded : ModelKey::kReady;
  return rules;
}

std::vector<ModelPerson> AnyPersons(Rng& rng, int64_t today) {
  std::vector<ModelPerson> persons;
  const int count = Roll(rng, 2, 14);
  for (int i = 0; i < count; ++i) {
    ModelPerson person;
    person.id = absl::StrCat("r", absl::Dec(Roll(rng, 0, 99), absl::kZeroPad2), "-", i);
    person.lane = Roll(rng, 1, 4);
    person.recorded = Roll(rng, 1, 6);  // few days: many stand at the same place
    person.ready = Roll(rng, 300, 304);
    if (Chance(rng, 25)) person.type = Chance(rng, 70) ? "KTP-1" : "KTP-2";
    if (Chance(rng, 50)) person.present = today + Roll(rng, -1, 0);
    persons.push_back(person);
  }
  return persons;
}

// ---- the real one ---------------------------------------------------------------------------------------------------

// Whole days since 1970-01-01 at Pelalawan, seven hours ahead of UTC.
int64_t DayOf(absl::Time now) { return (absl::ToUnixSeconds(now) + 7 * 3600) / 86'400; }

uint32_t RealKey(ModelKey key) {
  switch (key) {
    case ModelKey::kPolicys: return 0;
    case ModelKey::kRecorded: return v1::FIFO_KEY_RECORDED;
    case ModelKey::kReady: return v1::FIFO_KEY_READY;
  }
  return 0;
}

rows::v1::Policy RealPolicy(const ModelRules& rules) {
  rows::v1::Policy policy;
  policy.set_office(kRegency);
  policy.set_fifo_key(RealKey(rules.key));
  policy.set_printer_spoil_limit(20);
  policy.set_daily_cap(rules.site_cap);
  policy.set_reserve_floor(rules.floor);
  policy.set_unused_share(static_cast<uint32_t>(rules.unused) + 1);
  policy.set_owed_limit(rules.owed_limit);
  for (const ModelClass& one : rules.classes) {
    rows::v1::PolicyClass& added = *policy.add_classes();
    added.set_class_id(static_cast<uint64_t>(one.id));
    added.set_name("Kelas");
    added.set_rank(static_cast<uint32_t>(one.rank));
    added.set_share(one.share);
    added.set_daily_cap(one.cap);
    added.set_breaks_reserve(one.breaks_reserve);
    added.set_beyond_daily_cap(one.beyond_cap);
    added.set_print_mode(one.on_presence ? v1::PRINT_MODE_ON_PRESENCE : v1::PRINT_MODE_UNSPECIFIED);
    added.set_fifo_key(RealKey(one.key));
    for (const int lane : one.lanes) added.add_lanes(static_cast<uint32_t>(lane));
  }
  return policy;
}

class World final : public SchedulerFixture {
 public:
  using SchedulerFixture::Ids;
  void TestBody() override {}

  void Begin(absl::Duration after) { clock_.Advance(after); }
  absl::Time now() { return clock_.Now(); }
  void Advance(absl::Duration by) { clock_.Advance(by); }
  void SetUpCase(const ModelRules& rules, const std::vector<ModelPerson>& persons,
                 const std::vector<std::pair<std::string, int>>& blanks) {
    GivenPolicy(RealPolicy(rules));
    for (const auto& [type, count] : blanks) GivenBlanks(kRegency, count, "L-" + type, type);
    for (const ModelPerson& person : persons) Add(person);
  }
  std::vector<v1::Job> Grants(bool permit, int most) {
    if (permit) {
      const auto taken = TryExchange({}, most);
      return taken.ok() ? Jobs(taken) : std::vector<v1::Job>();
    }
    const auto taken = TryPull(most);
    return taken.ok() ? Jobs(taken) : std::vector<v1::Job>();
  }
  void GiveBack(bool permit, const v1::Job& job) {
    if (!permit) {
      EXPECT_EQ(Release(job), "");
    } else {
      EXPECT_TRUE(Report(job, v1::OUTCOME_RELEASED).booked());
    }
  }
  void End(const v1::Job& job, bool spoiled) {
    EXPECT_TRUE(Report(job, spoiled ? v1::OUTCOME_SPOILED : v1::OUTCOME_PRINTED).booked());
  }
  void Wake() { EXPECT_OK(records_.WakeDue(clock_.Now(), 100)); }

 private:
  void Add(const ModelPerson& person) {
    EXPECT_OK(store_.Update("test.record", [&](storage::Txn& txn) -> absl::Status {
      const absl::Time start = TestStart() - absl::Hours(24 * 365);
      RecordRow record;
      record.set_record_id(person.id);
      record.set_person_id("p-" + person.id);
      record.set_office(kRegency);
      record.set_area(kRegency);
      record.set_site(kRegency);
      record.set_state(rows::v1::RECORD_STATE_READY);
      record.set_upstream(rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
      record.set_request_type(records::v1::REQUEST_TYPE_OTHER);
      record.set_blank_type(person.type);
      record.set_lane(static_cast<uint32_t>(person.lane));
      record.set_present_day(person.present);
      record.set_recorded_micros(absl::ToUnixMicros(start + person.recorded * absl::Hours(24)));
      record.set_ready_micros(absl::ToUnixMicros(start + person.ready * absl::Hours(24)));
      ASSIGN_OR_RETURN(const records::Placement place, placement_.Place(txn, record, clock_.Now()));
      record.set_class_id(place.class_id);
      record.set_generation(place.generation);
      record.set_key_micros(absl::ToUnixMicros(place.key));
      return records::RecordTable(txn, &heads_).Insert(record, {}, clock_.Now());
    }));
  }
};

// ---- both -----------------------------------------------------------------------------------------------------------

// What happened in a case, and where the two parted; empty = nowhere.
struct Played {
  std::string difference;
  int granted = 0;
};

void SetAside(Rng& rng, World& world, TurnModel& model, bool permit, const v1::Job& job) {
  const int chance = Roll(rng, 1, 100);
  if (chance <= 30) {
    model.GiveBack(job.record_id());
    world.GiveBack(permit, job);
  } else if (permit) {
    const bool spoiled = chance <= 60;
    if (spoiled) model.Spoil(job.record_id());
    world.End(job, spoiled);
  }
}

Played Play(uint64_t seed) {
  SeededRng rng(seed);
  World world;
  // Two hours around midnight at the office, or around that of UTC, as often as any other time.
  world.Begin(absl::Hours(Roll(rng, 0, 23)));
  const ModelRules rules = AnyRules(rng);
  const std::vector<ModelPerson> persons = AnyPersons(rng, DayOf(world.now()));
  const std::vector<std::pair<std::string, int>> blanks = {{"KTP-2", Roll(rng, 1, 12)},
                                                           {"KTP-1", Roll(rng, 1, 4)}};
  TurnModel model(rules, persons, blanks);
  world.SetUpCase(rules, persons, blanks);
  Played played;
  for (int step = Roll(rng, 2, 6); step > 0; --step) {
    const bool permit = Chance(rng, 50);
    const int most = Roll(rng, 1, 4);
    const std::vector<std::string> want = model.Pull(most, DayOf(world.now()));
    const std::vector<v1::Job> jobs = world.Grants(permit, most);
    const std::vector<std::string> got = World::Ids(jobs);
    played.granted += static_cast<int>(got.size());
    if (got != want) {
      played.difference = absl::StrCat("seed ", seed, ": ", step, " steps before the end got [",
                                       absl::StrJoin(got, " "), "], want [", absl::StrJoin(want, " "), "]");
      return played;
    }
    for (const v1::Job& job : jobs) SetAside(rng, world, model, permit, job);
    world.Advance(absl::Hours(std::vector<int>{0, 0, 1, 3, 8, 24}[static_cast<size_t>(Roll(rng, 0, 5))]));
    if (Chance(rng, 30)) world.Wake();
  }
  return played;
}

// The first difference of some cases.
std::string FirstDifference(int cases) {
  for (int seed = 1; seed <= cases; ++seed) {
    const std::string difference = Play(static_cast<uint64_t>(seed)).difference;
    if (!difference.empty()) return difference;
  }
  return "";
}

TEST(TurnModelTest, AgreesOnTenThousandSmallSites) {
  int64_t granted = 0;
  for (int seed = 1; seed <= kCases; ++seed) {
    const Played played = Play(static_cast<uint64_t>(seed));
    granted += played.granted;
    ASSERT_EQ(played.difference, "");
  }
  EXPECT_GT(granted, kCases * 2);  // the cases are about something
}

class TurnModelPlantedTest : public testing::TestWithParam<const char*> {
 protected:
  ~TurnModelPlantedTest() override { unsetenv("BLANGKO_PLANT"); }
};

TEST_P(TurnModelPlantedTest, IsCaught) {
  setenv("BLANGKO_PLANT", GetParam(), 1);
  EXPECT_NE(FirstDifference(kPlantedCases), "");
}

INSTANTIATE_TEST_SUITE_P(Bugs, TurnModelPlantedTest,
                         testing::Values("tail-requeue-after-spoil", "remainder-lost",
                                         "ready-for-recorded-time", "cap-reset-at-utc-midnight",
                                         "returned-card-stays-counted"));

}  // namespace
}  // namespace blangko::scheduler
