// Results: one JSON line per finished run, so that a campaign that was cut off goes on where it stopped, and sums that
// anybody can add up again from the file.
//
// Failure: UNAVAILABLE when the file cannot be written. Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace blangko::crash {

struct RunResult {
  int64_t run = 0;
  uint64_t seed = 0;
  int64_t slow_disk = 0;  // 1: each write took some milliseconds longer
  int64_t server_kills = 0;
  int64_t station_kills = 0;
  int64_t printer_kills = 0;
  int64_t cards = 0;  // finished, in the tray
  int64_t spoiled = 0;
  int64_t looked_at = 0;  // doubtful cards that a person decided
  int64_t undecided = 0;  // doubtful cards that need two persons
  int64_t acknowledged = 0;
  int64_t resent = 0;
  int64_t power_cuts = 0;          // of the server's disk
  int64_t cuts_while_opening = 0;  // of these: while the server opened its store
  int64_t safe = 0;                // starts in SAFE mode after a cut
  double seconds = 0;
  std::map<std::string, std::string> labels;  // what kind of run it was, and how it ended
  std::vector<std::string> violations;
};

struct Totals {
  int64_t runs = 0;
  int64_t failed = 0;
  RunResult sum;
};

std::string ToJsonLine(const RunResult& result);

class Results {
 public:
  // Reads what the file holds already; with an empty name nothing is kept.
  explicit Results(std::string file);

  bool Has(int64_t run) const { return finished_.contains(run); }
  absl::Status Add(const RunResult& result);
  const Totals& totals() const { return totals_; }
  // How many runs had these labels, and how many of them failed.
  struct Count {
    int64_t runs = 0;
    int64_t failed = 0;
  };
  using Labels = std::map<std::string, std::string>;
  const std::map<Labels, Count>& by_labels() const { return by_labels_; }

 private:
  void Take(const RunResult& result);

  const std::string file_;
  std::set<int64_t> finished_;
  Totals totals_;
  std::map<Labels, Count> by_labels_;
};

}  // namespace blangko::crash
