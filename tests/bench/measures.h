// Measures: what the product promises beside others, as data: a load, against whom, the least and the goal. The numbers
// are those that decide about a release.
//
// Threads: constants and plain values.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/peer.h"
#include "tests/bench/series.h"

namespace blangko::bench {

// A load that every peer that can gets in each repetition. `size` scales with --jobs: jobs = size * N.
struct LoadPlan {
  std::string name;
  Work work;
  int clients;
  int batch;
  double size;
};

const std::vector<LoadPlan>& LoadPlans();

// Jobs a second of this server, divided by those of a peer.
struct RatioPlan {
  std::string load;  // name of a LoadPlan
  std::string peer;
  double floor;
  double goal;
};

const std::vector<RatioPlan>& RatioPlans();

// One line of the result.
struct Verdict {
  std::string measure;
  Spread value = {};
  double floor = 0;
  double goal = 0;
  bool less_is_better = false;
  bool doubtful = false;     // others were at work
  std::string skipped = {};  // why there is no value; empty = there is one

  bool ok() const { return less_is_better ? value.median <= floor : value.median >= floor; }
  bool reached() const { return less_is_better ? value.median <= goal : value.median >= goal; }
};

}  // namespace blangko::bench
