#include "printer/drivers/file_driver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/test_clock.h"

namespace blangko::printer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kHeading[] = "seq,record,attempt,event\n";

class FileDriverTest : public testing::Test {
 protected:
  void Open(const FileDriverConfig& config = {}, size_t kept = kCardsKept) {
    auto tray = Tray::Open(directory_.path(), kept);
    ASSERT_TRUE(tray.ok()) << tray.status();
    driver_.emplace(config, *std::move(tray), clock_);
  }
  void Begin(const std::string& record, uint32_t attempt = 1) {
    const auto job = driver_->CreateJob({record, attempt});
    ASSERT_TRUE(job.ok());
    job_ = *job;
    ASSERT_OK(driver_->Send(job_, CardImage{1, 1, {1, 2, 3}}));
  }
  CardProgress Look() { return driver_->Poll(job_).value(); }
  CardProgress::State Print(const std::string& record, uint32_t attempt = 1) {
    Begin(record, attempt);
    return Look().state;
  }
  std::string LogText() {
    std::stringstream text;
    text << std::ifstream(directory_.File("tray.csv")).rdbuf();
    return text.str();
  }
  std::vector<std::string> Cards() {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(directory_.path())) {
      if (file.path().extension() == ".png") names.push_back(file.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  TempDir directory_;
  TestClock clock_;
  std::optional<FileDriver> driver_;
  DeviceJob job_;
};

TEST_F(FileDriverTest, EveryCardIsInTheLogAndInTheTray) {
  Open();
  EXPECT_EQ(Print("r1"), CardProgress::State::kDone);
  EXPECT_EQ(Print("x/../y,\"z", 2), CardProgress::State::kDone);
  EXPECT_EQ(LogText(),
            std::string(kHeading) +
                "1,r1,1,begun\n1,r1,1,done\n2,\"x/../y,\"\"z\",2,begun\n2,\"x/../y,\"\"z\",2,done\n");
  EXPECT_THAT(Cards(), ElementsAre("000001-r1-1.png", "000002-x____y__z-2.png"));
}

TEST_F(FileDriverTest, ACardTakesItsTime) {
  Open({.card_time = absl::Seconds(3), .spoil_records = {}});
  Begin("r1");
  EXPECT_EQ(Look().state, CardProgress::State::kBusy);
  EXPECT_GT(Look().look_again_after, absl::ZeroDuration());
  EXPECT_EQ(LogText(), std::string(kHeading) + "1,r1,1,begun\n");
  clock_.Advance(absl::Seconds(3));
  EXPECT_EQ(Look().state, CardProgress::State::kDone);
  EXPECT_EQ(driver_->nominal_per_hour(), 1200);
}

TEST_F(FileDriverTest, AChosenRecordAlwaysSpoilsAndEveryNthCard) {
  Open({.card_time = {}, .spoil_records = {"bad"}, .spoil_every = 4});
  EXPECT_EQ(Print("bad", 1), CardProgress::State::kError);
  EXPECT_EQ(Print("bad", 2), CardProgress::State::kError);
  EXPECT_EQ(Print("r1"), CardProgress::State::kDone);
  EXPECT_EQ(Print("r2"), CardProgress::State::kError);
  EXPECT_THAT(LogText(), HasSubstr("2,bad,2,spoiled\n"));
  EXPECT_THAT(Cards(), testing::Contains("000002-bad-2-spoiled.png"));
}

TEST_F(FileDriverTest, CountsOnAfterAKillAndKeepsTheHalfCardApart) {
  Open();
  Print("r1");
  Begin("r2", 7);
  Open();
  EXPECT_EQ(Print("r3"), CardProgress::State::kDone);
  EXPECT_THAT(Cards(), ElementsAre("000001-r1-1.png", "000002-r2-7-half.png", "000003-r3-1.png"));
  EXPECT_THAT(LogText(), HasSubstr("2,r2,7,begun\n3,r3,1,begun\n"));
}

TEST_F(FileDriverTest, AKillBetweenLogAndNameIsRepairedFromTheLog) {
  Open();
  Begin("r1");
  std::ofstream(directory_.File("tray.csv"), std::ios::app) << "1,r1,1,done\n";
  Open();
  EXPECT_THAT(Cards(), ElementsAre("000001-r1-1.png"));
}

TEST_F(FileDriverTest, KeepsOnlyTheNewestCards) {
  Open({}, 2);
  for (int i = 1; i <= 4; ++i) Print("r" + std::to_string(i));
  EXPECT_THAT(Cards(), ElementsAre("000003-r3-1.png", "000004-r4-1.png"));
}

TEST_F(FileDriverTest, AJobOfAnEarlierProcessIsUnknown) {
  Open();
  Begin("r1");
  const DeviceJob job = job_;
  Open();
  EXPECT_THAT(driver_->Poll(job), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace blangko::printer
