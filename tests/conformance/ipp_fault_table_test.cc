// Every fault of a card printer at every step of a card, with both kinds of printer: what the station says of the card,
// what physically happened, and that the next card comes out once. tests/conformance/faults.md is the table of it; the
// test fails when the file says otherwise. BLANGKO_UPDATE_FAULTS=1 writes the file anew.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/conformance/driver_under_test.h"
#include "tests/conformance/printer_faults.h"
#include "tests/printers/ipp_operation.h"
#include "tests/support/status_matchers.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using Card = PrinterFault::Card;

constexpr CardStage kStages[] = {CardStage::kBeforeJob, CardStage::kBeforeDocument, CardStage::kInDocument,
                                 CardStage::kPrinting, CardStage::kCardOut};
constexpr absl::Duration kShowsWithin = absl::Seconds(1);
constexpr int kTriesOfNext = 5;  // the job before it may still be on its way out of the printer
constexpr absl::Duration kStallsFor = absl::Milliseconds(300);

// One cell: a card that meets the fault at that stage, and the card after it.
class Cell {
 public:
  Cell(FaultRig& rig, const PrinterFault& fault, CardStage stage, const std::string& name)
      : rig_(rig), fault_(fault), stage_(stage), name_(name) {}

  std::string Walk() {
    if (fault_.cannot(stage_) != "") return absl::StrCat("– (", fault_.cannot(stage_), ")");
    if (fault_.before) fault_.before(rig_);
    EXPECT_TRUE(WaitForReady(rig_.device(), true)) << name_;
    const std::string said = stage_ == CardStage::kBeforeJob ? MeetBefore() : MeetOnTheWay();
    PrintNext();
    const std::string found = rig_.Found(Job(name_));
    ExpectNothingLost(said, found);
    return said == "not begun" ? said : absl::StrCat(said, ": ", found);
  }

 private:
  static std::string Job(const std::string& record) { return record + "/1"; }

  std::string MeetBefore() {
    if (fault_.card == Card::kStalls) return StallBefore();
    fault_.strike(rig_);
    if (fault_.shows_before) {
      EXPECT_TRUE(WaitForReady(rig_.device(), false)) << name_;
      Mend();
      return "not begun";
    }
    EXPECT_TRUE(WaitForReady(rig_.device(), true)) << name_;
    rig_.Begin({name_, 1});
    return End(fault_.card == Card::kWaits);
  }

  // The answer to Create-Job does not come.
  std::string StallBefore() {
    rig_.wire().HoldAt(
        {support::Wire::Way::kBack, printer_sim::CallsOf(printer_sim::IppOperation::kCreateJob), 0});
    rig_.Begin({name_, 1});
    return End(false);
  }

  std::string MeetOnTheWay() {
    rig_.HoldAt(stage_);
    const bool in_printer = stage_ >= CardStage::kPrinting;
    if (fault_.card == Card::kStalls && in_printer) HoldTheReply();
    rig_.Begin({name_, 1});
    if (fault_.card == Card::kStalls) return Stall(in_printer);
    rig_.WaitAt(stage_);
    fault_.strike(rig_);
    const bool waits = fault_.card == Card::kWaits && !in_printer;
    if (waits && fault_.shows_before) WaitForReady(rig_.device(), false, kShowsWithin);
    rig_.LetGo(stage_);
    return End(waits);
  }

  void HoldTheReply() {
    rig_.wire().HoldAt(
        {support::Wire::Way::kBack, printer_sim::CallsOf(printer_sim::IppOperation::kSendDocument), 0});
  }

  std::string Stall(bool in_printer) {
    if (in_printer) {
      EXPECT_TRUE(rig_.printer().WaitAt(stage_ == CardStage::kPrinting ? "printing" : "out"));
      EXPECT_OK(rig_.printer().Tell("go"));
    }
    EXPECT_TRUE(rig_.wire().WaitUntilHeld());
    support::LetPass(kStallsFor);
    return End(false);
  }

  // What the station says in the end; the fault is mended when the card cannot end before.
  std::string End(bool waits) {
    const auto not_ready = [this] { return !rig_.device().Status().ready; };
    if (waits) {
      ExpectWaiting(not_ready);
    } else if (fault_.card == Card::kIsCutOff) {
      rig_.FollowUntil(not_ready);
    } else if (fault_.card != Card::kStalls) {
      rig_.Follow();
    }
    Mend();
    rig_.Follow();
    return absl::StrCat(waits ? "waits until mended, then " : "", rig_.end());
  }

  // A printer that has said so already may be busy with the card now, and say nothing more; one on PAPPL that is stopped
  // in the middle of a document says nothing at all.
  void ExpectWaiting(const std::function<bool()>& not_ready) {
    if (fault_.shows_before) support::LetPass(kStallsFor);
    const bool ended = rig_.FollowUntil([&] { return fault_.shows_before || not_ready(); });
    EXPECT_FALSE(ended) << name_ << " ended: " << rig_.end();
  }

  void Mend() {
    if (fault_.mend) fault_.mend(rig_);
  }

  // A person empties the printer; what was ordered and not used is forgotten.
  void PrintNext() {
    rig_.ClearIfBlocked();
    if (rig_.kind() == Kind::kPappl) {
      EXPECT_OK(rig_.printer().Tell("next "));
      EXPECT_OK(rig_.printer().Tell("clear"));
    } else {
      EXPECT_OK(rig_.printer().Tell(""));
    }
    const std::string next = name_ + "n";
    uint32_t attempt = 0;
    do {
      EXPECT_TRUE(WaitForReady(rig_.device(), true))
          << name_ << ": " << testing::PrintToString(rig_.device().Status().reasons);
      rig_.Begin({next, ++attempt});
      rig_.Follow();
    } while (rig_.end() == "not printed" && attempt < kTriesOfNext);
    EXPECT_EQ(rig_.end(), "look") << name_;
    EXPECT_EQ(rig_.Found(absl::StrCat(next, "/", attempt)), "good card") << name_;
  }

  // A blank that left the hopper is one that a person is sent to look for, and no record gets two cards.
  void ExpectNothingLost(const std::string& said, const std::string& found) {
    EXPECT_LE(rig_.GoodCards(Job(name_)), 1) << name_;
    if (found != "no blank taken") {
      EXPECT_THAT(said, testing::AnyOf(testing::HasSubstr("look"), testing::HasSubstr("doubt"))) << name_;
    }
  }

  FaultRig& rig_;
  const PrinterFault& fault_;
  const CardStage stage_;
  const std::string name_;
};

using Rows = std::vector<std::string>;

// The rows of the table of one printer.
Rows WalkAll(Kind kind) {
  FaultRig rig(kind);
  Rows rows;
  int number = 0;
  for (const PrinterFault& fault : FaultsOf(kind)) {
    std::vector<std::string> cells = {fault.name};
    for (const CardStage stage : kStages) {
      SCOPED_TRACE(absl::StrCat(fault.name, ", stage ", static_cast<int>(stage)));
      cells.push_back(Cell(rig, fault, stage, absl::StrCat("r", ++number)).Walk());
    }
    rows.push_back(absl::StrCat("| ", absl::StrJoin(cells, " | "), " |"));
  }
  return rows;
}

constexpr char kHeading[] =
    "| fault | before Create-Job | before Send-Document | in Send-Document | while printing | card out |";

std::string TitleOf(Kind kind) {
  return kind == Kind::kPappl ? "## The simulator on PAPPL" : "## ippeveprinter";
}

std::string ReadFile(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The rows below a title, as the file has them.
Rows RowsOf(const std::string& text, const std::string& title) {
  Rows rows;
  std::istringstream lines(text.substr(std::min(text.size(), text.find(title))));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ") && line != title) break;
    if (line.starts_with("| ") && line != kHeading && !line.starts_with("| ---")) rows.push_back(line);
  }
  return rows;
}

std::string WithRows(const std::string& text, const std::string& title, const Rows& rows) {
  const size_t begin = std::min(text.size(), text.find(title));
  const size_t end = std::min(text.size(), text.find("\n## ", begin + 1));
  return absl::StrCat(text.substr(0, begin), title, "\n\n", kHeading,
                      "\n| --- | --- | --- | --- | --- | --- |\n", absl::StrJoin(rows, "\n"), "\n",
                      text.substr(end));
}

class IppFaultTable : public testing::TestWithParam<Kind> {};

TEST_P(IppFaultTable, IsWhatTheFileSays) {
  const std::string missing = printer_sim::EvePrinter::Missing();
  if (GetParam() == Kind::kEve && !missing.empty()) GTEST_SKIP() << "SKIPPED: not installed: " << missing;
  const std::string file = BLANGKO_FAULTS_FILE;
  const Rows rows = WalkAll(GetParam());
  const std::string text = ReadFile(file);
  if (std::getenv("BLANGKO_UPDATE_FAULTS") != nullptr) {
    std::ofstream(file) << WithRows(text, TitleOf(GetParam()), rows);
  }
  EXPECT_THAT(rows, testing::ElementsAreArray(RowsOf(ReadFile(file), TitleOf(GetParam())))) << file;
}

INSTANTIATE_TEST_SUITE_P(All, IppFaultTable, testing::Values(Kind::kPappl, Kind::kEve),
                         [](const auto& tested) { return tested.param == Kind::kPappl ? "pappl" : "eve"; });

}  // namespace
}  // namespace blangko::printer
