// blangko-compare: this server beside what an office's programmer would pick instead, on the same machine in the same run.
// Exits with 1 when a measure misses its floor.
#include <algorithm>
#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include "base/status_macros.h"
#include "tests/bench/comparison.h"
#include "tests/bench/growth.h"
#include "tests/bench/office_peer.h"
#include "tests/bench/overload.h"
#include "tests/bench/picture.h"
#include "tests/bench/postgres_peer.h"
#include "tests/bench/report.h"
#include "tests/bench/rocks_peer.h"
#include "tests/bench/text_peers.h"
#include "tests/support/grpc_call.h"

namespace blangko::bench {
namespace {

constexpr int kClientsMax = 64;

struct Options {
  std::string bin;
  std::string json;
  std::string picture;
  bool peers = false;
  bool growth = false;
  GrowthOptions growing;
  bool overload = false;
  OverloadOptions flooding;
  ComparisonOptions comparison;
};

Comparison::Peers MakePeers(const Options& options) {
  Comparison::Peers peers;
  peers.push_back(std::make_unique<OfficePeer>(options.bin + "/blangkod", kClientsMax));
  if (!options.peers) return peers;
  peers.push_back(std::make_unique<PostgresPeer>());
  peers.push_back(std::make_unique<RocksPeer>());
  peers.push_back(NewBeanstalkPeer());
  peers.push_back(NewRedisPeer());
  return peers;
}

absl::Status RunGrowth(const Options& options, std::vector<Verdict>& verdicts) {
  GrowthOptions growing = options.growing;
  growing.program = options.bin + "/blangkod";
  growing.jobs = options.comparison.jobs;
  growing.repeats = options.comparison.repeats;
  Growth growth(growing);
  RETURN_IF_ERROR(growth.Run());
  verdicts.insert(verdicts.end(), growth.verdicts().begin(), growth.verdicts().end());
  return absl::OkStatus();
}

// Answers the lines about its runs.
absl::StatusOr<std::string> RunOverload(const Options& options, std::vector<Verdict>& verdicts) {
  OverloadOptions flooding = options.flooding;
  flooding.program = options.bin + "/blangkod";
  flooding.repeats = options.comparison.repeats;
  Overload overload(flooding);
  RETURN_IF_ERROR(overload.Run());
  const std::vector<Verdict> judged = overload.verdicts();
  verdicts.insert(verdicts.end(), judged.begin(), judged.end());
  return JsonOf(overload.runs());
}

// Whether every floor was reached.
absl::StatusOr<bool> Run(const Options& options) {
  Comparison comparison(MakePeers(options), options.comparison);
  RETURN_IF_ERROR(comparison.Run());
  std::vector<Verdict> verdicts = options.peers ? comparison.verdicts() : std::vector<Verdict>();
  if (options.growth) RETURN_IF_ERROR(RunGrowth(options, verdicts));
  std::string overload_lines;
  if (options.overload) {
    ASSIGN_OR_RETURN(overload_lines, RunOverload(options, verdicts));
  }
  PrintSeries(comparison.series());
  for (const auto& [peer, why] : comparison.skipped())
    std::printf("SKIPPED %s: %s\n", peer.c_str(), why.c_str());
  if (!verdicts.empty()) PrintVerdicts(verdicts);
  if (!options.json.empty()) {
    RETURN_IF_ERROR(WriteFile(options.json, JsonOf(verdicts) + JsonOf(comparison.series()) + overload_lines));
  }
  if (!options.picture.empty()) {
    RETURN_IF_ERROR(DrawVerdicts(verdicts, options.picture));
    std::printf("picture: %s\n", options.picture.c_str());
  }
  return std::all_of(verdicts.begin(), verdicts.end(),
                     [](const Verdict& verdict) { return !verdict.skipped.empty() || verdict.ok(); });
}

}  // namespace
}  // namespace blangko::bench

int main(int argc, char** argv) {
  CLI::App app("Measures this server under load and, with --peers, beside others in the same run.");
  blangko::bench::Options options;
  app.add_option("--bin", options.bin, "folder of blangkod")->required();
  app.add_option("--json", options.json, "one JSON object per line");
  app.add_option("--picture", options.picture, "the measures as SVG");
  app.add_flag("--peers", options.peers, "also PostgreSQL, RocksDB and others that are installed");
  app.add_flag("--growth", options.growth, "also with many waiting, after many printed, after SIGKILL");
  app.add_option("--many", options.growing.many, "how many wait then")->check(CLI::Range(20'000, 10'000'000));
  app.add_flag("--overload", options.overload, "also with four times as much asked as can be done");
  app.add_option("--overload-seconds", options.flooding.seconds, "how long each time")
      ->check(CLI::Range(1, 3600));
  app.add_option("--repeat", options.comparison.repeats, "runs of each load")->check(CLI::PositiveNumber);
  app.add_option("--jobs", options.comparison.jobs, "size of a load")->check(CLI::PositiveNumber);
  app.add_option("--only", options.comparison.only, "loads whose name contains this");
  CLI11_PARSE(app, argc, argv);
  const absl::StatusOr<bool> reached = blangko::bench::Run(options);
  if (!reached.ok())
    std::fprintf(stderr, "blangko-compare: %s\n", blangko::support::Brief(reached.status()).c_str());
  return reached.ok() && *reached ? 0 : 1;
}
