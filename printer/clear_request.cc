#include "printer/clear_request.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace blangko::printer {
namespace {

std::string PathIn(const std::string& directory) { return directory + "/clear.request"; }
std::string DroppedIn(const std::string& directory) { return directory + "/clear.dropped"; }

std::string OneLine(const std::string& text) { return absl::StrReplaceAll(text, {{"\t", " "}, {"\n", " "}}); }

}  // namespace

absl::Status PutClearRequest(const std::string& directory, const ClearRequest& request) {
  std::error_code error;
  std::filesystem::remove(DroppedIn(directory), error);
  // Made whole under another name first: an agent that looks in between must not take an empty request.
  const std::string made = absl::StrCat(PathIn(directory), ".", getpid());
  std::filesystem::copy_file(PathIn(directory), made, std::filesystem::copy_options::overwrite_existing,
                             error);
  error.clear();  // mostly there is no older request
  std::ofstream file(made, std::ios::app);
  file << absl::StrCat(OneLine(request.printer_id), "\t", OneLine(request.by), "\n") << std::flush;
  if (file) std::filesystem::rename(made, PathIn(directory), error);
  return file && !error ? absl::OkStatus()
                        : absl::UnavailableError(absl::StrCat("clear: cannot write ", PathIn(directory)));
}

std::vector<ClearRequest> TakeClearRequests(const std::string& directory) {
  const std::string taken = PathIn(directory) + ".taken";
  std::error_code error;
  std::filesystem::rename(PathIn(directory), taken, error);
  if (error) return {};
  std::vector<ClearRequest> requests;
  {
    std::ifstream file(taken);
    std::string line;
    while (std::getline(file, line)) {
      const size_t tab = line.find('\t');
      if (tab != std::string::npos) requests.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
  }
  return std::filesystem::remove(taken, error) ? requests : std::vector<ClearRequest>();
}

void DropClearRequests(const std::string& directory) {
  std::error_code error;
  std::filesystem::rename(PathIn(directory), DroppedIn(directory), error);
}

ClearAnswer AnswerToClear(const std::string& directory) {
  if (std::filesystem::exists(PathIn(directory))) return ClearAnswer::kWaiting;
  return std::filesystem::exists(DroppedIn(directory)) ? ClearAnswer::kDropped : ClearAnswer::kTaken;
}

}  // namespace blangko::printer
