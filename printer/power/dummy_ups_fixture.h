// For tests: Debian's own upsd with its dummy-ups driver, both children of the test, over a UPS that says what it is
// told to say.
//
// Threads: one.
#pragma once

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "printer/power/nut_client.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {

class DummyUps {
 public:
  static constexpr absl::Duration kSoon = absl::Seconds(20);

  // False where nut-server is not installed.
  static bool IsInstalled() { return ::access(kUpsd, X_OK) == 0 && ::access(kDriver, X_OK) == 0; }

  DummyUps() {
    address_.port = support::FreePort().value();
    Write("ups.conf",
          "maxretry = 1\n[kecamatan]\n  driver = dummy-ups\n  port = sim.dev\n  pollinterval = 1\n");
    Write("upsd.conf", absl::StrCat("LISTEN 127.0.0.1 ", address_.port, "\nMAXAGE 3\n"));
    Write("upsd.users", "");
    Say("OL CHRG", 87);
    driver_ = Run({kDriver, "-a", "kecamatan", "-F"});
    upsd_ = Run({kUpsd, "-F"});
  }

  const UpsAddress& address() const { return address_; }
  std::string name() const { return absl::StrCat(address_.name, "@127.0.0.1:", address_.port); }
  support::Process& driver() { return *driver_; }
  void StopDriver() { driver_.reset(); }
  void StopUpsd() { upsd_.reset(); }

  // The driver looks at the file's time, in whole seconds: a change within one may pass unseen.
  void Say(const std::string& status, int charge) {
    Write("sim.dev",
          absl::StrCat("ups.status: ", status, "\nbattery.charge: ", charge, "\nbattery.runtime: 1260\n"));
    const auto path = folder_.File("sim.dev");
    std::filesystem::last_write_time(
        path, std::filesystem::last_write_time(path) + std::chrono::seconds(++changes_));
  }
  bool Becomes(PowerReading::State state) {
    return support::WaitUntil(
        [&] {
          const auto reading = NutClient(address_).Ask();
          return (reading.ok() ? reading->state : PowerReading::State::kUnknown) == state;
        },
        kSoon);
  }

 private:
  static constexpr char kUpsd[] = "/lib/nut/upsd";
  static constexpr char kDriver[] = "/lib/nut/dummy-ups";

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.File(name)) << text;
    std::filesystem::permissions(folder_.File(name), std::filesystem::perms(0640));
  }
  std::unique_ptr<support::Process> Run(std::vector<std::string> command) {
    if (geteuid() == 0) command.insert(command.end(), {"-u", "root"});
    const std::string folder = folder_.path();
    auto started = support::Process::Start(command, folder_.File("log"),
                                           {"NUT_CONFPATH=" + folder, "NUT_STATEPATH=" + folder});
    return started.ok() ? *std::move(started) : nullptr;
  }

  const TempDir folder_;
  UpsAddress address_{.name = "kecamatan"};
  int changes_ = 0;
  std::unique_ptr<support::Process> driver_;
  std::unique_ptr<support::Process> upsd_;
};

}  // namespace blangko::printer
