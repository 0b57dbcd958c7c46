// The print station as it is, but for its clock: the time of day is the machine's plus as many seconds as a file says. So
// a test lets an hour pass for the station without waiting for it. All else is what `blangko-station run` does.
#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include "base/clock.h"
#include "base/hash.h"
#include "base/rng.h"
#include "base/stop_flag.h"
#include "printer/program/station_program.h"

namespace blangko::printer {
namespace {

class ClockOfFile : public Clock {
 public:
  explicit ClockOfFile(std::string path) : path_(std::move(path)) {}
  absl::Time Now() const override {
    int64_t seconds = 0;
    std::ifstream(path_) >> seconds;
    return machine_.Now() + absl::Seconds(seconds);
  }

 private:
  const std::string path_;
  SystemClock machine_;
};

int Run(const StationOptions& options, const std::string& hour) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  StopFlag stop;
  std::thread watch([&] {
    int got = 0;
    sigwait(&signals, &got);
    stop.Stop();
  });
  SystemRng rng;
  const auto report = RunStation(options, ClockOfFile(hour), rng, stop);
  if (!stop.stopped()) kill(getpid(), SIGTERM);  // ends the watch
  watch.join();
  std::cerr << (report.ok() ? TextOf(*report, options) : std::string(report.status().message()) + "\n");
  return report.ok() ? 0 : 1;
}

int Main(int argc, char** argv) {
  CLI::App app("A print station at another hour");
  StationOptions options;
  options.register_first = true;
  options.page_port = "0";
  std::string hour;
  app.add_option("--hour", hour, "File with the seconds to add to the clock")->required();
  app.add_option("--dir", options.directory)->required();
  app.add_option("--server", options.server)->required();
  app.add_option("--station", options.station_id)->required();
  app.add_option("--office", options.sites)->required();
  app.add_option("--driver", options.driver)->required();
  app.add_option("--printer-uri", options.printer_uri);
  app.add_option("--batch", options.batch);
  app.add_option("--time-zone", options.time_zone);
  CLI11_PARSE(app, argc, argv);
  return InitCrypto() ? Run(options, hour) : 1;
}

}  // namespace
}  // namespace blangko::printer

int main(int argc, char** argv) { return blangko::printer::Main(argc, argv); }
