#include "tests/printers/simulated_printer.h"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <functional>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/printers/control.h"
#include "tests/support/wait.h"

namespace blangko::printer_sim {
namespace {

constexpr absl::Duration kStartTime = absl::Seconds(20);
constexpr int kPortTries = 5;

}  // namespace

std::string ProgramFolder() { return std::filesystem::read_symlink("/proc/self/exe").parent_path(); }

std::string SimulatedPrinter::uri() const { return absl::StrCat("ipp://127.0.0.1:", port_, "/ipp/print"); }

int SimulatedPrinter::Count(const std::string& job, const std::string& event) const {
  const std::vector<PickedBlank> world = World();
  return static_cast<int>(std::count_if(world.begin(), world.end(), [&](const PickedBlank& blank) {
    return blank.job == job && blank.event == event;
  }));
}

bool SimulatedPrinter::WaitAt(const std::string& step, absl::Duration limit) const {
  return support::WaitUntil([&] { return Where() == step; }, limit);
}

// Between the choice of a port and its use another program may take it.
absl::Status SimulatedPrinter::Launch(const std::function<absl::Status(int port)>& start) {
  if (port_ != 0) return start(port_);
  absl::Status started;
  for (int i = 0; i < kPortTries; ++i) {
    ASSIGN_OR_RETURN(const int port, support::FreePort());
    started = start(port);
    if (!started.ok()) continue;
    port_ = port;
    return absl::OkStatus();
  }
  return started;
}

absl::Status PapplPrinter::Start() {
  return Launch([this](int port) { return StartAt(port); });
}

absl::Status PapplPrinter::StartAt(int port) {
  std::filesystem::create_directories(directory_);
  const std::string ready = directory_ + "/ready";
  std::filesystem::remove(ready);
  const std::vector<std::string> command = {ProgramFolder() + "/pappl_printer",
                                            "--dir",
                                            directory_,
                                            "--port",
                                            absl::StrCat(port),
                                            "--blanks",
                                            absl::StrCat(loaded_ ? 0 : options_.blanks),
                                            "--lot",
                                            options_.lot,
                                            "--ribbon-cards",
                                            absl::StrCat(options_.ribbon_cards),
                                            "--name",
                                            options_.name,
                                            "--ready-file",
                                            ready};
  ASSIGN_OR_RETURN(process_, support::Process::Start(command, directory_ + "/printer.out"));
  const auto settled = [&] { return std::filesystem::exists(ready) || !process_->Running(); };
  if (!support::WaitUntil(settled, kStartTime) || !process_->Running()) {
    process_.reset();
    return absl::UnavailableError(absl::StrCat("pappl_printer: see ", directory_, "/printer.out"));
  }
  loaded_ = true;
  return absl::OkStatus();
}

void PapplPrinter::PowerOff() {
  if (process_ == nullptr) return;
  process_->Kill(SIGKILL);
  process_->Wait(kStartTime);
  process_.reset();
}

absl::Status PapplPrinter::Tell(const std::string& order) {
  ASSIGN_OR_RETURN(const std::string answer, Ask(directory_ + "/control.sock", order));
  if (answer == "ok") return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("pappl_printer: '", order, "': ", answer));
}

std::string PapplPrinter::Where() const { return Ask(directory_ + "/control.sock", "where").value_or(""); }

bool PapplPrinter::WaitUntilOff(absl::Duration limit) {
  return process_ == nullptr || process_->Wait(limit) >= 0;
}

}  // namespace blangko::printer_sim
