// From a list to cards, through gRPC, over the memory store: twenty records, twelve blanks, one station.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/node/node.h"
#include "services/refusal/refusal.h"
#include "services/rpc/channel.h"
#include "tests/support/office_client.h"
#include "tests/support/station_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_clock.h"

namespace blangko::node {
namespace {

using records::v1::Record;
using scheduler::v1::OUTCOME_PRINTED;
using scheduler::v1::OUTCOME_SPOILED;

constexpr char kRegency[] = "14.05";
constexpr char kStation[] = "dinas-1";
constexpr int kRecords = 20;
constexpr int kBlanks = 12;

// The oldest last, so that the order of the list is not the order of the line.
std::string TwentyRows() {
  std::string csv = "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";
  for (int i = kRecords; i >= 1; --i) {
    absl::StrAppend(&csv, absl::StrFormat("R-%02d,140502170895%04d,SPESIMEN,1995-08-17,14.05.02.2003,PRR,"
                                          "2025-01-%02d 08:00\n",
                                          i, 1000 + i, i));
  }
  return csv;
}

class WalkTest : public testing::Test {
 protected:
  void SetUp() override {
    Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("memory:");
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, Node::Start(WithDefaults(config), clock_, rng_));
    const auto channel = rpc::OpenChannel(node_->address());
    office_ = std::make_unique<support::OfficeClient>(channel, clock_);
    station_ = std::make_unique<support::StationClient>(channel, kStation, clock_);
    ASSERT_OK(office_->PutRegency(kRegency, 2, false));
    ASSERT_OK_AND_ASSIGN(const auto import, office_->Import(kRegency, TwentyRows()));
    ASSERT_EQ(import.import().added_count(), kRecords);
    ASSERT_OK(office_->CreateLot("L1"));
    ASSERT_OK(office_->Receive(kRegency, "L1", kBlanks, "SJ-1"));
    ASSERT_OK(office_->RegisterStation(kStation, kRegency, {kRegency}, station_->public_key()));
    ASSERT_OK(station_->Heartbeat());
  }

  void ExpectEquation(int64_t remaining, int64_t printed, int64_t spoiled) {
    ASSERT_OK_AND_ASSIGN(const auto equation, office_->Equation(kRegency));
    EXPECT_TRUE(equation.exact());
    EXPECT_EQ(equation.received(), kBlanks);
    EXPECT_EQ(equation.remaining(), remaining);
    EXPECT_EQ(equation.printed(), printed);
    EXPECT_EQ(equation.spoiled(), spoiled);
  }

  TestClock clock_;
  SystemRng rng_;
  std::unique_ptr<Node> node_;
  std::unique_ptr<support::OfficeClient> office_;
  std::unique_ptr<support::StationClient> station_;
};

TEST_F(WalkTest, TheOldestGetTheBlanksAndTheRestKeepTheirPlace) {
  ASSERT_OK_AND_ASSIGN(const auto printed, station_->PrintUpTo(kRecords));
  std::vector<std::string> want;
  for (int i = 1; i <= kBlanks; ++i) want.push_back(absl::StrFormat("R-%02d", i));
  EXPECT_EQ(printed, want);
  EXPECT_EQ(station_->empty_reason(), "NO_BLANKS");
  EXPECT_THAT(office_->CountWaiting(kRegency), IsOkAndHolds(kRecords - kBlanks));
  EXPECT_THAT(office_->RankOf("R-13"), IsOkAndHolds(0));
  ExpectEquation(0, kBlanks, 0);
}

TEST_F(WalkTest, OneCardFromPullToHandOver) {
  ASSERT_OK_AND_ASSIGN(const support::Jobs jobs, station_->Pull(1));
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_FALSE(jobs[0].permitted());
  ASSERT_OK_AND_ASSIGN(const auto started, station_->Start(jobs));
  ASSERT_TRUE(started.items(0).permitted());
  ASSERT_OK_AND_ASSIGN(const auto report, station_->Report(jobs, OUTCOME_PRINTED));
  EXPECT_TRUE(report.results(0).booked());
  ASSERT_OK(office_->HandOver("R-01"));
  ASSERT_OK_AND_ASSIGN(const Record record, office_->GetRecord("R-01"));
  EXPECT_EQ(record.state(), records::v1::RECORD_STATE_HANDED_OVER);
  EXPECT_EQ(ReasonOf(office_->HandOver("R-02")), "FORBIDDEN_MOVE");
  ExpectEquation(kBlanks - 1, 1, 0);
}

TEST_F(WalkTest, ASpoiledBlankIsKeptAndTheRecordKeepsItsPlace) {
  ASSERT_OK_AND_ASSIGN(const auto taken, station_->Exchange({}, OUTCOME_PRINTED, 1));
  const support::Jobs first(taken.jobs().begin(), taken.jobs().end());
  ASSERT_OK_AND_ASSIGN(const auto again, station_->Exchange(first, OUTCOME_SPOILED, 1));
  ASSERT_EQ(again.jobs_size(), 1);
  EXPECT_EQ(again.jobs(0).record_id(), "R-01");
  EXPECT_EQ(again.jobs(0).attempt(), 2u);
  ExpectEquation(kBlanks - 1, 0, 1);
}

TEST_F(WalkTest, AGrantThatNobodyStartsGoesBackByTheWaker) {
  ASSERT_OK_AND_ASSIGN(const support::Jobs jobs, station_->Pull(2));
  clock_.Advance(absl::Hours(1));
  while (node_->waker().RunOnce()) {
  }
  ASSERT_OK_AND_ASSIGN(const Record record, office_->GetRecord("R-01"));
  EXPECT_EQ(record.state(), records::v1::RECORD_STATE_READY);
  ASSERT_OK_AND_ASSIGN(const auto late, station_->Start(jobs));
  EXPECT_FALSE(late.items(0).permitted());
  ExpectEquation(kBlanks, 0, 0);
}

TEST_F(WalkTest, AHeldRecordIsPassedOver) {
  ASSERT_OK(office_->Hold("R-01"));
  ASSERT_OK_AND_ASSIGN(const support::Jobs jobs, station_->Pull(1));
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].record_id(), "R-02");
}

}  // namespace
}  // namespace blangko::node
