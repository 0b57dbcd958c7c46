// Fixture of tests that type commands: a node in this process over the memory store, and an office to ask about.
//
// Threads: belongs to one test.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/cli/commands.h"
#include "services/cli/regions.h"
#include "services/node/node.h"
#include "tests/support/station_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {

inline constexpr char kHeader[] = "record_id,nik,name,birth_date,area,upstream_status,recorded_time\n";

inline std::string Row(int serial, const std::string& nik = "") {
  return absl::StrCat("R-", serial, ",", nik.empty() ? absl::StrCat("140502170895", 1000 + serial) : nik,
                      ",SPESIMEN,1995-08-17,14.05.02.2003,PRR,2017-01-0", serial, " 08:00\n");
}

class CommandsTest : public testing::Test {
 protected:
  void SetUp() override {
    node::Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("memory:");
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, node::Node::Start(node::WithDefaults(config), clock_, rng_));
  }

  // What the command prints; the status is kept.
  std::string Run(const std::string& line) {
    CLI::App app("", "blangko");
    GlobalOptions options{.server = node_->address(), .operator_name = "siti"};
    app.fallthrough();
    app.add_option("--output", options.output);
    app.add_option("--lang", options.language);
    Menu menu(app);
    AddAllCommands(menu);
    app.parse(line);
    Session session(options);
    testing::internal::CaptureStdout();
    status_ = menu.chosen()(session);
    return testing::internal::GetCapturedStdout();
  }
  std::string RunOk(const std::string& line) {
    std::string said = Run(line);
    EXPECT_OK(status_) << line;
    return said;
  }
  // One column of the first row, from CSV.
  std::string Cell(const std::string& line, const std::string& column) {
    const auto rows = ParseCsv(RunOk(line + " --output csv"));
    EXPECT_OK(rows) << line;
    if (!rows.ok() || rows->size() < 2) return "no row";
    const CsvRow& names = rows->front();
    const auto found = std::find(names.begin(), names.end(), column);
    return found == names.end() ? "no column " + column
                                : rows->at(1).at(static_cast<size_t>(found - names.begin()));
  }
  void Write(const std::string& name, const std::string& text) { std::ofstream(dir_.File(name)) << text; }

  void SetUpOffice() {
    Write("regencies.csv", "code,province_code,name\n14.05,14,KABUPATEN PELALAWAN\n");
    Write("districts.csv", "code,regency_code,name\n14.05.02,14.05,Pangkalan Kerinci\n");
    RunOk(absl::StrCat("offices import --regency 14.05 --regions ", dir_.path().string()));
    Write("list.csv", absl::StrCat(kHeader, Row(1), Row(2), Row(3)));
    RunOk(absl::StrCat("import ", dir_.File("list.csv"), " --office 14.05"));
    RunOk("lots create L1");
    RunOk("receive --office 14.05 --from pusat --document SJ-1 --lot L1:10 --missing L1:1");
  }
  // A station that has been heard of, with one card about to be printed.
  void SetUpStation() {
    support::StationClient station(rpc::OpenChannel(node_->address()), "dinas-1", clock_);
    RunOk(
        absl::StrCat("stations register dinas-1 --office 14.05 --public-key ", ToHex(station.public_key())));
    ASSERT_OK(station.Heartbeat());
    ASSERT_OK(station.Pull(1));
  }

  const TempDir dir_;
  SystemClock clock_;
  SystemRng rng_;
  std::unique_ptr<node::Node> node_;
  absl::Status status_;
};

}  // namespace blangko::cli
