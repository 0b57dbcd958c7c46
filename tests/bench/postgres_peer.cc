#include "tests/bench/postgres_peer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/clock.h"
#include "base/status_macros.h"
#include "tests/bench/applicants.h"
#include "tests/bench/cpu_meter.h"
#include "tests/bench/postgres_lane.h"
#include "tests/bench/postgres_sql.h"

namespace blangko::bench {
namespace {

constexpr size_t kCopyBytes = size_t{256} << 10;

}  // namespace

absl::Status PostgresPeer::Start() {
  ASSIGN_OR_RETURN(server_, PostgresServer::Open());
  ASSIGN_OR_RETURN(connection_, server_->Connect());
  return Execute(*connection_, kQueueSchema);
}

// Statistics are made and dirty pages written before the clock runs.
absl::Status PostgresPeer::FillQueue(int64_t jobs) {
  RETURN_IF_ERROR(Execute(*connection_, kQueueSchema));
  RETURN_IF_ERROR(Execute(
      *connection_,
      absl::StrCat("INSERT INTO queue (record) SELECT 'record=' || i || ' ' || repeat(md5(i::text), 9) "
                   "FROM generate_series(1, ",
                   jobs, ") i")));
  RETURN_IF_ERROR(Execute(*connection_, "VACUUM ANALYZE queue"));
  return Execute(*connection_, "CHECKPOINT");
}

absl::Status PostgresPeer::Prepare(Work work, const Load& load) {
  if (work == Work::kCycle) return FillQueue(load.jobs);
  if (work != Work::kImport) return absl::OkStatus();
  list_ = Applicants().NextList(load.jobs);
  return Execute(*connection_, kPeopleSchema);
}

absl::Status PostgresPeer::CopyIn() {
  PGconn* connection = connection_.get();
  RETURN_IF_ERROR(Execute(*connection, kCopyPeople));
  bool sent = true;
  for (size_t at = 0; sent && at < list_.size(); at += kCopyBytes) {
    const size_t size = std::min(kCopyBytes, list_.size() - at);
    sent = PQputCopyData(connection, list_.data() + at, static_cast<int>(size)) == 1;
  }
  sent = sent && PQputCopyEnd(connection, nullptr) == 1;
  PGresult* result = PQgetResult(connection);
  const bool copied = sent && PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  PQclear(PQgetResult(connection));
  return copied ? absl::OkStatus()
                : absl::UnavailableError(absl::StrCat("bench: ", PQerrorMessage(connection)));
}

absl::StatusOr<Tally> PostgresPeer::Copy(int64_t rows) {
  const SteadyClock clock;
  const absl::Time begin = clock.Now();
  RETURN_IF_ERROR(CopyIn());
  const absl::Duration time = clock.Now() - begin;
  return Tally{.jobs = rows,
               .seconds = absl::ToDoubleSeconds(time),
               .latencies_us = {absl::ToDoubleMicroseconds(time)}};
}

absl::StatusOr<Point> PostgresPeer::Run(Work work, const Load& load) {
  if (work == Work::kThreeCalls) return absl::UnimplementedError("a lease is the permission");
  JobsLeft left(load.jobs);
  std::vector<std::unique_ptr<PostgresLane>> lanes;
  std::vector<SocketLane*> pointers;
  for (int client = 0; client < load.clients && work != Work::kImport; ++client) {
    ASSIGN_OR_RETURN(auto lane, PostgresLane::Open(*server_, work, load.batch, left));
    pointers.push_back(lane.get());
    lanes.push_back(std::move(lane));
  }
  const CpuMeter meter(server_->pid());
  ASSIGN_OR_RETURN(const Tally tally, work == Work::kImport ? Copy(load.jobs) : RunSocketLanes(pointers));
  return PointOf(tally, meter.Read());
}

}  // namespace blangko::bench
