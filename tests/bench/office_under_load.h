// OfficeUnderLoad: a real blangkod on RocksDB in a folder of its own, with one regency, its blanks and its print stations,
// and ways to put people into its line. Everything goes through the public API.
//
// Failure: what the server says; UNAVAILABLE when it does not come up. Threads: belongs to one thread.
#pragma once

#include <sys/types.h>

#include <deque>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "tests/bench/applicants.h"
#include "tests/bench/load_station.h"
#include "tests/support/office_client.h"
#include "tests/support/server_process.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {

class OfficeUnderLoad {
 public:
  // `stations` print at the same site, from one line. `program` is the path of blangkod.
  static absl::StatusOr<std::unique_ptr<OfficeUnderLoad>> Open(const std::string& program, int stations);
  ~OfficeUnderLoad();

  // Imports that many made-up people who are ready to print.
  absl::Status Fill(int64_t people);

  absl::Status Start() { return server_.Start(); }
  // SIGKILL: as a power failure looks to a program.
  void Kill();

  Applicants& applicants() { return applicants_; }
  support::OfficeClient& office() { return *office_; }
  std::deque<LoadStation>& stations() { return stations_; }
  // Connections of their own: calls over one share its flow.
  std::shared_ptr<grpc::Channel> NewChannel() const;
  pid_t server_pid() const { return server_.pid(); }

 private:
  OfficeUnderLoad(const std::string& program, int port);
  absl::Status Furnish(int stations);

  const SystemClock clock_;
  const TempDir dir_;
  support::ServerProcess server_;
  std::unique_ptr<support::OfficeClient> office_;
  Applicants applicants_;
  std::deque<LoadStation> stations_;
};

}  // namespace blangko::bench
