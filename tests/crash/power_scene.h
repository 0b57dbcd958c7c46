// PowerScene: server, station and printer of one run, each a real program, and the two cables between them. Switches
// each of them off and on, and says what physically came out of the printer.
//
// Failure: a program that does not start, with the place of its log. Threads: one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/rng.h"
#include "tests/crash/campaign_office.h"
#include "tests/crash/power_case.h"
#include "tests/crash/station_process.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/office_client.h"
#include "tests/support/server_process.h"
#include "tests/support/wire.h"

namespace blangko::crash {

struct PowerPlan {
  std::string bin;     // folder of the programs
  std::string folder;  // of this run; empty or not there
  std::string plant;   // name of a planted bug; the twins run instead
  uint64_t seed = 0;
  PowerCase power;
};

class PowerScene {
 public:
  static absl::StatusOr<std::unique_ptr<PowerScene>> Build(const PowerPlan& plan);

  // The office with these rows and no blank; printer and station on, and heard of by the server.
  absl::Status SetUp(const std::vector<cases::CaseRow>& rows);
  absl::Status StartServer();
  void SwitchOff(const PowerOff& off);
  // In an order drawn from `rng`.
  absl::Status SwitchOn(const PowerOff& off, Rng& rng);

  // Nothing is in the printer's hands: no job waits or moves, or it is off.
  bool PrinterStandsStill() const;

  printer_sim::SimulatedPrinter& printer() { return *printer_; }
  support::Wire& printer_wire() { return *printer_wire_; }
  support::Wire& server_wire() { return *server_wire_; }
  support::ServerProcess& server() { return server_; }
  StationProcess& station() { return *station_; }
  support::OfficeClient& office() { return office_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const PowerPlan& plan() const { return plan_; }

 private:
  PowerScene(const PowerPlan& plan, int port);
  absl::Status StartPrinter();
  absl::Status MakeStation();
  bool StationWasHeard();

  const PowerPlan plan_;
  const int port_;
  const SystemClock clock_;
  std::unique_ptr<printer_sim::SimulatedPrinter> printer_;
  support::ServerProcess server_;
  std::shared_ptr<grpc::Channel> channel_;
  support::OfficeClient office_;
  std::unique_ptr<support::Wire> printer_wire_;  // between station and printer
  std::unique_ptr<support::Wire> server_wire_;   // between station and server
  std::unique_ptr<StationProcess> station_;
};

}  // namespace blangko::crash
