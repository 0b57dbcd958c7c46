#include "tests/bench/beanstalk_server.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/bench/made_up_record.h"
#include "tests/support/wait.h"

namespace blangko::bench {
namespace {

constexpr char kProgram[] = "/usr/bin/beanstalkd";
constexpr int64_t kInFlight = 1000;
constexpr absl::Duration kStartLimit = absl::Minutes(2);

}  // namespace

absl::StatusOr<std::unique_ptr<BeanstalkServer>> BeanstalkServer::Open() {
  if (!std::filesystem::exists(kProgram)) return absl::UnimplementedError("beanstalkd is not installed");
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  return std::unique_ptr<BeanstalkServer>(new BeanstalkServer(port));
}

absl::Status BeanstalkServer::Start(bool flushing) {
  std::vector<std::string> command = {
      kProgram, "-l", "127.0.0.1", "-p", absl::StrCat(port_), "-b", dir_.path(), flushing ? "-f0" : "-F"};
  ASSIGN_OR_RETURN(process_, support::Process::Start(command, dir_.File("beanstalkd.log")));
  const auto answers = [this] {
    const auto connection = Connect();
    return connection.ok() && (*connection)->Send("list-tube-used\r\n").ok() &&
           (*connection)->ReadLine().ok();
  };
  return support::WaitUntil(answers, kStartLimit)
             ? absl::OkStatus()
             : absl::UnavailableError("bench: beanstalkd does not answer");
}

void BeanstalkServer::Stop(int signal) {
  process_->Kill(signal);
  process_->Wait(kStartLimit);
}

absl::Status BeanstalkServer::Fill(int64_t jobs) {
  ASSIGN_OR_RETURN(const auto connection, Connect());
  uint64_t number = 0;
  while (jobs > 0) {
    const int64_t now = std::min(jobs, kInFlight);
    std::string puts;
    for (int64_t i = 0; i < now; ++i) {
      const std::string record = MadeUpRecord(++number);
      absl::StrAppend(&puts, "put 1 0 60 ", record.size(), "\r\n", record, "\r\n");
    }
    RETURN_IF_ERROR(connection->Send(puts));
    for (int64_t i = 0; i < now; ++i) {
      ASSIGN_OR_RETURN(const std::string line, connection->ReadLine());
      if (!line.starts_with("INSERTED")) return absl::InternalError("bench: beanstalkd says " + line);
    }
    jobs -= now;
  }
  return absl::OkStatus();
}

absl::Status BeanstalkServer::ReserveOne() {
  ASSIGN_OR_RETURN(const auto connection, Connect());
  RETURN_IF_ERROR(connection->Send("reserve-with-timeout 5\r\n"));
  ASSIGN_OR_RETURN(const std::string line, connection->ReadLine());
  return line.starts_with("RESERVED") ? absl::OkStatus()
                                      : absl::InternalError("bench: beanstalkd says " + line);
}

}  // namespace blangko::bench
