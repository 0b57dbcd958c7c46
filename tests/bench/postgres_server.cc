#include "tests/bench/postgres_server.h"

#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/support/wait.h"

namespace blangko::bench {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin";  // where Debian puts them
constexpr char kUser[] = "postgres";
constexpr absl::Duration kStartLimit = absl::Seconds(60);

std::string Configuration(int port, const std::string& folder) {
  return absl::StrCat("listen_addresses = '127.0.0.1'\nport = ", port, "\nunix_socket_directories = '",
                      folder,
                      "'\nfsync = on\nsynchronous_commit = on\nfull_page_writes = on\n"
                      "max_connections = 150\nshared_buffers = 2GB\nmax_wal_size = 4GB\n");
}

}  // namespace

PostgresServer::PostgresServer(std::string folder_of_programs, int port)
    : programs_(std::move(folder_of_programs)), port_(port) {}

PostgresServer::~PostgresServer() {
  if (process_ == nullptr) return;
  process_->Kill(SIGINT);
  process_->Wait(absl::Seconds(60));
}

absl::StatusOr<std::unique_ptr<PostgresServer>> PostgresServer::Open() {
  if (!std::filesystem::exists(absl::StrCat(kPrograms, "/postgres"))) {
    return absl::UnimplementedError("postgresql-15 is not installed");
  }
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  auto server = std::unique_ptr<PostgresServer>(new PostgresServer(kPrograms, port));
  RETURN_IF_ERROR(server->InitData());
  RETURN_IF_ERROR(server->Start());
  return server;
}

std::vector<std::string> PostgresServer::AsUser(std::vector<std::string> command) const {
  if (geteuid() != 0) return command;
  std::vector<std::string> all = {"setpriv", absl::StrCat("--reuid=", kUser), absl::StrCat("--regid=", kUser),
                                  "--clear-groups"};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

absl::Status PostgresServer::InitData() {
  const std::string folder = dir_.path();
  if (geteuid() == 0) {
    const passwd* user = getpwnam(kUser);
    if (user == nullptr) return absl::UnimplementedError("there is no user postgres");
    if (chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) {
      return absl::UnavailableError("bench: cannot give a folder to postgres");
    }
  }
  const auto init = AsUser({programs_ + "/initdb", "-D", folder + "/data", "-A", "trust", "-U", kUser});
  ASSIGN_OR_RETURN(const int code, support::RunCommand(init, dir_.File("initdb.log"), kStartLimit));
  if (code != 0) return absl::UnavailableError(absl::StrCat("bench: initdb ended with ", code));
  std::ofstream(folder + "/data/postgresql.conf", std::ios::app) << Configuration(port_, folder);
  return absl::OkStatus();
}

absl::Status PostgresServer::Start() {
  const auto command = AsUser({programs_ + "/postgres", "-D", dir_.File("data")});
  ASSIGN_OR_RETURN(process_, support::Process::Start(command, dir_.File("postgres.log")));
  const bool up = support::WaitUntil([this] { return Connect().ok(); }, kStartLimit);
  return up ? absl::OkStatus() : absl::UnavailableError("bench: PostgreSQL does not come up");
}

absl::StatusOr<PgConnection> PostgresServer::Connect() const {
  const std::string where =
      absl::StrCat("host=127.0.0.1 port=", port_, " user=", kUser, " dbname=postgres connect_timeout=5");
  PgConnection connection(PQconnectdb(where.c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return absl::UnavailableError(absl::StrCat("bench: ", PQerrorMessage(connection.get())));
  }
  return connection;
}

absl::Status Execute(PGconn& connection, const std::string& sql) {
  PGresult* result = PQexec(&connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  PQclear(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN)
    return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("bench: ", PQerrorMessage(&connection)));
}

}  // namespace blangko::bench
