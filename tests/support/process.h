// Process: a program started as a child, whose output goes to a file, and which is ended by its own id.
//
// The child dies with its parent (PR_SET_PDEATHSIG), and the destructor kills and reaps what is left.
// Failure: Start answers UNAVAILABLE when there can be no child; a program that cannot be run exits with 127.
// Threads: belongs to one thread, but Kill may be called from any.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace blangko::support {

class Process {
 public:
  // `environment` entries ("NAME=value") are added to the parent's.
  static absl::StatusOr<std::unique_ptr<Process>> Start(const std::vector<std::string>& command,
                                                        const std::string& output_file,
                                                        const std::vector<std::string>& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void Kill(int signal) const;
  bool Running();
  // Waits until a SIGSTOP has stopped every thread; false when it ended instead, or when the limit passed.
  bool WaitStopped(absl::Duration limit);
  // Waits for the end; the exit status as a shell gives it, 128 + signal for a killed one. -1 when the limit passed.
  int Wait(absl::Duration limit);

 private:
  explicit Process(pid_t pid) : pid_(pid) {}

  const pid_t pid_;
  std::atomic<bool> reaped_ = false;
  int status_ = 0;
};

// Runs a command to its end; its exit status.
absl::StatusOr<int> RunCommand(const std::vector<std::string>& command, const std::string& output_file,
                               absl::Duration limit);

// Whether somebody takes connections there now.
bool Listens(int port);

// A TCP port of the loopback address that nobody listens on now.
absl::StatusOr<int> FreePort();

}  // namespace blangko::support
