// BeanstalkServer: a beanstalkd with its binlog in a temporary folder, which is what the restart of this server is compared
// with.
//
// Failure: UNIMPLEMENTED where it is not installed; UNAVAILABLE when it does not answer. Threads: one.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/text_connection.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {

class BeanstalkServer {
 public:
  static absl::StatusOr<std::unique_ptr<BeanstalkServer>> Open();

  // Flushing before every reply, or never, as is good for filling it. Waits until it answers: it listens before it has
  // read its binlog.
  absl::Status Start(bool flushing);
  void Stop(int signal);

  // Puts that many jobs into it, without waiting for each.
  absl::Status Fill(int64_t jobs);
  // Takes one job.
  absl::Status ReserveOne();

  absl::StatusOr<std::unique_ptr<TextConnection>> Connect() const { return TextConnection::Open(port_); }
  pid_t pid() const { return process_ == nullptr ? 0 : process_->pid(); }

 private:
  explicit BeanstalkServer(int port) : port_(port) {}

  const TempDir dir_;
  const int port_;
  std::unique_ptr<support::Process> process_;
};

}  // namespace blangko::bench
