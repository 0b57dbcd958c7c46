// StationProcess: a real `blangko-station` with the file driver, its journal and its tray.
//
// Failure: what the programs said, with the place of their log. Threads: Kill from any, the rest from one.
#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "tests/support/process.h"

namespace blangko::crash {

class StationProcess {
 public:
  static constexpr char kStation[] = "dinas-1";

  StationProcess(std::string program, std::string folder, std::string server,
                 std::vector<std::string> environment);

  // Makes the key pair, tells the server about the station, and leaves it there to be started.
  absl::Status Register(const std::string& office);
  absl::Status Start();
  void Kill(int signal = SIGKILL) const;
  bool Running();
  int Wait(absl::Duration limit = absl::Seconds(20));
  // A person has looked into the printer and taken out what was in it.
  absl::Status Clear();

  std::string tray() const { return folder_ + "/tray"; }

 private:
  absl::Status RunTool(std::vector<std::string> arguments) const;

  const std::string program_;
  const std::string folder_;
  const std::string server_;
  const std::vector<std::string> environment_;
  const std::string log_;
  std::unique_ptr<support::Process> process_;
};

}  // namespace blangko::crash
