#include "tests/crash/power_case.h"

#include <array>

namespace blangko::crash {
namespace {

constexpr std::array<const char*, kPowerSteps> kStepNames = {
    "permitted", "intent",   "job made", "job noted", "in document",
    "printing",  "card out", "waits",    "looked",    "reported"};

// What hangs on one plug: each alone, the office without its server, everything.
constexpr std::array<PowerOff, kPowerOffs> kOffs = {{{.printer = true, .station = false, .server = false},
                                                     {.printer = false, .station = true, .server = false},
                                                     {.printer = false, .station = false, .server = true},
                                                     {.printer = true, .station = true, .server = false},
                                                     {.printer = true, .station = true, .server = true}}};

}  // namespace

std::string NameOf(PrinterKind kind) { return kind == PrinterKind::kPappl ? "pappl" : "eve"; }

std::string NameOf(PowerStep step) { return kStepNames.at(static_cast<size_t>(step)); }

std::string NameOf(const PowerOff& off) {
  std::string name;
  const auto add = [&](bool is_off, const char* what) {
    if (is_off) name += name.empty() ? what : std::string("+") + what;
  };
  add(off.printer, "printer");
  add(off.station, "station");
  add(off.server, "server");
  return name;
}

PowerCase PowerCaseOf(uint64_t number, std::span<const PrinterKind> printers) {
  const uint64_t step = number % kPowerSteps;
  const uint64_t round = number / kPowerSteps;
  PowerCase chosen;
  chosen.step = static_cast<PowerStep>(step);
  chosen.printer = printers[(round + step) % printers.size()];
  chosen.off = kOffs.at((round / printers.size() + step) % kPowerOffs);
  return chosen;
}

}  // namespace blangko::crash
