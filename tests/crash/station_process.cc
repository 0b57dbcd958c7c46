#include "tests/crash/station_process.h"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"

namespace blangko::crash {
namespace {

constexpr char kSecondsPerCard[] = "0.03";
constexpr char kSpoilEvery[] = "17";
constexpr char kPerson[] = "budi";
constexpr absl::Duration kToolTime = absl::Seconds(20);

}  // namespace

std::vector<std::string> FileDriverOptions() {
  return {"--driver", "file", "--speed", kSecondsPerCard, "--spoil-every", kSpoilEvery};
}

StationProcess::StationProcess(std::string program, std::string folder, std::string server,
                               std::vector<std::string> driver_options, std::vector<std::string> environment)
    : program_(std::move(program)),
      folder_(std::move(folder)),
      server_(std::move(server)),
      driver_options_(std::move(driver_options)),
      environment_(std::move(environment)),
      log_(folder_ + ".log") {}

absl::Status StationProcess::RunTool(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), program_);
  ASSIGN_OR_RETURN(const int status, support::RunCommand(arguments, log_, kToolTime));
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
  std::vector<std::string> command = {program_,    "run",    "--server", server_,
                                      "--station", kStation, "--dir",    folder_};
  command.insert(command.end(), driver_options_.begin(), driver_options_.end());
  ASSIGN_OR_RETURN(process_, support::Process::Start(command, log_, environment_));
  return absl::OkStatus();
}

void StationProcess::Kill(int signal) const {
  if (process_ != nullptr) process_->Kill(signal);
}

bool StationProcess::Running() { return process_ != nullptr && process_->Running(); }

int StationProcess::Wait(absl::Duration limit) { return process_ == nullptr ? 0 : process_->Wait(limit); }

absl::Status StationProcess::Clear() const {
  return RunTool({"clear", "--dir", folder_, "--nothing-found", "--by", kPerson});
}

absl::StatusOr<std::vector<std::string>> StationProcess::WaitingCards() const {
  const std::string screen = folder_ + ".looks";
  std::filesystem::remove(screen);
  const std::vector<std::string> command = {program_, "look", "list", "--dir", folder_};
  ASSIGN_OR_RETURN(const int status, support::RunCommand(command, screen, kToolTime));
  if (status != 0) return absl::UnavailableError(absl::StrCat("station: look list ended with ", status));
  std::vector<std::string> cards;
  std::ifstream lines(screen);
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    int number = 0;  // its place in the tray; headings have none
    if (words.size() > 2 && absl::SimpleAtoi(words[0], &number) && absl::StrContains(words[1], '/')) {
      cards.push_back(words[1]);
    }
  }
  return cards;
}

absl::Status StationProcess::Look(const std::string& verdict, const std::string& card,
                                  const std::vector<std::string>& options) const {
  std::vector<std::string> command = {"look", verdict, card, "--dir", folder_, "--by", kPerson};
  command.insert(command.end(), options.begin(), options.end());
  return RunTool(std::move(command));
}

absl::Status StationProcess::VerifyJournal() const {
  return RunTool({"journal", "verify", "--dir", folder_});
}

}  // namespace blangko::crash
