#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/ids.h"
#include "base/rng.h"
#include "google/protobuf/util/time_util.h"
#include "services/access/clock_desk.h"
#include "services/access/event_log.h"
#include "services/refusal/refusal.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::access {
namespace {

using Verdict = TrustedClock::Verdict;

constexpr absl::Duration kDay = absl::Hours(24);

google::protobuf::Timestamp Wire(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

TEST(TrustedClock, ANewStoreTakesTheMachinesWord) {
  TestClock machine;
  const TrustedClock clock(machine, {});
  EXPECT_EQ(clock.Now(), TestStart());
  machine.Advance(kDay * 20);
  EXPECT_EQ(clock.Now(), machine.Now());
}

TEST(TrustedClock, StandsStillWhileTheMachineCannotBeRight) {
  TestClock machine;
  TrustedClock clock(machine, {});
  clock.Learn(TestStart());
  struct Case {
    absl::Duration from_newest;
    Verdict want;
  };
  const Case cases[] = {{absl::ZeroDuration(), Verdict::kTrusted},
                        {-absl::Minutes(10), Verdict::kTrusted},
                        {-absl::Minutes(11), Verdict::kBehind},
                        {-kDay * 365 * 40, Verdict::kBehind},
                        {kDay * 30, Verdict::kTrusted},
                        {kDay * 30 + absl::Seconds(1), Verdict::kAhead},
                        {kDay * 3650, Verdict::kAhead}};
  for (const Case& one : cases) {
    TrustedClock fresh(machine, {});
    fresh.Learn(TestStart());
    machine.Set(TestStart() + one.from_newest);
    EXPECT_EQ(fresh.Read().verdict, one.want) << one.from_newest;
    EXPECT_EQ(fresh.Now(), one.want == Verdict::kTrusted ? machine.Now() : TestStart()) << one.from_newest;
  }
}

TEST(TrustedClock, ALeapWhileItRunsIsSeenAndComesRightByItself) {
  TestClock machine;
  const TrustedClock clock(machine, {});
  clock.Now();
  machine.Advance(kDay * 400);
  EXPECT_EQ(clock.Now(), TestStart());
  machine.Set(TestStart() + absl::Hours(1));
  EXPECT_EQ(clock.Now(), machine.Now());
  for (int day = 0; day < 100; ++day) {
    machine.Advance(kDay);
    ASSERT_EQ(clock.Now(), machine.Now()) << "days that are looked at add up to nothing";
  }
}

TEST(TrustedClock, APlantedBugIsSeen) {
  TestClock machine;
  TrustedClock clock(machine, {});
  clock.Learn(TestStart());
  machine.Advance(kDay * 400);
  ASSERT_EQ(setenv("BLANGKO_PLANT", "clock-trusted-blindly", 1), 0);
  EXPECT_EQ(clock.Now(), machine.Now()) << "the bug is not planted";
  ASSERT_EQ(unsetenv("BLANGKO_PLANT"), 0);
  machine.Advance(kDay * 400);
  EXPECT_FALSE(clock.trusted());
}

// A store that is opened by one node after the other, with whatever clock the machine then has.
class ClockDeskTest : public testing::Test {
 protected:
  struct Node {
    Node(storage::Store& store, const Clock& machine) : clock(machine, {}), desk(store, clock) {}
    TrustedClock clock;
    ClockDesk desk;
  };
  Node& Open() {
    node_ = std::make_unique<Node>(store_, machine_);
    EXPECT_OK(node_->desk.Load());
    return *node_;
  }
  // Something is written, as a use case would.
  void Commit() {
    const Act act = SystemAct("test", node_->clock.Now());
    EXPECT_OK(store_.Update("test", [&](storage::Txn& txn) {
      return AppendEvent(txn, act, "14.05", EntryOf(act, "x", "X")).status();
    }));
  }
  Act ActOf(Role role) {
    Act act{{"local:sari", role, ""}, node_->clock.Now(), ids_.Next(), ""};
    act.fingerprint = std::string(32, 'f');
    return act;
  }
  v1::ConfirmClockRequest Seen(absl::Time time) {
    v1::ConfirmClockRequest request;
    *request.mutable_machine_time() = Wire(time);
    return request;
  }

  storage::MemoryStore store_;
  TestClock machine_;
  SeededRng rng_{7};
  IdSource ids_{machine_, rng_};
  std::unique_ptr<Node> node_;
};

TEST_F(ClockDeskTest, AMachineThatWokeUpInThePastIsNotBelieved) {
  Open();
  Commit();
  machine_.Advance(-kDay * 365 * 6);
  EXPECT_EQ(Open().clock.Now(), TestStart());
  EXPECT_EQ(node_->desk.Get(ActOf(Role::kOperator))->verdict(), v1::CLOCK_VERDICT_BEHIND);
  EXPECT_OK(node_->desk.Keep());
  EXPECT_FALSE(node_->clock.trusted());
}

TEST_F(ClockDeskTest, AnIdleNodeWritesDownThatTimeGoesOn) {
  Open();
  Commit();
  for (int day = 0; day < 40; ++day) {
    machine_.Advance(kDay);
    ASSERT_OK(node_->desk.Keep());
  }
  EXPECT_TRUE(Open().clock.trusted());
  machine_.Advance(kDay * 31);
  EXPECT_FALSE(Open().clock.trusted()) << "it was off for 31 days, or the date is wrong";
}

TEST_F(ClockDeskTest, APersonConfirmsAndItStaysConfirmed) {
  Open();
  Commit();
  machine_.Advance(kDay * 90);
  Open();
  ASSERT_OK(node_->desk.Confirm(ActOf(Role::kOperator), Seen(machine_.Now())));
  EXPECT_EQ(node_->clock.Now(), machine_.Now());
  const auto state = Open().desk.Get(ActOf(Role::kOperator)).value();
  EXPECT_EQ(state.verdict(), v1::CLOCK_VERDICT_TRUSTED);
  EXPECT_EQ(state.confirmed_by(), "local:sari");
}

// The store was written with a clock years ahead; the right one now lies before it.
TEST_F(ClockDeskTest, EntriesFromTheFutureAreExcusedByAConfirmation) {
  machine_.Advance(kDay * 3650);
  Open();
  Commit();
  machine_.Set(TestStart());
  EXPECT_FALSE(Open().clock.trusted());
  ASSERT_OK(node_->desk.Confirm(ActOf(Role::kOperator), Seen(machine_.Now())));
  Commit();
  machine_.Advance(kDay);
  EXPECT_TRUE(Open().clock.trusted());
  EXPECT_EQ(node_->clock.Now(), TestStart() + kDay);
  machine_.Advance(-kDay * 3650);
  EXPECT_FALSE(Open().clock.trusted());
}

TEST_F(ClockDeskTest, AnotherNodeOfTheStoreHearsOfIt) {
  Open();
  Commit();
  machine_.Advance(kDay * 90);
  const auto other = std::make_unique<Node>(store_, machine_);
  ASSERT_OK(other->desk.Load());
  Open();
  ASSERT_OK(node_->desk.Confirm(ActOf(Role::kOperator), Seen(machine_.Now())));
  EXPECT_FALSE(other->clock.trusted());
  ASSERT_OK(other->desk.Keep());
  EXPECT_TRUE(other->clock.trusted());
}

TEST_F(ClockDeskTest, OnlyStaffConfirmAndOnlyWhatTheySaw) {
  Open();
  Commit();
  machine_.Advance(kDay * 90);
  Open();
  EXPECT_EQ(ReasonOf(node_->desk.Confirm(ActOf(Role::kAuditor), Seen(machine_.Now())).status()),
            "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(node_->desk.Confirm(ActOf(Role::kStation), Seen(machine_.Now())).status()),
            "NOT_ALLOWED");
  EXPECT_EQ(ReasonOf(node_->desk.Confirm(ActOf(Role::kOperator), Seen(TestStart())).status()),
            "INVALID_FIELD");
  EXPECT_EQ(ReasonOf(node_->desk.Confirm(ActOf(Role::kOperator), {}).status()), "INVALID_FIELD");
  EXPECT_FALSE(node_->clock.trusted());
}

TEST_F(ClockDeskTest, ARepeatConfirmsWhatWasConfirmed) {
  Open();
  Commit();
  machine_.Advance(kDay * 90);
  Open();
  const Act act = ActOf(Role::kOperator);
  const auto request = Seen(machine_.Now());
  ASSERT_OK(node_->desk.Confirm(act, request));
  machine_.Advance(absl::Minutes(5));
  ASSERT_OK_AND_ASSIGN(const auto again, node_->desk.Confirm(act, request));
  EXPECT_EQ(again.confirmed_time().seconds(), request.machine_time().seconds());
}

}  // namespace
}  // namespace blangko::access
