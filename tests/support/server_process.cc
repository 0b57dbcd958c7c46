#include "tests/support/server_process.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/support/wait.h"

namespace blangko::support {
namespace {

constexpr absl::Duration kReadyLimit = absl::Seconds(30);

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
  const std::string ready = folder_ + "/ready";
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  std::filesystem::remove(ready, ignored);
  const std::vector<std::string> command = {program_,   "--data-dir",   folder_ + "/data",
                                            "--listen", address(),      "--metrics-listen",
                                            "off",      "--ready-file", ready};
  ASSIGN_OR_RETURN(process_, Process::Start(command, log_, environment_));
  const bool decided =
      WaitUntil([&] { return std::filesystem::exists(ready, ignored) || !process_->Running(); }, kReadyLimit);
  if (decided && process_->Running()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("server: not ready, see ", log_));
}

void ServerProcess::Kill(int signal) const {
  if (process_ != nullptr) process_->Kill(signal);
}

int ServerProcess::Wait(absl::Duration limit) { return process_ == nullptr ? 0 : process_->Wait(limit); }

}  // namespace blangko::support
