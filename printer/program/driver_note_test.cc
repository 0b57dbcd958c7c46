// A directory remembers with which driver its cards were printed.
#include "printer/program/driver_note.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "printer/journal/file_disk.h"
#include "printer/journal/journal_entries.h"
#include "printer/program/station_program_fixture.h"
#include "services/refusal/told.h"
#include "services/screen/exits.h"

namespace blangko::printer {
namespace {

using testing::HasSubstr;
using DriverNoteTest = StationProgramTest;

TEST_F(DriverNoteTest, AnotherDriverThanBeforeMustBeMeant) {
  ASSERT_OK(RunFor(1));
  options_.driver = "assisted";
  const auto refused = RunFor(1);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("got assisted, want file")));
  EXPECT_EQ(screen::ExitCodeOf(refused.status()), screen::kUsageExit);
  EXPECT_THAT(SentenceOf(refused.status(), Language::kIndonesian), HasSubstr("tambahkan --change-driver"));
  options_.report_only = true;
  ASSERT_OK(RunFor(0)) << "a report prints nothing, with whatever";
}

TEST(CheckDriver, TakesTheChangeThatIsMeantAndOnlyThat) {
  const TempDir folder;
  const ManualClock clock{absl::FromUnixSeconds(1'500'000'000)};
  StationOptions options;
  options.directory = folder.path();
  const auto disk = FileDisk::Open(folder.path()).value();
  const auto journal = Journal::Open(*disk, "s1", 1, clock).value();
  ASSERT_OK(CheckDriver(options, *journal));
  options.driver = "ipp";
  ASSERT_OK(CheckDriver(options, *journal)) << "the journal holds nothing yet";
  Entry permit = EntryFor({"r1", 1}, "p1");
  permit.mutable_permit();
  ASSERT_OK(journal->Append(permit));
  ASSERT_OK(CheckDriver(options, *journal));
  options.driver = "file";
  EXPECT_THAT(CheckDriver(options, *journal),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("got file, want ipp")));
  setenv("BLANGKO_PLANT", "driver-changed-unasked", 1);
  EXPECT_OK(CheckDriver(options, *journal)) << "the check above sees it";
  unsetenv("BLANGKO_PLANT");
  options.driver = "assisted";
  options.change_driver = true;
  ASSERT_OK(CheckDriver(options, *journal));
  options.change_driver = false;
  options.driver = "ipp";
  EXPECT_THAT(CheckDriver(options, *journal),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("want assisted")));
}

}  // namespace
}  // namespace blangko::printer
