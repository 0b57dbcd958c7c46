// ServerProcess: a real `blangkod` over its own data folder, on a port that stays the same over restarts.
//
// Failure: Start answers UNAVAILABLE with the place of the log when the server does not get ready in time.
// Threads: Kill from any, the rest from one.
#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "tests/support/process.h"

namespace blangko::support {

// How a server that was started is now.
enum class ServerState { kServes, kSafe, kEnded };

class ServerProcess {
 public:
  // `program` is the path of blangkod or of its twin; `folder` gets data, log and ready file.
  ServerProcess(std::string program, std::string folder, int port, std::vector<std::string> environment = {});

  // Starts it and waits until it serves.
  absl::Status Start();
  // Starts it and waits until it serves, says that it is in SAFE mode, or ends.
  absl::StatusOr<ServerState> StartAny();
  // Starts it and waits for nothing.
  absl::Status Launch();
  void Kill(int signal = SIGKILL) const;
  // Waits until a SIGSTOP has stopped every thread; false when it ended instead, or when the limit passed.
  bool WaitStopped(absl::Duration limit);
  // Waits for the end after a Kill; the exit status.
  int Wait(absl::Duration limit = absl::Seconds(20));

  std::string address() const;
  const std::string& log() const { return log_; }
  // 0 before the first Start.
  pid_t pid() const { return process_ == nullptr ? 0 : process_->pid(); }

 private:
  std::string ready() const { return folder_ + "/ready"; }

  const std::string program_;
  const std::string folder_;
  const int port_;
  const std::vector<std::string> environment_;
  const std::string log_;
  std::unique_ptr<Process> process_;
};

}  // namespace blangko::support
