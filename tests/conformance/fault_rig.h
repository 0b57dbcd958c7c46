// FaultRig: a station's real journal, card runner and `ipp` driver, a simulated printer, and the cable between them, for
// cards that meet a fault at a chosen step. It outlives the cards: after each, the next one must come out well.
//
// Failure: a rig that does not work fails the test. Threads: one.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "printer/agent/card_runner.h"
#include "printer/drivers/ipp_driver.h"
#include "printer/journal/file_disk.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wire.h"

namespace blangko::printer {

enum class Kind { kPappl, kEve };

// The steps of a card between J1 and J4 (reliability 5.3).
enum class CardStage { kBeforeJob, kBeforeDocument, kInDocument, kPrinting, kCardOut };

class FaultRig {
 public:
  explicit FaultRig(Kind kind);

  Kind kind() const { return kind_; }
  printer_sim::SimulatedPrinter& printer() { return *printer_; }
  printer_sim::PapplPrinter& pappl() { return static_cast<printer_sim::PapplPrinter&>(*printer_); }
  support::Wire& wire() { return *wire_; }
  Device& device() { return *driver_; }

  // The next card is held at that stage.
  void HoldAt(CardStage stage);
  void WaitAt(CardStage stage);
  void LetGo(CardStage stage);

  void Begin(const AttemptKey& card);
  // Follows the card until it has ended, or `seen` holds. True when it has ended.
  bool FollowUntil(const std::function<bool()>& seen);
  bool Follow() {
    return FollowUntil([] { return false; });
  }
  // How it ended: "look", "doubt", "not printed"; empty while it has not.
  const std::string& end() const { return end_; }
  // A person has emptied the printer, when it waits for that.
  void ClearIfBlocked();

  // What became of the blanks that were picked for a card: "good card", "good card and a blank", "no blank taken" …
  std::string Found(const std::string& card) const;
  int GoodCards(const std::string& card) const;

  // Another printer of the same kind takes its place, and gives it back.
  void SwapForAnother();
  void SwapBack();
  // Another station prints a card of that name, as the printer's next job.
  void PrintForOtherStation(const std::string& record);

 private:
  std::unique_ptr<printer_sim::SimulatedPrinter> MakePrinter(const std::string& name) const;
  IppDriverConfig ConfigFor(const std::string& owner) const;
  std::vector<printer_sim::PickedBlank> World() const;
  void TakeStep(const absl::StatusOr<CardStep>& step);

  const Kind kind_;
  const TempDir folder_;
  SystemClock clock_;
  std::unique_ptr<printer_sim::SimulatedPrinter> printer_;
  std::unique_ptr<printer_sim::SimulatedPrinter> another_;
  std::unique_ptr<support::Wire> wire_;
  std::unique_ptr<FileDisk> disk_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<IppDriver> driver_;
  std::unique_ptr<CardRunner> runner_;
  std::string end_;
};

}  // namespace blangko::printer
