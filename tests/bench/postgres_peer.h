// PostgresPeer: a queue in PostgreSQL 15 as a peer (postgres_sql.h), its clients over asynchronous libpq in one thread.
//
// Failure and threads: as peer.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/peer.h"
#include "tests/bench/postgres_server.h"

namespace blangko::bench {

class PostgresPeer : public Peer {
 public:
  std::string name() const override { return "postgresql"; }
  absl::Status Start() override;
  absl::Status Prepare(Work work, const Load& load) override;
  absl::StatusOr<Point> Run(Work work, const Load& load) override;

 private:
  absl::Status FillQueue(int64_t jobs);
  absl::Status CopyIn();
  absl::StatusOr<Tally> Copy(int64_t rows);

  std::unique_ptr<PostgresServer> server_;
  PgConnection connection_;
  std::string list_;  // of the next import
};

}  // namespace blangko::bench
