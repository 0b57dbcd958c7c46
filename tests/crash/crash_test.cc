#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "tests/crash/cut_disk.h"
#include "tests/crash/cut_judgement.h"
#include "tests/crash/power_case.h"
#include "tests/crash/results.h"
#include "tests/crash/tray.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::crash {
namespace {

TEST(Tray, TellsGoodCardsFromHalfOnesAndCountsRepeats) {
  const TempDir dir;
  std::ofstream(dir.File("tray.csv")) << "seq,record,attempt,event\n"
                                         "1,A,1,begun\n1,A,1,done\n"
                                         "2,B,1,begun\n"
                                         "3,A,2,begun\n3,A,2,done\n"
                                         "4,C,1,begun\n4,C,1,spoiled\n";
  ASSERT_OK_AND_ASSIGN(const Tray tray, ReadTray(dir.path()));
  EXPECT_EQ(tray.Finished(), 2);
  EXPECT_THAT(tray.FinishedByRecord(), testing::ElementsAre(testing::Pair("A", 2)));
  EXPECT_EQ(tray.OfAttempt("B", 1).begun, 1);
  EXPECT_EQ(tray.OfAttempt("B", 1).finished, 0);
  EXPECT_EQ(tray.OfAttempt("D", 1).begun, 0);
  EXPECT_THAT(ReadTray(dir.File("nothing")), StatusIs(absl::StatusCode::kNotFound));
}

TEST(Tray, OfACardPrinterHoldsWhatLeftItsHopper) {
  const Tray tray = TrayOf({{1, {"U1", "L"}, "A/1", "card"},
                            {2, {"U2", "L"}, "B/1", "picked"},
                            {3, {"U3", "L"}, "A/2", "spoiled"},
                            {4, {"U4", "L"}, "A/1", "card"},
                            {5, {"U5", "L"}, "of others", "card"}});
  EXPECT_EQ(tray.OfAttempt("A", 1).finished, 2) << "two cards of one attempt are seen";
  EXPECT_EQ(tray.OfAttempt("B", 1).begun, 1);
  EXPECT_EQ(tray.OfAttempt("B", 1).finished, 0);
  EXPECT_EQ(tray.Begun(), 4);
}

TEST(PowerCases, TwentyHoldEveryStepWithBothPrintersAndAHundredEveryCase) {
  const std::vector<PrinterKind> kinds = {PrinterKind::kPappl, PrinterKind::kEve};
  std::set<std::string> steps;
  std::set<std::string> cases;
  for (uint64_t i = 0; i < 100; ++i) {
    const PowerCase power = PowerCaseOf(i, kinds);
    const std::string step = NameOf(power.printer) + NameOf(power.step);
    if (i < 20) steps.insert(step);
    cases.insert(step + NameOf(power.off));
  }
  EXPECT_EQ(steps.size(), 20U);
  EXPECT_EQ(cases.size(), 100U);
}

TEST(Results, AFileIsGoneOnWithAndItsSumsAddUp) {
  const TempDir dir;
  const std::string file = dir.File("runs.json");
  {
    Results results(file);
    RunResult good{
        .run = 1, .seed = 7, .slow_disk = 1, .server_kills = 3, .cards = 40, .labels = {}, .violations = {}};
    RunResult bad{.run = 2,
                  .station_kills = 2,
                  .cards = 39,
                  .labels = {{"step", "waits"}},
                  .violations = {"printed twice: \"A\""}};
    ASSERT_OK(results.Add(good));
    ASSERT_OK(results.Add(bad));
  }
  const Results again(file);
  EXPECT_TRUE(again.Has(1) && again.Has(2));
  EXPECT_FALSE(again.Has(3));
  EXPECT_EQ(again.totals().runs, 2);
  EXPECT_EQ(again.totals().failed, 1);
  EXPECT_EQ(again.totals().sum.cards, 79);
  EXPECT_EQ(again.totals().sum.server_kills, 3);
  EXPECT_EQ(again.by_labels().at({{"step", "waits"}}).failed, 1);
}

TEST(CutJudgement, SafeModeIsExcusedByChangesOfTheLastFiveMillisecondsAlone) {
  const absl::Time cut = absl::FromUnixSeconds(1000);
  const std::vector<Acknowledgement> answers = {{11, cut - absl::Milliseconds(40)},
                                                {12, cut - absl::Milliseconds(6)},
                                                {13, cut - absl::Milliseconds(4)},
                                                {14, cut + absl::Milliseconds(1)}};
  EXPECT_THAT(JudgeSafeMode("13-14", answers, cut), testing::IsEmpty());
  EXPECT_THAT(JudgeSafeMode("14-unknown", answers, cut), testing::IsEmpty());
  EXPECT_THAT(
      JudgeSafeMode("12-14", answers, cut),
      testing::ElementsAre(testing::HasSubstr(
          "3 acknowledged changes, 1 of them acknowledged more than 5 ms before the cut, the oldest 6 ms")));
}

TEST(CutJudgement, SafeModeIsAFailureWhereNothingIsMissingOrNothingIsNamed) {
  const absl::Time cut = absl::FromUnixSeconds(1000);
  const std::vector<Acknowledgement> answers = {{11, cut - absl::Milliseconds(1)}};
  EXPECT_THAT(JudgeSafeMode("12-12", answers, cut),
              testing::ElementsAre(testing::HasSubstr("nothing acknowledged is missing")));
  EXPECT_THAT(JudgeSafeMode("12-12", {}, cut), testing::SizeIs(1));
  EXPECT_THAT(JudgeSafeMode("?", answers, cut),
              testing::ElementsAre(testing::HasSubstr("names no groups: ?")));
  EXPECT_THAT(JudgeSafeMode("", answers, cut), testing::SizeIs(1));
}

void WriteFile(const std::string& path, const std::string& text, bool synced) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ASSERT_GE(fd, 0);
  EXPECT_EQ(write(fd, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  EXPECT_TRUE(!synced || fsync(fd) == 0);
  close(fd);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(CutDisk, KeepsWhatWasSyncedAndNothingElse) {
  const TempDir dir;
  if (const std::string reason = PrepareForCuts(dir.File("trial")); !reason.empty()) GTEST_SKIP() << reason;
  ASSERT_OK_AND_ASSIGN(const auto disk, CutDisk::Make(dir.path(), dir.File("data")));
  for (const char* more : {"one ", "two "}) {
    WriteFile(dir.File("data/synced"), more, true);
    WriteFile(dir.File("data/not synced"), more, false);
    ASSERT_OK(disk->Cut());
    ASSERT_OK(disk->SwitchOn());
  }
  EXPECT_EQ(ReadFile(dir.File("data/synced")), "one two ");
  EXPECT_EQ(ReadFile(dir.File("data/not synced")), "");
}

TEST(Process, TellsThatItIsStoppedAsOftenAsItIsAsked) {
  const TempDir dir;
  ASSERT_OK_AND_ASSIGN(const auto process,
                       support::Process::Start({"tail", "-f", "/dev/null"}, dir.File("log")));
  process->Kill(SIGSTOP);
  EXPECT_TRUE(process->WaitStopped(absl::Seconds(10)));
  EXPECT_TRUE(process->WaitStopped(absl::Seconds(10)));
  EXPECT_TRUE(process->Running());
  process->Kill(SIGKILL);
  EXPECT_FALSE(process->WaitStopped(absl::Seconds(10))) << "it ended";
  EXPECT_EQ(process->Wait(absl::Seconds(10)), 128 + SIGKILL);
}

TEST(Process, IsEndedByItsOwnIdAndTellsHowItEnded) {
  const TempDir dir;
  ASSERT_OK_AND_ASSIGN(const auto process,
                       support::Process::Start({"tail", "-f", "/dev/null"}, dir.File("log")));
  EXPECT_TRUE(process->Running());
  process->Kill(SIGKILL);
  EXPECT_EQ(process->Wait(absl::Seconds(10)), 128 + SIGKILL);
  EXPECT_THAT(support::RunCommand({"false"}, dir.File("log"), absl::Seconds(10)), IsOkAndHolds(1));
  EXPECT_THAT(support::RunCommand({"/no/such/program"}, dir.File("log"), absl::Seconds(10)),
              IsOkAndHolds(127));
}

}  // namespace
}  // namespace blangko::crash
