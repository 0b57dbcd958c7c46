#include "tests/bench/postgres_lane.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/bench/made_up_record.h"
#include "tests/bench/postgres_sql.h"

namespace blangko::bench {
namespace {

absl::Status Failed(PGconn& connection) {
  return absl::UnavailableError(absl::StrCat("bench: ", PQerrorMessage(&connection)));
}

absl::Status PrepareStatement(PGconn& connection, const char* name, const char* sql) {
  PGresult* result = PQprepare(&connection, name, sql, 1, nullptr);
  const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  return done ? absl::OkStatus() : Failed(connection);
}

// The records have no character that an array would have to escape.
std::string ArrayOfRecords(int count, uint64_t& number) {
  std::string array = "{";
  for (int i = 0; i < count; ++i) absl::StrAppend(&array, i == 0 ? "" : ",", MadeUpRecord(++number));
  return array + "}";
}

std::string FirstColumn(PGresult& result, int rows) {
  std::string array = "{";
  for (int row = 0; row < rows; ++row) {
    absl::StrAppend(&array, row == 0 ? "" : ",", PQgetvalue(&result, row, 0));
  }
  return array + "}";
}

}  // namespace

PostgresLane::PostgresLane(PgConnection connection, Work work, int batch, JobsLeft& left)
    : connection_(std::move(connection)), work_(work), batch_(batch), left_(left) {}

absl::StatusOr<std::unique_ptr<PostgresLane>> PostgresLane::Open(const PostgresServer& server, Work work,
                                                                 int batch, JobsLeft& left) {
  ASSIGN_OR_RETURN(PgConnection connection, server.Connect());
  RETURN_IF_ERROR(PrepareStatement(*connection, "insert", batch == 1 ? kInsertOne : kInsertMany));
  RETURN_IF_ERROR(PrepareStatement(*connection, "lease", kLease));
  RETURN_IF_ERROR(PrepareStatement(*connection, "acknowledge", kAcknowledge));
  PQsetnonblocking(connection.get(), 1);
  return std::unique_ptr<PostgresLane>(new PostgresLane(std::move(connection), work, batch, left));
}

absl::Status PostgresLane::Send(const char* statement, const std::string& argument) {
  const char* values[] = {argument.c_str()};
  const bool sent = PQsendQueryPrepared(connection_.get(), statement, 1, values, nullptr, nullptr, 0) == 1;
  while (sent && PQflush(connection_.get()) == 1) continue;
  return sent ? absl::OkStatus() : Failed(*connection_);
}

absl::StatusOr<bool> PostgresLane::Begin() {
  static uint64_t number = 0;
  asked_ = left_.Take(batch_);
  if (asked_ == 0) return false;
  leased_ = false;
  if (work_ == Work::kCycle) {
    RETURN_IF_ERROR(Send("lease", absl::StrCat(asked_)));
  } else {
    RETURN_IF_ERROR(Send("insert", batch_ == 1 ? MadeUpRecord(++number) : ArrayOfRecords(asked_, number)));
  }
  return true;
}

absl::StatusOr<std::optional<int64_t>> PostgresLane::Read() {
  if (PQconsumeInput(connection_.get()) == 0) return Failed(*connection_);
  while (PQisBusy(connection_.get()) == 0) {
    PGresult* result = PQgetResult(connection_.get());
    if (result == nullptr) return Answered();
    RETURN_IF_ERROR(KeepResult(result));
  }
  return std::nullopt;
}

absl::Status PostgresLane::KeepResult(PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK) {
    got_ = PQntuples(result);
    ids_ = FirstColumn(*result, static_cast<int>(got_));
  }
  PQclear(result);
  return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ? absl::OkStatus() : Failed(*connection_);
}

absl::StatusOr<std::optional<int64_t>> PostgresLane::Answered() {
  if (work_ == Work::kEnqueue) return asked_;
  if (leased_) return got_;
  if (got_ == 0) return absl::InternalError("bench: PostgreSQL leased nothing");
  left_.GiveBack(asked_ - got_);
  leased_ = true;
  RETURN_IF_ERROR(Send("acknowledge", ids_));
  return std::nullopt;
}

}  // namespace blangko::bench
