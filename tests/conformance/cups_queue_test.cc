// A print queue of CUPS between driver and printer: what the queue says of a card is no proof, whatever the policy trusts.
#include "tests/printers/cups_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include "printer/agent/card_runner.h"
#include "printer/drivers/ipp_driver.h"
#include "printer/journal/file_disk.h"
#include "printer/journal/journal_entries.h"
#include "tests/conformance/driver_under_test.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using printer_sim::CupsQueue;
using printer_sim::PapplPrinter;

constexpr char kPrinterId[] = "p1";
constexpr absl::Duration kQueueTime =
    absl::Seconds(90);  // cupsd tries a lost printer again after 5 s, then 10 …

class CupsQueueTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::string missing = CupsQueue::Missing();
    if (!missing.empty()) GTEST_SKIP() << missing;
    ASSERT_OK(printer_.Start());
    ASSERT_OK(queue_.Start(printer_.uri()));
    ASSERT_OK_AND_ASSIGN(disk_, FileDisk::Open(folder_.File("station")));
    ASSERT_OK_AND_ASSIGN(journal_, Journal::Open(*disk_, "s1", 1, clock_));
    IppDriverConfig config;
    config.uri = queue_.uri();
    config.owner = "blangko-s1";
    config.busy_look = config.idle_look = absl::Milliseconds(100);
    ASSERT_OK_AND_ASSIGN(driver_, IppDriver::Open(std::move(config), nullptr));
  }
  ~CupsQueueTest() override { unsetenv("BLANGKO_PLANT"); }

  // A card of a policy that trusts the driver, from its permission to its outcome. `meanwhile` is done while the queue
  // has it.
  void Print(
      const AttemptKey& card, const std::function<void()>& meanwhile = [] {}) {
    ASSERT_TRUE(WaitForReady(*driver_, true)) << testing::PrintToString(driver_->Status().reasons);
    Entry permit = EntryFor(card, kPrinterId);
    permit.mutable_permit()->set_driver_trusted(true);
    ASSERT_OK(journal_->Append(permit));
    CardRunner runner(kPrinterId, *journal_, *driver_);
    auto step = runner.Begin(card, TestPicture(1));
    meanwhile();
    const auto ended = [&] {
      if (step.ok() && !step->outcome.has_value()) step = runner.Look();
      return !step.ok() || step->outcome.has_value() || step->waits_for_look;
    };
    ASSERT_TRUE(support::WaitUntil(ended, kQueueTime));
  }
  void PrintWhileThePowerGoes(const AttemptKey& card) {
    ASSERT_OK(printer_.Tell("off printing"));
    Print(card, [&] {
      ASSERT_TRUE(printer_.WaitUntilOff());
      ASSERT_OK(printer_.Start());
    });
  }
  station::v1::CardOutcome OutcomeOf(const AttemptKey& card) {
    for (const auto& [fact, entry] : journal_->state().unbooked()) {
      if (entry.record_id() == card.record_id && entry.attempt() == card.attempt) return entry.card_outcome();
    }
    return {};
  }

  const TempDir folder_;
  PapplPrinter printer_{folder_.File("printer"), {}};
  CupsQueue queue_;
  std::unique_ptr<StationDisk> disk_;
  SystemClock clock_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<IppDriver> driver_;
};

TEST_F(CupsQueueTest, ACardThroughAQueueIsUncertainAlsoWhereTheDriverIsTrusted) {
  Print({"r1", 1});
  EXPECT_EQ(OutcomeOf({"r1", 1}).outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
  EXPECT_EQ(OutcomeOf({"r1", 1}).reason(), "TRANSPORT_UNVERIFIED");
  EXPECT_EQ(printer_.World().size(), 1u);
  EXPECT_EQ(printer_.World().at(0).event, "card");
}

// The power goes while the card is in the printer and comes back: no card ever comes out, and the queue calls the job
// completed.
TEST_F(CupsQueueTest, ACardLostWithThePrintersPowerIsUncertain) {
  PrintWhileThePowerGoes({"r1", 1});
  EXPECT_EQ(OutcomeOf({"r1", 1}).outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
  EXPECT_EQ(printer_.Count("r1/1", "picked"), 1);
  EXPECT_EQ(printer_.Count("r1/1", "card"), 0);
}

TEST_F(CupsQueueTest, ADriverThatBelievesTheQueueSaysPrintedOfACardThatNeverCame) {
  setenv("BLANGKO_PLANT", "queue-word-believed", 1);
  PrintWhileThePowerGoes({"r1", 1});
  EXPECT_EQ(OutcomeOf({"r1", 1}).outcome(), scheduler::v1::OUTCOME_PRINTED);
  EXPECT_EQ(printer_.Count("r1/1", "card"), 0);
}

}  // namespace
}  // namespace blangko::printer
