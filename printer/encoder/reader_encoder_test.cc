#include "printer/encoder/reader_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "printer/encoder/pcsc_reader.h"
#include "printer/encoder/simulated_encoder.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;
using absl::StatusCode;
using testing::HasSubstr;

constexpr char kUid[] = "04A2115B9C7080";
constexpr char kOtherUid[] = "04A2115B9C7081";
constexpr absl::Duration kSoon = absl::Seconds(20);

// A reader on which the test lays chips; while it hangs, no call ends.
class Desk {
 public:
  void Lay(absl::StatusOr<std::string> uid) {
    const std::lock_guard lock(mutex_);
    uid_ = std::move(uid);
  }
  void Hang(bool hangs) {
    const std::lock_guard lock(mutex_);
    hangs_ = hangs;
    changed_.notify_all();
  }
  absl::StatusOr<std::string> Read() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !hangs_; });
    ++reads_;
    return uid_;
  }
  int reads() {
    const std::lock_guard lock(mutex_);
    return reads_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  absl::StatusOr<std::string> uid_ = absl::NotFoundError("no chip");
  bool hangs_ = false;
  int reads_ = 0;
};

class DeskReader : public UidReader {
 public:
  explicit DeskReader(Desk& desk) : desk_(desk) {}
  absl::StatusOr<std::string> ReadUid() override { return desk_.Read(); }

 private:
  Desk& desk_;
};

class ReaderEncoderTest : public testing::Test {
 protected:
  bool Shows(BlankView::State state) {
    return support::WaitUntil([&] { return encoder_.LookAtBlank().state == state; }, kSoon);
  }
  void PassReadings(int count) {
    const int until = desk_.reads() + count;
    ASSERT_TRUE(support::WaitUntil([&] { return desk_.reads() >= until; }, kSoon));
  }
  bool Ends(State state) {
    return support::WaitUntil([&] { return (last_ = encoder_.Poll()).state == state; }, kSoon);
  }

  Desk desk_;
  ManualClock steady_{absl::UnixEpoch()};
  ReaderEncoder encoder_{std::make_unique<DeskReader>(desk_), absl::Seconds(60), steady_};
  EncodeProgress last_;
};

TEST_F(ReaderEncoderTest, BindsTheBlankThatLiesThere) {
  EXPECT_TRUE(Shows(BlankView::State::kNone));
  desk_.Lay(kUid);
  ASSERT_TRUE(Shows(BlankView::State::kReady));
  EXPECT_EQ(encoder_.LookAtBlank().uid, kUid);
  encoder_.Begin({"r1", 1});
  ASSERT_TRUE(Ends(State::kDone));
  EXPECT_EQ(last_.uid, kUid);
}

TEST_F(ReaderEncoderTest, ABlankThatWasChangedInBetweenIsGivenBack) {
  desk_.Lay(kUid);
  ASSERT_TRUE(Shows(BlankView::State::kReady));
  desk_.Lay(kOtherUid);
  encoder_.Begin({"r1", 1});
  ASSERT_TRUE(Ends(State::kUntouched));
  EXPECT_EQ(last_.reason, "BLANK_CHANGED");
}

TEST_F(ReaderEncoderTest, ABlankThatWasTakenAwayIsWaitedForSoLong) {
  desk_.Lay(kUid);
  ASSERT_TRUE(Shows(BlankView::State::kReady));
  desk_.Lay(absl::NotFoundError("no chip"));
  encoder_.Begin({"r1", 1});
  PassReadings(3);
  EXPECT_EQ(encoder_.Poll().state, State::kBusy);
  steady_.Advance(absl::Seconds(60));
  EXPECT_EQ(encoder_.Poll().state, State::kUntouched);
  EXPECT_EQ(encoder_.Poll().reason, "NO_BLANK");
}

TEST_F(ReaderEncoderTest, SaysWhyAReaderCannotBeUsed) {
  desk_.Lay(absl::UnavailableError("chip reader: pcscd: Service not available."));
  ASSERT_TRUE(Shows(BlankView::State::kDown));
  EXPECT_THAT(encoder_.LookAtBlank().why, HasSubstr("Service not available"));
}

// Neither the station's turns nor its end wait for it.
TEST_F(ReaderEncoderTest, AReaderThatHangsIsDownAndTouchesNothing) {
  desk_.Lay(kUid);
  ASSERT_TRUE(Shows(BlankView::State::kReady));
  desk_.Hang(true);
  encoder_.Begin({"r1", 1});
  steady_.Advance(absl::Seconds(61));
  EXPECT_EQ(encoder_.LookAtBlank().state, BlankView::State::kDown);
  EXPECT_EQ(encoder_.Poll().reason, "READER_DOWN");
  desk_.Hang(false);
}

TEST(PcscReader, TakesTheUidOutOfTheAnswer) {
  EXPECT_THAT(UidInAnswer(std::string("\x04\xA2\x11\x5B\x9C\x70\x80\x90\x00", 9)), IsOkAndHolds(kUid));
  EXPECT_THAT(UidInAnswer("\x63\x01"), StatusIs(StatusCode::kInvalidArgument, HasSubstr("6301")));
  EXPECT_THAT(UidInAnswer(std::string("\x90\x00", 2)),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("0 bytes")));
  EXPECT_THAT(UidInAnswer(std::string("\x08\x01\x02\x03\x90\x00", 6)),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("random")));
  EXPECT_THAT(UidInAnswer(""), StatusIs(StatusCode::kInvalidArgument));
}

class SimulatedEncoderTest : public testing::Test {
 protected:
  void Given(SimulatedEncoderConfig config) {
    encoder_.emplace(
        std::move(config), [this](const std::string& uid) { return set_aside_.contains(uid); }, steady_,
        rng_);
  }
  State Encode() {
    EXPECT_EQ(encoder_->LookAtBlank().state, BlankView::State::kReady);
    encoder_->Begin({"r1", 1});
    last_ = encoder_->Poll();
    if (!last_.uid.empty()) used_.insert(last_.uid);
    return last_.state;
  }

  std::set<std::string> used_;
  std::set<std::string> set_aside_;
  ManualClock steady_{absl::UnixEpoch()};
  SeededRng rng_{7};
  std::optional<SimulatedEncoder> encoder_;
  EncodeProgress last_;
};

TEST_F(SimulatedEncoderTest, UsesTheBlanksOfTheListInOrderUntilTheyAreGone) {
  const TempDir folder;
  std::ofstream(folder.File("uids")) << "# box 1\n" << kUid << "\n\n" << kOtherUid << "\n";
  Given({.uids = ReadUids(folder.File("uids")).value()});
  EXPECT_EQ(Encode(), State::kDone);
  EXPECT_EQ(last_.uid, kUid);
  EXPECT_EQ(Encode(), State::kDone);
  EXPECT_EQ(last_.uid, kOtherUid);
  EXPECT_EQ(encoder_->LookAtBlank().state, BlankView::State::kNone);
  std::ofstream(folder.File("uids")) << kUid << "\nxyz\n";
  EXPECT_THAT(ReadUids(folder.File("uids")), StatusIs(StatusCode::kInvalidArgument, HasSubstr("uids:2")));
}

// What a run before this one used lies in the tray like any other blank: it is for the desk to refuse it.
TEST_F(SimulatedEncoderTest, PassesOverABlankOnlyWhenItWasTakenAway) {
  Given({.uids = std::vector<std::string>{kUid, kOtherUid}});
  EXPECT_EQ(encoder_->LookAtBlank().uid, kUid);
  EXPECT_EQ(encoder_->LookAtBlank().uid, kUid);
  set_aside_.insert(kUid);
  EXPECT_EQ(encoder_->LookAtBlank().uid, kOtherUid);
}

TEST_F(SimulatedEncoderTest, FailsAndLosesAsItIsTold) {
  Given({.time = absl::Seconds(1), .fail_every = 2, .lose_every = 3});
  std::vector<State> ends;
  for (int i = 0; i < 4; ++i) {
    encoder_->LookAtBlank();
    encoder_->Begin({"r1", 1});
    EXPECT_EQ(encoder_->Poll().state, State::kBusy);
    steady_.Advance(absl::Seconds(1));
    ends.push_back(encoder_->Poll().state);
  }
  EXPECT_THAT(ends, testing::ElementsAre(State::kDone, State::kFailed, State::kUnknown, State::kFailed));
}

TEST_F(SimulatedEncoderTest, DrawsAnotherBlankForEachCard) {
  Given({});
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Encode(), State::kDone);
  EXPECT_EQ(used_.size(), 20U);
}

}  // namespace
}  // namespace blangko::printer
