#include "tests/support/server_process.h"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/support/wait.h"

namespace blangko::support {
namespace {

constexpr absl::Duration kReadyLimit = absl::Seconds(30);

// Whether it is said after the first `begin` bytes, which earlier starts wrote.
bool SaysSafeMode(const std::string& log, std::uintmax_t begin) {
  std::ifstream file(log);
  file.seekg(static_cast<std::streamoff>(begin));
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("blangkod in SAFE mode on")) return true;
  }
  return false;
}

}  // namespace

ServerProcess::ServerProcess(std::string program, std::string folder, int port,
                             std::vector<std::string> environment)
    : program_(std::move(program)),
      folder_(std::move(folder)),
      port_(port),
      environment_(std::move(environment)),
      log_(folder_ + "/blangkod.log") {}

std::string ServerProcess::address() const { return absl::StrCat("127.0.0.1:", port_); }

absl::Status ServerProcess::Start() {
  ASSIGN_OR_RETURN(const ServerState state, StartAny());
  if (state == ServerState::kServes) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("server: not ready, see ", log_));
}

absl::Status ServerProcess::Launch() {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  std::filesystem::remove(ready(), ignored);
  const std::vector<std::string> command = {
      program_, "--data-dir",   folder_ + "/data", "--listen",           address(), "--metrics-listen",
      "off",    "--ready-file", ready(),           "--free-space-floor", "64"};
  ASSIGN_OR_RETURN(process_, Process::Start(command, log_, environment_));
  return absl::OkStatus();
}

absl::StatusOr<ServerState> ServerProcess::StartAny() {
  const std::uintmax_t begin = std::filesystem::exists(log_) ? std::filesystem::file_size(log_) : 0;
  RETURN_IF_ERROR(Launch());
  std::error_code ignored;
  ServerState state = ServerState::kEnded;
  const bool decided = WaitUntil(
      [&] {
        if (std::filesystem::exists(ready(), ignored)) state = ServerState::kServes;
        if (SaysSafeMode(log_, begin)) state = ServerState::kSafe;
        return state != ServerState::kEnded || !process_->Running();
      },
      kReadyLimit);
  if (decided) return state;
  return absl::UnavailableError(absl::StrCat("server: not ready, see ", log_));
}

void ServerProcess::Kill(int signal) const {
  if (process_ != nullptr) process_->Kill(signal);
}

bool ServerProcess::WaitStopped(absl::Duration limit) {
  return process_ != nullptr && process_->WaitStopped(limit);
}

int ServerProcess::Wait(absl::Duration limit) { return process_ == nullptr ? 0 : process_->Wait(limit); }

}  // namespace blangko::support
