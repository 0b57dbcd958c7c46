// Comparison: every load on every peer, in turn, again and again, so that what disturbs the machine disturbs them all.
//
//   Comparison comparison(peers, {.jobs = 20000, .repeats = 5});
//   comparison.Run();
//   …comparison.verdicts(), comparison.series()…
//
// A peer that is not installed is left out and named; so is a load that a peer cannot do.
// Failure: Run answers the first failure of a load. Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/measures.h"
#include "tests/bench/peer.h"
#include "tests/bench/series.h"

namespace blangko::bench {

struct ComparisonOptions {
  int64_t jobs = 20000;
  int repeats = 5;
  std::string only;  // loads whose name contains it; empty = all
};

class Comparison {
 public:
  using Peers = std::vector<std::unique_ptr<Peer>>;
  // Load and peer.
  using SeriesKey = std::pair<std::string, std::string>;

  // The first peer is this server.
  Comparison(Peers peers, ComparisonOptions options)
      : peers_(std::move(peers)), options_(std::move(options)) {}

  absl::Status Run();

  const std::map<SeriesKey, Series>& series() const { return series_; }
  std::vector<Verdict> verdicts() const;
  // Peers that could not take part, and why.
  const std::map<std::string, std::string>& skipped() const { return skipped_; }

 private:
  absl::Status StartPeers();
  absl::Status RunOnce(const LoadPlan& plan, Peer& peer);
  Verdict Judge(const RatioPlan& plan) const;
  bool Wanted(const std::string& load) const { return load.find(options_.only) != std::string::npos; }

  const Peers peers_;
  const ComparisonOptions options_;
  std::map<SeriesKey, Series> series_;
  std::map<std::string, std::string> skipped_;
};

}  // namespace blangko::bench
