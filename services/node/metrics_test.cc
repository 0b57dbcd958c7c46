#include "services/node/metrics.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::node {
namespace {

using testing::HasSubstr;

Gauges Numbers() {
  return {.store_revision = [] { return 42.0; },
          .pull_waiters = [] { return 3.0; },
          .serving = [] { return 1.0; },
          .clock_trusted = [] { return 1.0; },
          .printers_supply_low = [] { return 2.0; },
          .printers_supply_empty = [] { return 1.0; },
          .incidents_open = [] { return 3.0; },
          .incidents_oldest_age_seconds = [] { return 90.0; },
          .stations_quarantined = [] { return 1.0; },
          .awaited_journals = [] { return 2.0; }};
}

TEST(Metrics, CountsCallsByMethodAndCode) {
  Metrics metrics(Numbers());
  metrics.CountCall({"scheduler.pull", absl::StatusCode::kOk, "", 2'000});
  metrics.CountCall({"scheduler.pull", absl::StatusCode::kOk, "", 2'000});
  metrics.CountCall({"scheduler.pull", absl::StatusCode::kFailedPrecondition, "NO_BLANKS", 500});
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("blangko_rpc_requests_total{code=\"OK\",method=\"scheduler.pull\"} 2"));
  EXPECT_THAT(
      text,
      HasSubstr("blangko_rpc_requests_total{code=\"FAILED_PRECONDITION\",method=\"scheduler.pull\"} 1"));
  EXPECT_THAT(text,
              HasSubstr("blangko_rpc_duration_seconds_bucket{method=\"scheduler.pull\",le=\"0.0025\"} 3"));
  EXPECT_THAT(text, HasSubstr("blangko_store_revision 42"));
  EXPECT_THAT(text, HasSubstr("blangko_pull_waiters 3"));
  EXPECT_THAT(text, HasSubstr("blangko_printers_supply_low 2"));
  EXPECT_THAT(text, HasSubstr("blangko_printers_supply_empty 1"));
  EXPECT_THAT(text, HasSubstr("blangko_incidents_open 3"));
  EXPECT_THAT(text, HasSubstr("blangko_incidents_oldest_age_seconds 90"));
  EXPECT_THAT(text, HasSubstr("blangko_stations_quarantined 1"));
  EXPECT_THAT(text, HasSubstr("blangko_awaited_journals 2"));
}

TEST(Metrics, CountsBackgroundWorkAndItsFailures) {
  Metrics metrics(Numbers());
  metrics.CountWork("reclaim", 5);
  metrics.CountFailure("prune");
  EXPECT_THAT(metrics.Text(), HasSubstr("blangko_waker_worked_total{step=\"reclaim\"} 5"));
  EXPECT_THAT(metrics.Text(), HasSubstr("blangko_waker_failures_total{step=\"prune\"} 1"));
}

TEST(Metrics, ListensOnAFreePortAndRefusesATakenOne) {
  Metrics first(Numbers());
  ASSERT_OK_AND_ASSIGN(const int port, first.Listen("127.0.0.1:0"));
  EXPECT_GT(port, 0);
  Metrics second(Numbers());
  EXPECT_THAT(second.Listen("127.0.0.1:" + std::to_string(port)), StatusIs(absl::StatusCode::kUnavailable));
}

// promtool comes with the package prometheus; where it is missing the check is skipped, and says so.
TEST(Metrics, PromtoolFindsNothingToSay) {
  if (!std::filesystem::exists("/usr/bin/promtool")) GTEST_SKIP() << "promtool is not installed";
  Metrics metrics(Numbers());
  metrics.CountCall({"scheduler.pull", absl::StatusCode::kOk, "", 2'000});
  metrics.CountWork("reclaim", 5);
  metrics.CountFailure("prune");
  const TempDir dir;
  std::ofstream(dir.File("page")) << metrics.Text();
  const std::string command =
      "/usr/bin/promtool check metrics < " + dir.File("page") + " > " + dir.File("said") + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::ifstream said(dir.File("said"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(said), {}), "");
}

}  // namespace
}  // namespace blangko::node
