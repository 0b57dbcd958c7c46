// EvePrinter: Debian's ippeveprinter with a card's attributes and a private message bus, which it insists on.
#include <signal.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/printers/simulated_printer.h"
#include "tests/support/wait.h"

namespace blangko::printer_sim {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kStartTime = absl::Seconds(20);
constexpr char kEve[] = "/usr/sbin/ippeveprinter";
constexpr char kBus[] = "/usr/bin/dbus-daemon";

constexpr char kAttributes[] = R"(
ATTR keyword media-supported om_cr80_54x86mm
ATTR keyword media-default om_cr80_54x86mm
ATTR keyword media-ready om_cr80_54x86mm
ATTR collection media-size-supported { MEMBER integer x-dimension 5400 MEMBER integer y-dimension 8600 }
ATTR collection media-col-default {
  MEMBER collection media-size { MEMBER integer x-dimension 5400 MEMBER integer y-dimension 8600 }
}
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR resolution printer-resolution-supported 300dpi
ATTR resolution printer-resolution-default 300dpi
ATTR resolution pwg-raster-document-resolution-supported 300dpi
ATTR keyword pwg-raster-document-type-supported srgb_8,sgray_8
ATTR keyword pwg-raster-document-sheet-back normal
ATTR keyword print-color-mode-supported auto,color
ATTR keyword print-color-mode-default color
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTR rangeOfInteger copies-supported 1-1
ATTR integer copies-default 1
ATTR integer pages-per-minute 2
ATTR integer pages-per-minute-color 2
ATTR name marker-names "YMCKO ribbon","Retransfer film"
ATTR keyword marker-types ink-ribbon,transfer-unit
ATTR integer marker-levels 80,90
ATTR integer marker-low-levels 10,10
ATTR integer marker-high-levels 100,100
)";

}  // namespace

std::string EvePrinter::Missing() {
  for (const char* program : {kEve, kBus}) {
    if (!fs::exists(program)) return program;
  }
  return "";
}

absl::Status EvePrinter::Start() {
  fs::create_directories(directory_ + "/spool");
  std::ofstream(directory_ + "/card.attrs") << kAttributes;
  if (!fs::exists(directory_ + "/hopper.csv")) {
    ASSIGN_OR_RETURN(CardWorld world, CardWorld::Open(directory_));
    RETURN_IF_ERROR(world.Load(blanks_, "L2"));
  }
  return Launch([this](int port) { return StartAt(port); });
}

absl::Status EvePrinter::StartAt(int port) {
  const std::string bus = "unix:path=" + directory_ + "/bus";
  const std::string output = directory_ + "/printer.out";
  if (bus_ == nullptr) {
    ASSIGN_OR_RETURN(bus_, support::Process::Start(
                               {kBus, "--session", "--nofork", "--nopidfile", "--address=" + bus}, output));
  }
  if (!support::WaitUntil([&] { return fs::exists(directory_ + "/bus"); }, kStartTime)) {
    return absl::UnavailableError("eve printer: no message bus, see " + output);
  }
  ASSIGN_OR_RETURN(
      process_,
      support::Process::Start(
          {kEve, "-r", "off", "-n", "localhost", "-p", absl::StrCat(port), "-d", directory_ + "/spool", "-a",
           directory_ + "/card.attrs", "-c", ProgramFolder() + "/eve_press", "Kartu"},
          output, {"DBUS_SYSTEM_BUS_ADDRESS=" + bus, "BLANGKO_EVE_DIR=" + directory_}));
  if (support::WaitUntil([&] { return !process_->Running() || support::Listens(port); }, kStartTime) &&
      process_->Running()) {
    return absl::OkStatus();
  }
  process_.reset();
  return absl::UnavailableError("eve printer: see " + output);
}

void EvePrinter::PowerOff() {
  if (process_ == nullptr) return;
  process_->Kill(SIGKILL);
  process_->Wait(kStartTime);
  process_.reset();
  for (const char* left : {"/where", "/order", "/go"}) fs::remove(directory_ + left);
}

std::string EvePrinter::Where() const {
  std::string where;
  std::getline(std::ifstream(directory_ + "/where"), where);
  return where;
}

absl::Status EvePrinter::Tell(const std::string& order) {
  std::ofstream(directory_ + (order == "go" ? "/go" : "/order")) << order << "\n";
  return absl::OkStatus();
}

}  // namespace blangko::printer_sim
