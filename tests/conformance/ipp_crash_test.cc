// The printer loses its power at every step of a card, with the station's real journal on disk, and so does the station;
// afterwards the blanks are counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "printer/agent/card_runner.h"
#include "printer/drivers/ipp_driver.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/journal_entries.h"
#include "printer/journal/restart_rules.h"
#include "tests/conformance/driver_under_test.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using printer_sim::PapplPrinter;
using printer_sim::PickedBlank;
using scheduler::v1::Outcome;

constexpr char kPrinterId[] = "p1";
constexpr int kAttemptsMax = 4;

// The station's disk, on which the printer's plug is pulled when the journal is durable for the n-th time.
class PullingDisk : public StationDisk {
 public:
  PullingDisk(std::unique_ptr<StationDisk> disk, PapplPrinter& printer)
      : disk_(std::move(disk)), printer_(printer) {}
  void PullAtSync(int count) { syncs_left_ = count; }
  absl::StatusOr<std::vector<uint64_t>> Segments() override { return disk_->Segments(); }
  absl::StatusOr<std::string> ReadSegment(uint64_t segment) override { return disk_->ReadSegment(segment); }
  absl::Status UseSegment(uint64_t segment) override { return disk_->UseSegment(segment); }
  absl::Status RemoveSegment(uint64_t segment) override { return disk_->RemoveSegment(segment); }
  absl::Status SyncNames() override { return disk_->SyncNames(); }
  absl::Status AppendJournal(std::string_view bytes) override { return disk_->AppendJournal(bytes); }
  absl::Status SyncJournal() override {
    const absl::Status synced = disk_->SyncJournal();
    if (syncs_left_ > 0 && --syncs_left_ == 0) printer_.PowerOff();
    return synced;
  }
  absl::Status TruncateJournal(uint64_t size) override { return disk_->TruncateJournal(size); }
  absl::StatusOr<std::string> ReadSlot() override { return disk_->ReadSlot(); }
  absl::Status WriteSlot(std::string_view bytes) override { return disk_->WriteSlot(bytes); }

 private:
  const std::unique_ptr<StationDisk> disk_;
  PapplPrinter& printer_;
  int syncs_left_ = 0;
};

struct Plan {
  std::string off_step;       // of script.h; empty = none
  int off_at_sync = 0;        // of the journal, from the first entry of the card on; 0 = none
  bool station_dies = false;  // when the printer is off, or else in the middle of the card
};

// A record that has to get its card, whatever happens; the person at the printer looks after each doubt.
class Workshop {
 public:
  explicit Workshop(const Plan& plan) : plan_(plan) {}

  // What is wrong in the end; empty when all is as it must be.
  std::string Run() {
    if (!printer_.Start().ok()) return "no printer";
    if (!plan_.off_step.empty()) (void)printer_.Tell("off " + plan_.off_step);
    Open(plan_.off_at_sync);
    for (uint32_t attempt = 1; attempt <= kAttemptsMax; ++attempt) {
      const AttemptKey card{"r1", attempt};
      const Outcome outcome = Print(card, plan_.station_dies && attempt == 1);
      const std::string complaint = Judge(card, outcome);
      if (!complaint.empty() || GoodCards() > 0) return complaint.empty() ? Count() : complaint;
    }
    return "it never gets its card";
  }

 private:
  void Open(int pull_at_sync) {
    runner_.reset();
    driver_.reset();
    journal_.reset();
    disk_.reset();
    disk_ = std::make_unique<PullingDisk>(FileDisk::Open(folder_.File("station")).value(), printer_);
    journal_ = Journal::Open(*disk_, "s1", 1, clock_).value();
    EXPECT_OK(SettleAfterRestart(*journal_));
    IppDriverConfig config;
    config.uri = printer_.uri();
    config.owner = "blangko-s1";
    config.busy_look = config.idle_look = absl::Milliseconds(40);
    driver_ = IppDriver::Open(std::move(config), nullptr).value();
    runner_ = std::make_unique<CardRunner>(kPrinterId, *journal_, *driver_);
    disk_->PullAtSync(pull_at_sync);
  }

  Outcome Print(const AttemptKey& card, bool station_dies) {
    EXPECT_TRUE(WaitForReady(*driver_, true));
    Entry permit = EntryFor(card, kPrinterId);
    permit.mutable_permit();
    EXPECT_OK(journal_->Append(permit));
    auto step = runner_->Begin(card, TestPicture(1));
    EXPECT_OK(step);
    const auto ended = [&] {
      if (step.ok() && !step->outcome.has_value()) step = runner_->Look();
      return !step.ok() || step->outcome.has_value();
    };
    if (card.attempt == 1 && !plan_.off_step.empty()) {
      EXPECT_TRUE(printer_.WaitUntilOff());
    }
    PowerOn();
    if (station_dies) {
      Open(0);
    } else {
      EXPECT_TRUE(support::WaitUntil(ended, absl::Seconds(30)));
    }
    PowerOn();
    for (const auto& [fact, entry] : journal_->state().unbooked()) {
      if (entry.record_id() == card.record_id && entry.attempt() == card.attempt) {
        return static_cast<Outcome>(entry.card_outcome().outcome());
      }
    }
    return scheduler::v1::OUTCOME_UNSPECIFIED;
  }

  // Somebody looks at what is in tray and printer, and compares it with what the journal says.
  std::string Judge(const AttemptKey& card, Outcome outcome) {
    const std::string job = absl::StrCat(card.record_id, "/", card.attempt);
    const int good = printer_.Count(job, "card");
    switch (outcome) {
      case scheduler::v1::OUTCOME_PRINTED: return good == 1 ? "" : job + " was said to be printed";
      case scheduler::v1::OUTCOME_UNCERTAIN:
        if (!journal_->state().IsBlocked(kPrinterId)) return "a doubtful card does not stop the printer";
        EXPECT_OK(journal_->AppendAndSync(ClearedEntry(kPrinterId, "sari")));
        return "";
      case scheduler::v1::OUTCOME_NOT_PRINTED:
        return printer_.Count(job, "picked") + good == 0 ? "" : job + " had taken a blank";
      default: return job + " has no outcome";
    }
  }

  void PowerOn() {
    if (printer_.running()) return;
    EXPECT_OK(printer_.Start());
  }

  int GoodCards() const {
    int good = 0;
    for (const PickedBlank& blank : printer_.World()) good += blank.event == "card" ? 1 : 0;
    return good;
  }
  std::string Count() const {
    return GoodCards() == 1 ? "" : absl::StrCat("one record has ", GoodCards(), " cards");
  }

  const Plan plan_;
  const TempDir folder_;
  PapplPrinter printer_{folder_.File("printer"), {}};
  SystemClock clock_;
  std::unique_ptr<PullingDisk> disk_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<IppDriver> driver_;
  std::unique_ptr<CardRunner> runner_;
};

class IppCrash : public testing::TestWithParam<Plan> {};

TEST_P(IppCrash, OneCardInTheEndAndNeverTwo) { EXPECT_EQ(Workshop(GetParam()).Run(), ""); }

std::vector<Plan> AllPlans() {
  std::vector<Plan> plans;
  for (const bool station_dies : {false, true}) {
    for (const char* step : {"", "created", "data", "half", "printing", "out"}) {
      plans.push_back({step, 0, station_dies});
    }
    for (int sync = 1; sync <= 3; ++sync) plans.push_back({"", sync, station_dies});
  }
  return plans;
}

std::string NameOf(const testing::TestParamInfo<Plan>& tested) {
  const Plan& plan = tested.param;
  return absl::StrCat("Printer_",
                      plan.off_at_sync > 0    ? absl::StrCat("sync", plan.off_at_sync)
                      : plan.off_step.empty() ? "stays"
                                              : plan.off_step,
                      plan.station_dies ? "_StationDies" : "");
}

INSTANTIATE_TEST_SUITE_P(All, IppCrash, testing::ValuesIn(AllPlans()), NameOf);

class PlantedBug {
 public:
  explicit PlantedBug(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~PlantedBug() { unsetenv("BLANGKO_PLANT"); }
};

TEST(IppPlanted, ACardThatIsSentAgainAfterALostReplyIsFound) {
  const PlantedBug bug("ipp-resends-after-lost-reply");
  EXPECT_EQ(Workshop({"out", 0, false}).Run(), "one record has 2 cards");
}

}  // namespace
}  // namespace blangko::printer
