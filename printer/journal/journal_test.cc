#include "printer/journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/rng.h"
#include "printer/agent/fake_world.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/journal_entries.h"
#include "printer/journal/journal_format.h"
#include "printer/journal/segment_files.h"
#include "printer/journal/test_entries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;

// A journal in memory, every entry of it durable before the next, and where each record ends.
struct Written {
  std::string bytes;
  std::vector<size_t> ends;
};
Written WriteCards(int cards) {
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  Written written;
  const auto note_end = [&] { written.ends.push_back(disk.ReadSegment(1)->size()); };
  auto journal = Journal::Open(disk, "s1", 1, clock).value();
  note_end();
  for (int i = 0; i < cards; ++i) {
    for (const Entry& entry : CardEntries({absl::StrCat("r", i), 1})) {
      EXPECT_OK(journal->AppendAndSync(entry));
      note_end();
    }
  }
  written.bytes = *disk.ReadSegment(1);
  return written;
}

class JournalTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Journal>> Open(uint64_t epoch = 1) {
    return Journal::Open(disk_, "s1", epoch, clock_);
  }

  Fate fate_;
  FakeDisk disk_{fate_};
  TestClock clock_;
};

TEST_F(JournalTest, RemembersAcrossProcesses) {
  {
    auto journal = Open().value();
    for (const Entry& entry : CardEntries({"r1", 1})) ASSERT_OK(journal->AppendAndSync(entry));
    ASSERT_OK(journal->AppendAndSync(PermitFor({"r2", 4})));
  }
  auto journal = Open().value();
  EXPECT_EQ(journal->state().unbooked().size(), 1U);
  EXPECT_THAT(journal->state().open(), testing::ElementsAre(AttemptKey{"r2", 4}));
  ASSERT_OK(journal->AppendAndSync(TombstoneEntry({"r2", 4}, kTestPrinter)));
  EXPECT_EQ(Open().value()->state().last_seq(), 8U);
}

TEST_F(JournalTest, BelongsToOneStationAndEpoch) {
  ASSERT_OK(Open(1));
  EXPECT_THAT(Open(2), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("epoch 2")));
  EXPECT_THAT(Journal::Open(disk_, "s2", 1, clock_), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(JournalTest, RefusesASecondIntentForAnAttempt) {
  auto journal = Open().value();
  std::vector<Entry> entries = CardEntries({"r1", 1});
  EXPECT_THAT(journal->Append(entries[1]),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("never permitted")));
  ASSERT_OK(journal->Append(entries[0]));
  ASSERT_OK(journal->Append(entries[1]));
  EXPECT_THAT(journal->Append(entries[1]),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("already")));
  EXPECT_THAT(journal->Append(entries[3]), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(JournalTest, ATombstoneForbidsPrinting) {
  auto journal = Open().value();
  std::vector<Entry> entries = CardEntries({"r1", 1});
  ASSERT_OK(journal->Append(entries[0]));
  const Entry released = OutcomeEntry({"r1", 1}, kTestPrinter, scheduler::v1::OUTCOME_RELEASED,
                                      scheduler::v1::EVIDENCE_JOURNAL, "");
  EXPECT_FALSE(journal->Append(released).ok()) << "released without a tombstone";
  ASSERT_OK(journal->Append(TombstoneEntry({"r1", 1}, kTestPrinter)));
  EXPECT_THAT(journal->Append(entries[1]),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("tombstone")));
  EXPECT_OK(journal->Append(released));
}

TEST_F(JournalTest, AnUncertainCardBlocksItsPrinterUntilCleared) {
  auto journal = Open().value();
  std::vector<Entry> entries = CardEntries({"r1", 1});
  for (int i = 0; i < 3; ++i) ASSERT_OK(journal->Append(entries[static_cast<size_t>(i)]));
  EXPECT_FALSE(journal->Append(TombstoneEntry({"r1", 1}, kTestPrinter)).ok()) << "a card that may have moved";
  ASSERT_OK(journal->Append(OutcomeEntry({"r1", 1}, kTestPrinter, scheduler::v1::OUTCOME_UNCERTAIN,
                                         scheduler::v1::EVIDENCE_DRIVER, "")));
  ASSERT_OK(journal->Append(PermitFor({"r2", 1})));
  const Entry next = CardEntries({"r2", 1})[1];
  EXPECT_THAT(journal->Append(next), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("cleared")));
  ASSERT_OK(journal->Append(ClearedEntry(kTestPrinter, "sari")));
  EXPECT_OK(journal->Append(next));
}

TEST_F(JournalTest, BookedFactsAreNotReportedAgain) {
  auto journal = Open().value();
  for (const Entry& entry : CardEntries({"r1", 1})) ASSERT_OK(journal->Append(entry));
  Entry booked;
  booked.mutable_booked()->add_fact_seqs(1);
  ASSERT_OK(journal->Append(booked));
  EXPECT_TRUE(journal->state().unbooked().empty());
  EXPECT_EQ(journal->state().OutcomesAfter(0).size(), 1U) << "kept for a server that loses it";
  booked.mutable_booked()->add_fact_seqs(2);
  EXPECT_FALSE(journal->Append(booked).ok());
}

TEST_F(JournalTest, AFailedWriteReachesTheCaller) {
  auto journal = Open().value();
  fate_.KillAt(fate_.steps() + 1);
  EXPECT_FALSE(journal->AppendAndSync(PermitFor({"r1", 1})).ok());
}

// However a file ends, it opens with the entries that are whole, and says how much was torn.
TEST(JournalDamage, AnyCutKeepsAllWholeEntries) {
  const Written written = WriteCards(3);
  for (size_t cut = 0; cut <= written.bytes.size(); ++cut) {
    const auto contents = DecodeSegment(std::string_view(written.bytes).substr(0, cut));
    ASSERT_OK(contents) << "cut at " << cut;
    size_t whole = 0;
    while (whole < written.ends.size() && written.ends[whole] <= cut) ++whole;
    ASSERT_EQ(contents->entries.size(), whole) << "cut at " << cut;
    ASSERT_EQ(contents->good_size + contents->torn_size, cut);
  }
}

TEST(JournalDamage, ABlockThatWasNeverWrittenIsATornTail) {
  const Written written = WriteCards(3);
  const size_t end = written.ends[written.ends.size() - 2];
  for (const size_t zeros : {size_t{8}, size_t{100}, size_t{5000}}) {
    const auto contents = DecodeSegment(written.bytes.substr(0, end) + std::string(zeros, '\0'));
    ASSERT_OK(contents) << zeros;
    EXPECT_EQ(contents->good_size, end);
  }
}

// Everything here was durable: a changed bit is damage, and damage is never cut off quietly.
RC_GTEST_PROP(JournalDamage, AnyFlippedBitRefusesToOpen, ()) {
  static const Written kWritten = WriteCards(4);
  const size_t at = *rc::gen::inRange<size_t>(0, kWritten.bytes.size());
  const int bit = *rc::gen::inRange(0, 8);
  std::string bytes = kWritten.bytes;
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
  RC_ASSERT(DecodeSegment(bytes).status().code() == absl::StatusCode::kDataLoss);
}

// After any cut the journal opens, goes on, and what it kept is still there.
RC_GTEST_PROP(JournalDamage, GoesOnAfterAnyCut, ()) {
  static const Written kWritten = WriteCards(4);
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  disk.set_segment(1, kWritten.bytes.substr(0, *rc::gen::inRange<size_t>(0, kWritten.bytes.size() + 1)));
  uint64_t kept = 0;
  {
    auto journal = Journal::Open(disk, "s1", 1, clock).value();
    kept = journal->state().last_seq();
    RC_ASSERT(journal->AppendAndSync(PermitFor({"new", 1})).ok());
  }
  RC_ASSERT(Journal::Open(disk, "s1", 1, clock).value()->state().last_seq() == kept + 1);
}

// Several entries without a sync between them: a hole among them was never promised to anybody.
TEST(JournalDamage, AHoleInWhatWasNeverSyncedIsATornTail) {
  Fate fate;
  FakeDisk disk(fate);
  TestClock clock;
  auto journal = Journal::Open(disk, "s1", 1, clock).value();
  const size_t durable = disk.ReadSegment(1)->size();
  for (int i = 0; i < 20; ++i) ASSERT_OK(journal->Append(PermitFor({absl::StrCat("r", i), 1})));
  std::string bytes = *disk.ReadSegment(1);
  bytes.replace(512, 512, std::string(512, '\0'));
  const auto contents = DecodeSegment(bytes);
  ASSERT_OK(contents);
  EXPECT_GE(contents->good_size, durable);
  EXPECT_LE(contents->good_size, 512U);
}

TEST(JournalDamage, ARemovedOrSwappedEntryBreaksTheChain) {
  const Written written = WriteCards(1);
  const std::string& bytes = written.bytes;
  const std::string without = bytes.substr(0, written.ends[1]) + bytes.substr(written.ends[2]);
  EXPECT_THAT(DecodeSegment(without), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("chain")));
}

// An entry of a person whose name holds a byte that is not UTF-8.
Entry UnreadableEntry() { return ClearedEntry(kTestPrinter, "si\xff"); }

TEST_F(JournalTest, WhatCouldNotBeReadBackIsNotWritten) {
  auto journal = Open().value();
  ASSERT_OK(journal->AppendAndSync(PermitFor({"r1", 1})));
  const std::string before = *disk_.ReadSegment(1);
  EXPECT_THAT(journal->AppendAndSync(UnreadableEntry()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("UTF-8")));
  EXPECT_EQ(*disk_.ReadSegment(1), before);
  EXPECT_OK(journal->AppendAndSync(ClearedEntry(kTestPrinter, "siti"))) << "it goes on";
  journal.reset();
  EXPECT_EQ(Open().value()->state().last_seq(), 3U);
}

TEST_F(JournalTest, CatchesAnUnreadableEntryThatIsWritten) {
  setenv("BLANGKO_PLANT", "unreadable-entry-written", 1);
  EXPECT_OK(Open().value()->AppendAndSync(UnreadableEntry()));
  unsetenv("BLANGKO_PLANT");
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(FileDisk, KeepsJournalAndSlotAndHoldsTheDirectoryAlone) {
  const TempDir folder;
  const std::string path = folder.File("station");
  {
    const auto disk = FileDisk::Open(path).value();
    EXPECT_THAT(FileDisk::Open(path),
                StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another process")));
    ASSERT_OK(disk->UseSegment(1));
    ASSERT_OK(disk->AppendJournal("abcdef"));
    ASSERT_OK(disk->SyncJournal());
    ASSERT_OK(disk->TruncateJournal(4));
    ASSERT_OK(disk->AppendJournal("X"));
    ASSERT_OK(disk->WriteSlot("long slot"));
    ASSERT_OK(disk->WriteSlot("short"));
  }
  const auto disk = FileDisk::Open(path).value();
  EXPECT_EQ(*disk->ReadSegment(1), "abcdX");
  EXPECT_EQ(*disk->ReadSlot(), "shortslot");
}

TEST(FileDisk, AJournalOnARealDiskSurvivesATornTail) {
  const TempDir folder;
  const TestClock clock;
  {
    const auto disk = FileDisk::Open(folder.path()).value();
    ASSERT_OK(Journal::Open(*disk, "s1", 1, clock).value()->AppendAndSync(PermitFor({"r1", 1})));
  }
  std::ofstream(SegmentPath(folder.path(), 1), std::ios::app | std::ios::binary) << "torn";
  const auto disk = FileDisk::Open(folder.path()).value();
  EXPECT_EQ(Journal::Open(*disk, "s1", 1, clock).value()->state().last_seq(), 2U);
  EXPECT_THAT(*disk->ReadSegment(1), testing::Not(HasSubstr("torn")));
}

}  // namespace
}  // namespace blangko::printer
