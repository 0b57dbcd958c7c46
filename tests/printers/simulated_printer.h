// A simulated IPP printer as a child of a test: started on a port of its own, switched off by its process id, and asked
// about the cards that physically came out.
//
// Two kinds: PapplPrinter (pappl_main.cc: every fault can be ordered) and EvePrinter (Debian's ippeveprinter, written
// by others: an independent second opinion about IPP).
// Failure: UNAVAILABLE when it does not start. Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/printers/card_world.h"
#include "tests/support/process.h"

namespace blangko::printer_sim {

class SimulatedPrinter {
 public:
  virtual ~SimulatedPrinter() = default;

  // Switches it on; again after PowerOff, at the same port with the same blanks.
  virtual absl::Status Start() = 0;
  // As when the power goes: nothing is finished, nothing is said.
  virtual void PowerOff() = 0;
  // An order of script.h or card_machine.h.
  virtual absl::Status Tell(const std::string& order) = 0;
  // The next card waits at this step, "printing" or "out" (script.h), until told to go.
  virtual absl::Status HoldAt(const std::string& step) = 0;
  // Waits until it stands at the step at which it was told to hold.
  bool WaitAt(const std::string& step, absl::Duration limit = absl::Seconds(20)) const;
  virtual bool running() = 0;

  const std::string& directory() const { return directory_; }
  int port() const { return port_; }  // since its first start
  std::string uri() const;
  std::vector<PickedBlank> World() const {
    return ReadWorld(directory_).value_or(std::vector<PickedBlank>());
  }
  // How many blanks of `job` met `event`.
  int Count(const std::string& job, const std::string& event) const;

 protected:
  explicit SimulatedPrinter(std::string directory) : directory_(std::move(directory)) {}
  // Starts the program at a free port, or at the one it had.
  absl::Status Launch(const std::function<absl::Status(int port)>& start);
  // The step at which it waits now.
  virtual std::string Where() const = 0;

  const std::string directory_;
  int port_ = 0;
};

class PapplPrinter : public SimulatedPrinter {
 public:
  struct Options {
    int blanks = 20;
    std::string lot = "L1";
    int ribbon_cards = 200;
    std::string name = "kartu";
  };
  PapplPrinter(std::string directory, Options options)
      : SimulatedPrinter(std::move(directory)), options_(std::move(options)) {}

  absl::Status Start() override;
  void PowerOff() override;
  absl::Status Tell(const std::string& order) override;
  absl::Status HoldAt(const std::string& step) override { return Tell("hold " + step); }
  // Waits until it has lost its power.
  bool WaitUntilOff(absl::Duration limit = absl::Seconds(20));
  bool running() override { return process_ != nullptr && process_->Running(); }
  // Its next start is with another identity: it was swapped.
  void Swap(const std::string& name) { options_.name = name; }

 private:
  absl::Status StartAt(int port);
  std::string Where() const override;

  Options options_;
  bool loaded_ = false;  // the first blanks are in the hopper
  std::unique_ptr<support::Process> process_;
};

class EvePrinter : public SimulatedPrinter {
 public:
  explicit EvePrinter(std::string directory, int blanks = 20)
      : SimulatedPrinter(std::move(directory)), blanks_(blanks) {}

  // What is not installed that it needs; empty when nothing.
  static std::string Missing();
  absl::Status Start() override;
  void PowerOff() override;
  // For the next card, one of the orders of eve_press.cc.
  absl::Status Tell(const std::string& order) override;
  absl::Status HoldAt(const std::string& step) override { return Tell("hold " + step); }
  bool running() override { return process_ != nullptr && process_->Running(); }

 private:
  absl::Status StartAt(int port);
  std::string Where() const override;

  const int blanks_;  // in the hopper at its first start
  std::unique_ptr<support::Process> bus_;
  std::unique_ptr<support::Process> process_;
};

// The folder of the programs of this build.
std::string ProgramFolder();

}  // namespace blangko::printer_sim
