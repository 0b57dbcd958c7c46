#include "tests/crash/station_process.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"

namespace blangko::crash {
namespace {

constexpr char kSecondsPerCard[] = "0.03";
constexpr char kSpoilEvery[] = "17";

}  // namespace

StationProcess::StationProcess(std::string program, std::string folder, std::string server,
                               std::vector<std::string> environment)
    : program_(std::move(program)),
      folder_(std::move(folder)),
      server_(std::move(server)),
      environment_(std::move(environment)),
      log_(folder_ + ".log") {}

absl::Status StationProcess::RunTool(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), program_);
  ASSIGN_OR_RETURN(const int status, support::RunCommand(arguments, log_, absl::Seconds(20)));
  if (status == 0) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat("station: '", absl::StrJoin(arguments, " "), "' ended with ", status, ", see ", log_));
}

absl::Status StationProcess::Register(const std::string& office) {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  return RunTool(
      {"register", "--server", server_, "--station", kStation, "--dir", folder_, "--office", office});
}

absl::Status StationProcess::Start() {
  const std::vector<std::string> command = {
      program_, "run",      "--server", server_,   "--station",     kStation,        "--dir",
      folder_,  "--driver", "file",     "--speed", kSecondsPerCard, "--spoil-every", kSpoilEvery};
  ASSIGN_OR_RETURN(process_, support::Process::Start(command, log_, environment_));
  return absl::OkStatus();
}

void StationProcess::Kill(int signal) const {
  if (process_ != nullptr) process_->Kill(signal);
}

bool StationProcess::Running() { return process_ != nullptr && process_->Running(); }

int StationProcess::Wait(absl::Duration limit) { return process_ == nullptr ? 0 : process_->Wait(limit); }

absl::Status StationProcess::Clear() {
  return RunTool({"clear", "--dir", folder_, "--nothing-found", "--by", "budi"});
}

}  // namespace blangko::crash
