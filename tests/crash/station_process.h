// StationProcess: a real `blangko-station` with its journal, and the commands by which people speak with it.
//
// Failure: what the programs said, with the place of their log. Threads: Kill from any, the rest from one.
#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/support/process.h"

namespace blangko::crash {

// A printer that prints into the station's folder, quickly, and spoils a card now and then.
std::vector<std::string> FileDriverOptions();

class StationProcess {
 public:
  static constexpr char kStation[] = "dinas-1";

  // `driver_options` go to `run`.
  StationProcess(std::string program, std::string folder, std::string server,
                 std::vector<std::string> driver_options, std::vector<std::string> environment);

  // Makes the key pair, tells the server about the station, and leaves it there to be started.
  absl::Status Register(const std::string& office);
  absl::Status Start();
  void Kill(int signal = SIGKILL) const;
  bool Running();
  int Wait(absl::Duration limit = absl::Seconds(20));
  // A person has looked into the printer and taken out what was in it.
  absl::Status Clear() const;
  // Names (record/attempt) of the cards that wait for a look.
  absl::StatusOr<std::vector<std::string>> WaitingCards() const;
  // `look VERDICT CARD`, with these options.
  absl::Status Look(const std::string& verdict, const std::string& card,
                    const std::vector<std::string>& options) const;
  // Reads the whole journal, as an auditor does.
  absl::Status VerifyJournal() const;

  const std::string& folder() const { return folder_; }
  std::string tray() const { return folder_ + "/tray"; }

 private:
  absl::Status RunTool(std::vector<std::string> arguments) const;

  const std::string program_;
  const std::string folder_;
  const std::string server_;
  const std::vector<std::string> driver_options_;
  const std::vector<std::string> environment_;
  const std::string log_;
  std::unique_ptr<support::Process> process_;
};

}  // namespace blangko::crash
