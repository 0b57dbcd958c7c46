#include "printer/journal/mirror_disk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
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

using testing::HasSubstr;

constexpr JournalLimits kSmall = {.segment_bytes = 600};

std::vector<uint64_t> SegmentsOf(FakeDisk& disk) { return disk.Segments().value(); }
uint64_t NewestOf(FakeDisk& disk) { return SegmentsOf(disk).back(); }

class MirrorDiskTest : public testing::Test {
 protected:
  MirrorDiskTest() { ExtendBoth(60); }

  absl::StatusOr<std::unique_ptr<MirrorDisk>> Mirror() { return MirrorDisk::Open(own_, copy_); }
  absl::Status Extend(StationDisk& disk, int entries) {
    ASSIGN_OR_RETURN(const auto journal, Journal::Open(disk, "s1", 1, clock_, kSmall));
    for (int i = 0; i < entries; ++i) {
      RETURN_IF_ERROR(journal->AppendAndSync(PermitFor({absl::StrCat("r", ++records_), 1})));
    }
    return absl::OkStatus();
  }
  void ExtendBoth(int entries) {
    const auto mirror = Mirror();
    ASSERT_OK(mirror);
    ASSERT_OK(Extend(**mirror, entries));
  }
  void ExpectEqualAndWhole(uint64_t last_seq) {
    EXPECT_EQ(SegmentsOf(own_), SegmentsOf(copy_));
    for (const uint64_t segment : SegmentsOf(own_)) {
      EXPECT_EQ(own_.ReadSegment(segment).value(), copy_.ReadSegment(segment).value());
    }
    const auto state = AuditHistory(ReadHistory(copy_).value());
    ASSERT_OK(state);
    EXPECT_EQ(state->last_seq(), last_seq);
  }
  uint64_t LastSeq(FakeDisk& disk) { return ReadHistory(disk)->newest.end().seq; }
  void Flip(FakeDisk& disk, uint64_t segment) {
    std::string bytes = disk.ReadSegment(segment).value();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    disk.set_segment(segment, bytes);
  }
  void Cut(FakeDisk& disk, uint64_t segment, size_t bytes) {
    const std::string all = disk.ReadSegment(segment).value();
    disk.set_segment(segment, all.substr(0, all.size() - bytes));
  }

  Fate fate_;
  FakeDisk own_{fate_};
  FakeDisk copy_{fate_};
  TestClock clock_;
  int records_ = 0;
};

TEST_F(MirrorDiskTest, BothDevicesHoldTheSame) {
  const uint64_t last = LastSeq(own_);
  EXPECT_GT(SegmentsOf(own_).size(), 3U);
  ExpectEqualAndWhole(last);
}

TEST_F(MirrorDiskTest, AnEmptyDeviceIsFilledFromTheOther) {
  const uint64_t last = LastSeq(own_);
  for (FakeDisk* lost : {&own_, &copy_}) {
    ASSERT_OK(lost->WriteSlot("stale"));
    ASSERT_OK((lost == &own_ ? copy_ : own_).WriteSlot("right"));
    lost->LoseAll();
    ASSERT_OK(Mirror());
    ExpectEqualAndWhole(last);
    EXPECT_EQ(lost->ReadSlot().value(), "right");
  }
}

TEST_F(MirrorDiskTest, TheLongerOneDecidesWhicheverItIs) {
  ASSERT_OK(Extend(copy_, 10));
  const uint64_t longer = LastSeq(copy_);
  ASSERT_OK(Mirror());
  ExpectEqualAndWhole(longer);
  ASSERT_OK(Extend(own_, 30));
  const uint64_t longest = LastSeq(own_);
  EXPECT_GT(longest, longer);
  ASSERT_OK(Mirror());
  ExpectEqualAndWhole(longest);
}

TEST_F(MirrorDiskTest, ATornTailIsNotTakenForMore) {
  const uint64_t newest = NewestOf(own_);
  const uint64_t last = LastSeq(own_);
  own_.set_segment(newest, own_.ReadSegment(newest).value() + std::string(40, 'x'));
  Cut(copy_, newest, 3);
  ASSERT_OK(Mirror());
  ExpectEqualAndWhole(last);
}

TEST_F(MirrorDiskTest, DifferentHistoriesAreRefusedAndLeftAlone) {
  ASSERT_OK(Extend(own_, 1));
  ASSERT_OK(Extend(copy_, 2));
  const std::string before = own_.ReadSegment(NewestOf(own_)).value();
  EXPECT_THAT(Mirror(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("different histories")));
  EXPECT_EQ(own_.ReadSegment(NewestOf(own_)).value(), before);
}

TEST_F(MirrorDiskTest, AnotherStationsCopyIsRefused) {
  copy_.LoseAll();
  ASSERT_OK(Journal::Open(copy_, "s2", 1, clock_, kSmall));
  EXPECT_THAT(Mirror(), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(MirrorDiskTest, ACopyFromBeforeAllThatIsKeptIsRefused) {
  for (const uint64_t segment : SegmentsOf(own_)) {
    if (segment > 1) copy_.Lose(segment);
  }
  own_.Lose(1);
  EXPECT_THAT(Mirror(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("so old")));
}

TEST_F(MirrorDiskTest, DamageIsHealedFromTheOther) {
  const uint64_t last = LastSeq(own_);
  Flip(own_, 2);
  Flip(copy_, 1);
  own_.Lose(3);
  ASSERT_OK(Mirror());
  ExpectEqualAndWhole(last);
  Flip(own_, NewestOf(own_));
  ASSERT_OK(Mirror());
  ExpectEqualAndWhole(last);
}

TEST_F(MirrorDiskTest, ADamagedOneIsNotHealedByAnOlderOne) {
  ASSERT_OK(Extend(own_, 3));
  Flip(own_, NewestOf(own_));
  EXPECT_THAT(Mirror(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("ends before it")));
  Flip(copy_, NewestOf(copy_));
  EXPECT_THAT(Mirror(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("the copy, too")));
}

TEST_F(MirrorDiskTest, ADeviceThatFailsEndsWritingOnBoth) {
  const auto mirror = Mirror().value();
  const auto journal = Journal::Open(*mirror, "s1", 1, clock_, kSmall).value();
  fate_.KillAt(fate_.steps() + 3);  // the copy's append
  EXPECT_FALSE(journal->Append(PermitFor({"new", 1})).ok());
  fate_.Revive();
  const std::string before = own_.ReadSegment(NewestOf(own_)).value();
  EXPECT_FALSE(mirror->AppendJournal("more").ok());
  EXPECT_EQ(own_.ReadSegment(NewestOf(own_)).value(), before);
}

// A crash at any step of healing leaves copies that heal; and what was whole stays whole.
TEST_F(MirrorDiskTest, HealingCanBeCutOffAnywhere) {
  const uint64_t last = LastSeq(own_);
  FakeDisk whole(fate_);
  whole.TakeFilesOf(own_);
  SeededRng rng(7);
  bool killed = true;
  for (int64_t step = 1; killed; ++step) {
    own_.TakeFilesOf(whole);
    copy_.TakeFilesOf(whole);
    Flip(own_, 2);
    Cut(copy_, NewestOf(copy_), 70);
    copy_.Lose(1);
    fate_.KillAt(fate_.steps() + step);
    static_cast<void>(Mirror());
    killed = fate_.dead();
    fate_.Revive();
    own_.LoseUnsynced(rng);
    copy_.LoseUnsynced(rng);
    ASSERT_OK(Mirror()) << "step " << step;
    ExpectEqualAndWhole(last);
  }
}

}  // namespace
}  // namespace blangko::printer
