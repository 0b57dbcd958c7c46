// PostgresServer: a PostgreSQL 15 of its own in a temporary folder, as safe as it is shipped: fsync, synchronous_commit and
// full_page_writes on; with more memory than it is shipped with.
//
// Failure: UNIMPLEMENTED where it is not installed; UNAVAILABLE with the place of its log when it does not come up.
// PostgreSQL refuses to run as root: then it is run as the user `postgres`. Threads: one.
#pragma once

#include <libpq-fe.h>
#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {

struct PgClose {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgConnection = std::unique_ptr<PGconn, PgClose>;

class PostgresServer {
 public:
  static absl::StatusOr<std::unique_ptr<PostgresServer>> Open();
  ~PostgresServer();

  absl::Status Start();
  absl::StatusOr<PgConnection> Connect() const;
  pid_t pid() const { return process_ == nullptr ? 0 : process_->pid(); }

 private:
  PostgresServer(std::string folder_of_programs, int port);
  absl::Status InitData();
  // The command, as a user that PostgreSQL accepts.
  std::vector<std::string> AsUser(std::vector<std::string> command) const;

  const TempDir dir_;
  const std::string programs_;
  const int port_;
  std::unique_ptr<support::Process> process_;
};

// Runs statements whose rows do not matter.
absl::Status Execute(PGconn& connection, const std::string& sql);

}  // namespace blangko::bench
