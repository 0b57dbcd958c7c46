// In which epoch a station begins its journal, against a server behind real gRPC.
#include "printer/program/station_epoch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "printer/journal/segment_files.h"
#include "printer/program/station_program_fixture.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;

using StationEpochTest = StationProgramTest;

TEST_F(StationEpochTest, ANewJournalTakesTheServersEpoch) {
  options_.register_first = false;
  backstage_.epoch = 2;
  backstage_.away_first = 2;
  ASSERT_OK(RunFor(1)) << "it waits for a server that is away";
  EXPECT_EQ(backstage_.asked_epoch, 1);
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.asked_epoch, 1) << "a journal that was begun stays with its own";
}

TEST_F(StationEpochTest, AnEmptyJournalOfAnotherEpochIsNoTrap) {
  options_.register_first = false;
  backstage_.epoch = 2;
  GivenAnEmptyJournalOfEpoch(1);
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.server.record("r1").state, FakeServer::State::kPrinted);
  backstage_.epoch = 3;
  options_.epoch = 3;
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("epoch 2")))
      << "cards were printed in it";
}

TEST_F(StationEpochTest, AnEpochThatWasAskedForHoldsOnAnEmptyJournal) {
  options_.register_first = false;
  backstage_.epoch = 2;
  GivenAnEmptyJournalOfEpoch(1);
  options_.epoch = 2;
  ASSERT_OK(RunFor(1));
  EXPECT_EQ(backstage_.asked_epoch, 0);
}

TEST_F(StationEpochTest, WithoutAnAnswerNoJournalIsBegun) {
  options_.register_first = false;
  grpc_->Shutdown();
  stop_.Stop();
  EXPECT_THAT(RunFor(1), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("nothing was written")));
  EXPECT_FALSE(HasSegmentFiles(options_.directory));
}

TEST_F(StationEpochTest, AJournalOfEpochOneIsBegunUnaskedOnlyWithTheBug) {
  setenv("BLANGKO_PLANT", "epoch-one-without-asking", 1);
  options_.register_first = false;
  grpc_->Shutdown();
  stop_.Stop();
  EXPECT_OK(RunFor(0)) << "the checks above see it";
  EXPECT_TRUE(HasSegmentFiles(options_.directory));
  unsetenv("BLANGKO_PLANT");
}

}  // namespace
}  // namespace blangko::printer
