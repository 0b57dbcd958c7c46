// A journal that goes over many segments: what is kept, what may go, and what any crash or damage leaves of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/rng.h"
#include "printer/journal/fake_disk.h"
#include "printer/journal/journal.h"
#include "printer/journal/test_entries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr absl::Duration kDay = absl::Hours(24);
constexpr JournalLimits kSmall = {.segment_bytes = 1000};

std::string Damaged(std::string bytes, size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 4);
  return bytes;
}

class RotationTest : public testing::Test {
 protected:
  void SetUp() override { Reopen(); }

  absl::Status TryReopen() {
    journal_.reset();
    auto journal = Journal::Open(disk_, "s1", 1, clock_, kSmall);
    if (!journal.ok()) return journal.status();
    journal_ = *std::move(journal);
    return absl::OkStatus();
  }
  void Reopen() { ASSERT_OK(TryReopen()); }

  void Write(const Entry& entry) { ASSERT_OK(journal_->AppendAndSync(entry)); }
  void WriteCards(const std::string& name, int count) {
    for (int i = 0; i < count; ++i) {
      for (const Entry& entry : CardEntries({absl::StrCat(name, i), 1})) Write(entry);
    }
  }
  // The server has everything.
  void BookAll() {
    std::vector<uint64_t> facts;
    for (const auto& [fact, entry] : journal_->state().unbooked()) facts.push_back(fact);
    Write(BookedEntry(facts));
  }
  void FillSegments(const std::string& name, uint64_t count) {
    const uint64_t until = journal_->segment() + count;
    for (int i = 0; journal_->segment() < until; ++i) {
      WriteCards(absl::StrCat(name, i, "-"), 1);
      BookAll();
    }
  }
  absl::StatusOr<JournalState> Audit() {
    ASSIGN_OR_RETURN(const JournalHistory history, ReadHistory(disk_));
    return AuditHistory(history);
  }
  void Flip(uint64_t segment, size_t at) {
    disk_.set_segment(segment, Damaged(disk_.ReadSegment(segment).value(), at));
  }

  Fate fate_;
  FakeDisk disk_{fate_};
  TestClock clock_;
  std::unique_ptr<Journal> journal_;
};

// Everything that decides what the station does next.
void ExpectSameDuties(const JournalState& some, const JournalState& others) {
  EXPECT_EQ(some.last_seq(), others.last_seq());
  EXPECT_EQ(some.last_fact_seq(), others.last_fact_seq());
  EXPECT_EQ(some.open(), others.open());
  EXPECT_EQ(some.unbooked().size(), others.unbooked().size());
  EXPECT_EQ(some.IsBlocked(kTestPrinter), others.IsBlocked(kTestPrinter));
  for (const AttemptKey& key : some.open()) EXPECT_EQ(some.Find(key)->intent, others.Find(key)->intent);
}

TEST_F(RotationTest, TheChainAndTheNumbersGoOnOverSegments) {
  WriteCards("a", 20);
  EXPECT_GT(journal_->segment(), 5U);
  EXPECT_EQ(disk_.Segments()->size(), journal_->segment());
  ASSERT_OK_AND_ASSIGN(const JournalState audited, Audit());
  EXPECT_EQ(audited.last_seq(), journal_->state().last_seq());
  const uint64_t last = journal_->state().last_seq();
  Reopen();
  EXPECT_EQ(journal_->state().last_seq(), last);
  WriteCards("b", 1);
  EXPECT_OK(Audit());
}

TEST_F(RotationTest, TheNewestSegmentAloneIsEnoughToGoOn) {
  for (const Entry& entry : CardEntries({"doubt", 2}, scheduler::v1::OUTCOME_UNCERTAIN)) Write(entry);
  BookAll();
  Write(PermitFor({"waits", 1}));
  Write(PermitFor({"given back", 3}));
  Write(TombstoneEntry({"given back", 3}, kTestPrinter));
  while (journal_->segment() < 4) Write(BookedEntry({1}));
  const JournalState whole = journal_->state();
  for (uint64_t segment = 1; segment < journal_->segment(); ++segment) disk_.Lose(segment);
  Reopen();
  ExpectSameDuties(journal_->state(), whole);
  EXPECT_TRUE(journal_->state().IsBlocked(kTestPrinter));
  EXPECT_TRUE(journal_->state().Find({"given back", 3})->tombstone);
  Write(TombstoneEntry({"waits", 1}, kTestPrinter));
}

TEST_F(RotationTest, WhatTheServerHasGoesAfterThirtyFiveDays) {
  FillSegments("old", 3);
  clock_.Advance(34 * kDay);
  FillSegments("young", 1);
  EXPECT_EQ(journal_->first_segment(), 1U) << "kept although the server has it";
  clock_.Advance(2 * kDay);
  FillSegments("new", 4);
  EXPECT_EQ(journal_->first_segment(), 4U) << "the fourth has young entries";
  EXPECT_THAT(disk_.Segments().value(), testing::Not(testing::Contains(3U)));
  EXPECT_OK(Audit()) << "the chain begins where the checkpoint says";
  Reopen();
  EXPECT_EQ(journal_->first_segment(), 4U);
  EXPECT_OK(Audit());
}

TEST_F(RotationTest, AClockThatIsYearsAheadDoesNotEmptyTheJournal) {
  FillSegments("a", 8);
  clock_.Advance(3000 * kDay);
  FillSegments("b", 1);
  EXPECT_EQ(journal_->first_segment(), 3U);
}

TEST_F(RotationTest, WhatTheServerDoesNotHaveStaysHoweverOld) {
  FillSegments("a", 2);
  Write(PermitFor({"open", 1}));
  const uint64_t stays = journal_->segment();
  FillSegments("b", 2);
  clock_.Advance(400 * kDay);
  FillSegments("c", 6);
  EXPECT_EQ(journal_->first_segment(), stays) << "an attempt without outcome";
  Write(TombstoneEntry({"open", 1}, kTestPrinter));
  Write(OutcomeEntry({"open", 1}, kTestPrinter, scheduler::v1::OUTCOME_RELEASED,
                     scheduler::v1::EVIDENCE_JOURNAL, ""));
  Reopen();
  clock_.Advance(400 * kDay);
  WriteCards("d", 20);
  EXPECT_EQ(journal_->first_segment(), stays) << "an outcome that is not booked";
  BookAll();
  FillSegments("e", 3);
  EXPECT_GT(journal_->first_segment(), stays);
}

TEST_F(RotationTest, ACardOfAnOldSegmentIsStillKnown) {
  WriteCards("r", 1);
  BookAll();
  FillSegments("a", 5);
  Reopen();
  EXPECT_FALSE(journal_->Append(PermitFor({"r0", 1})).ok());
  EXPECT_EQ(journal_->state().OutcomesAfter(0).size(), journal_->state().last_fact_seq());
}

TEST_F(RotationTest, DamageInAnOldSegmentIsToldAndStopsNobody) {
  FillSegments("a", 4);
  Flip(2, 300);
  EXPECT_THAT(Audit(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 2: damaged at byte")));
  Reopen();
  clock_.Advance(100 * kDay);
  FillSegments("b", 3);
  EXPECT_EQ(journal_->first_segment(), 2U) << "kept for those who look into it";
  disk_.Lose(3);
  EXPECT_THAT(Audit(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 2")));
}

TEST_F(RotationTest, AMissingOrForeignSegmentIsTold) {
  FillSegments("a", 4);
  FakeDisk whole(fate_);
  whole.TakeFilesOf(disk_);
  disk_.Lose(3);
  EXPECT_THAT(Audit(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 3: is missing")));
  disk_.TakeFilesOf(whole);
  disk_.set_segment(2, disk_.ReadSegment(3).value());
  EXPECT_THAT(Audit(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 2: is segment 3")));
}

TEST_F(RotationTest, ASegmentOfAnotherHistoryDoesNotFit) {
  FakeDisk other(fate_);
  {
    const auto journal = Journal::Open(other, "s1", 1, clock_, kSmall).value();
    for (int i = 0; journal->segment() < 3; ++i)
      ASSERT_OK(journal->Append(PermitFor({absl::StrCat("x", i), 1})));
  }
  FillSegments("a", 3);
  disk_.set_segment(1, other.ReadSegment(1).value());
  EXPECT_THAT(Audit(),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 1: does not lead to the next one")));
}

TEST_F(RotationTest, DamageInTheNewestSegmentRefusesToOpen) {
  FillSegments("a", 3);
  WriteCards("b", 1);
  Flip(journal_->segment(), 300);
  EXPECT_THAT(TryReopen(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 4: damaged")));
}

TEST_F(RotationTest, AnEmptyNewSegmentNeedsTheOneBefore) {
  FillSegments("a", 2);
  const uint64_t last = journal_->state().last_seq();
  disk_.set_segment(4, "");
  Reopen();
  EXPECT_EQ(journal_->state().last_seq(), last);
  EXPECT_THAT(disk_.Segments().value(), ElementsAre(1, 2, 3));
  disk_.set_segment(6, "");
  EXPECT_THAT(TryReopen(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("segment 6")));
}

TEST_F(RotationTest, ACheckpointThatSaysOtherwiseIsRefused) {
  Write(PermitFor({"r1", 1}));
  Entry entry;
  *entry.mutable_checkpoint() = journal_->state().MakeCheckpoint();
  EXPECT_OK(journal_->state().Check(entry));
  entry.mutable_checkpoint()->clear_carried();
  EXPECT_THAT(journal_->state().Check(entry),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("checkpoint")));
  *entry.mutable_checkpoint() = journal_->state().MakeCheckpoint();
  entry.mutable_checkpoint()->add_blocked_printers("p9");
  EXPECT_FALSE(journal_->state().Check(entry).ok());
}

// One doubtful card, taken out of the printer, and a newer permission of its record.
JournalState Overtaken() {
  JournalState state;
  std::vector<Entry> entries(1);
  entries[0].mutable_header()->set_station_id("s1");
  for (const Entry& entry : CardEntries({"r1", 1}, scheduler::v1::OUTCOME_UNCERTAIN))
    entries.push_back(entry);
  entries.push_back(ClearedEntry(kTestPrinter, "sari"));
  entries.back().mutable_cleared()->set_nothing_found(true);
  entries.push_back(PermitFor({"r1", 2}));
  for (Entry& entry : entries) {
    entry.set_seq(state.last_seq() + 1);
    if (entry.has_card_outcome()) state.Complete(entry);
    EXPECT_OK(state.Check(entry));
    state.Apply(entry);
  }
  return state;
}

TEST(Checkpoint, OfAReleaseThatForgotOvertakenDoubtsIsStillTaken) {
  const JournalState state = Overtaken();
  ASSERT_EQ(state.doubts().size(), 1U);
  Entry now;
  *now.mutable_checkpoint() = state.MakeCheckpoint();
  EXPECT_OK(state.Check(now));
  now.mutable_checkpoint()->clear_doubts();
  EXPECT_FALSE(state.Check(now).ok()) << "this release keeps them";
  now.mutable_checkpoint()->clear_edition();
  EXPECT_OK(state.Check(now));
}

// A journal just before a rotation that also removes segments; killed at `step` of it. False when it got through.
bool KillRotation(int64_t step, uint64_t seed) {
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  SeededRng rng(seed);
  const JournalLimits limits = {.segment_bytes = 300, .keep = absl::ZeroDuration()};
  auto journal = Journal::Open(disk, "s1", 1, clock, limits).value();
  EXPECT_OK(journal->AppendAndSync(BookedEntry({})));
  for (int i = 0; journal->segment() < 3; ++i) EXPECT_OK(journal->AppendAndSync(BookedEntry({})));
  EXPECT_OK(journal->AppendAndSync(PermitFor({"r1", 1})));
  const uint64_t segment = journal->segment();
  const int64_t before = fate.steps();
  fate.KillAt(before + step);
  const uint64_t synced = journal->state().last_seq();
  while (journal->Append(BookedEntry({})).ok() && journal->segment() == segment) continue;
  const bool killed = fate.dead();
  journal.reset();
  fate.Revive();
  disk.LoseUnsynced(rng);
  auto reopened = Journal::Open(disk, "s1", 1, clock, limits);
  EXPECT_OK(reopened) << "step " << step << " seed " << seed;
  if (!reopened.ok()) return false;
  EXPECT_GE((*reopened)->state().last_seq(), synced);
  EXPECT_THAT((*reopened)->state().open(), ElementsAre(AttemptKey{"r1", 1}));
  EXPECT_OK((*reopened)->AppendAndSync(TombstoneEntry({"r1", 1}, kTestPrinter)));
  EXPECT_OK(AuditHistory(ReadHistory(disk).value())) << "step " << step << " seed " << seed;
  return killed;
}

TEST(RotationCrash, AnyStepLeavesAJournalThatOpensWithEverythingSynced) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    int64_t step = 1;
    while (KillRotation(step, seed)) ++step;
    EXPECT_GT(step, 14) << "a rotation has more steps than that";
  }
}

// Whatever bit of whatever segment: an auditor is told.
RC_GTEST_PROP(RotationDamage, NoFlippedBitEscapesTheAudit, ()) {
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  auto journal = Journal::Open(disk, "s1", 1, clock, kSmall).value();
  for (int i = 0; journal->segment() < 4; ++i)
    RC_ASSERT(journal->AppendAndSync(PermitFor({absl::StrCat(i), 1})).ok());
  const auto segment = *rc::gen::inRange<uint64_t>(1, 5);
  const std::string bytes = disk.ReadSegment(segment).value();
  disk.set_segment(segment, Damaged(bytes, *rc::gen::inRange<size_t>(0, bytes.size())));
  const auto history = ReadHistory(disk);
  const bool told = !history.ok() || !AuditHistory(*history).ok();
  RC_ASSERT(told);
}

}  // namespace
}  // namespace blangko::printer
