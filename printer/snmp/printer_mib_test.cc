// Against Debian's snmpd, which serves the printer MIB as its configuration says.
#include "printer/snmp/printer_mib.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/support/process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

constexpr char kSnmpd[] = "/usr/sbin/snmpd";

class PrinterMibTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kSnmpd)) GTEST_SKIP() << "SKIPPED: not installed: " << kSnmpd;
  }

  // Starts an agent at a free port, and a reader of it.
  void Serve(const std::string& objects) {
    std::ofstream(folder_.File("snmpd.conf")) << "rocommunity kartu 127.0.0.1\n" << objects;
    for (int i = 0; i < 5 && mib_ == nullptr; ++i) {
      ASSERT_OK_AND_ASSIGN(const int port, support::FreePort());
      const std::string peer = absl::StrCat("127.0.0.1:", port);
      ASSERT_OK_AND_ASSIGN(
          snmpd_,
          support::Process::Start(
              {kSnmpd, "-f", "-Lo", "-C", "-c", folder_.File("snmpd.conf"), "-I", "override", "udp:" + peer},
              folder_.File("snmpd.out"), {"SNMP_PERSISTENT_DIR=" + folder_.path().string()}));
      ASSERT_OK_AND_ASSIGN(auto mib, PrinterMib::Open(peer, "kartu"));
      const auto answers = [&] { return mib->Read().ok() || !snmpd_->Running(); };
      if (support::WaitUntil(answers, absl::Seconds(20)) && snmpd_->Running()) mib_ = std::move(mib);
    }
    ASSERT_NE(mib_, nullptr);
  }

  TempDir folder_;
  std::unique_ptr<support::Process> snmpd_;
  std::unique_ptr<PrinterMib> mib_;
};

TEST_F(PrinterMibTest, ReadsRibbonFilmAndLifeCounter) {
  Serve(R"(
override 1.3.6.1.2.1.43.11.1.1.5.1.1 integer 13
override 1.3.6.1.2.1.43.11.1.1.6.1.1 octet_str "Color panel"
override 1.3.6.1.2.1.43.11.1.1.7.1.1 integer 19
override 1.3.6.1.2.1.43.11.1.1.8.1.1 integer -2
override 1.3.6.1.2.1.43.11.1.1.9.1.1 integer 42
override 1.3.6.1.2.1.43.11.1.1.6.1.2 octet_str "Retransfer film"
override 1.3.6.1.2.1.43.11.1.1.7.1.2 integer 7
override 1.3.6.1.2.1.43.11.1.1.8.1.2 integer 1000
override 1.3.6.1.2.1.43.11.1.1.9.1.2 integer 250
override 1.3.6.1.2.1.43.11.1.1.6.1.3 octet_str "Roller"
override 1.3.6.1.2.1.43.11.1.1.9.1.3 integer -3
override 1.3.6.1.2.1.43.10.2.1.4.1.1 counter 1234
)");
  ASSERT_OK_AND_ASSIGN(const SupplyReport report, mib_->Read());
  EXPECT_EQ(report.card_counter, 1234);
  ASSERT_EQ(report.supplies.size(), 3U);
  EXPECT_EQ(report.supplies[0].kind, Supply::Kind::kRibbon);
  EXPECT_EQ(report.supplies[0].percent, 42);
  EXPECT_EQ(report.supplies[0].cards_left, -1);
  EXPECT_EQ(report.supplies[1].name, "Retransfer film");
  EXPECT_EQ(report.supplies[1].kind, Supply::Kind::kFilm);
  EXPECT_EQ(report.supplies[1].percent, 25);
  EXPECT_EQ(report.supplies[1].cards_left, 250);
  EXPECT_EQ(report.supplies[2].kind, Supply::Kind::kOther);
  EXPECT_EQ(report.supplies[2].percent, -1);
}

TEST_F(PrinterMibTest, AnAgentWithoutAPrinterHasNothingToTell) {
  Serve("override 1.3.6.1.2.1.1.5.0 octet_str \"not a printer\"\n");
  ASSERT_OK_AND_ASSIGN(const SupplyReport report, mib_->Read());
  EXPECT_TRUE(report.supplies.empty());
  EXPECT_EQ(report.card_counter, -1);
}

TEST(PrinterMib, NobodyAnswers) {
  ASSERT_OK_AND_ASSIGN(const int port, support::FreePort());
  ASSERT_OK_AND_ASSIGN(const auto mib, PrinterMib::Open(absl::StrCat("127.0.0.1:", port), "public"));
  EXPECT_THAT(mib->Read(), StatusIs(absl::StatusCode::kUnavailable));
}

TEST(PrinterMib, AWrongAddressIsNamed) {
  EXPECT_THAT(PrinterMib::Open("", "public"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(PrinterMib::Open("no such host", "public"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace blangko::printer
