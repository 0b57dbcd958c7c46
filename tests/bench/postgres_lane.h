// PostgresLane: one connection of a load on the queue of postgres_sql.h: it inserts, or leases and acknowledges.
//
// Failure: what the server says; a lease that gives nothing. Threads: as socket_lanes.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tests/bench/jobs_left.h"
#include "tests/bench/peer.h"
#include "tests/bench/postgres_server.h"
#include "tests/bench/socket_lanes.h"

namespace blangko::bench {

class PostgresLane : public SocketLane {
 public:
  // Prepares its statements.
  static absl::StatusOr<std::unique_ptr<PostgresLane>> Open(const PostgresServer& server, Work work,
                                                            int batch, JobsLeft& left);

  int fd() const override { return PQsocket(connection_.get()); }
  absl::StatusOr<bool> Begin() override;
  absl::StatusOr<std::optional<int64_t>> Read() override;

 private:
  PostgresLane(PgConnection connection, Work work, int batch, JobsLeft& left);
  absl::Status Send(const char* statement, const std::string& argument);
  absl::StatusOr<std::optional<int64_t>> Answered();
  absl::Status KeepResult(PGresult* result);

  const PgConnection connection_;
  const Work work_;
  const int batch_;
  JobsLeft& left_;
  int asked_ = 0;
  bool leased_ = false;  // waits for the acknowledgement
  std::string ids_;      // of the lease, as an array
  int64_t got_ = 0;
};

}  // namespace blangko::bench
