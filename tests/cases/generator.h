// Generator: makes the rows of a case, one after the other, the same ones on every machine for the same seed.
//
// Captures are spread unevenly, as they are: few on Saturdays, none on Sundays, crowded weeks, a few large districts.
// The rows come in no order of time. Memory is one NIK per row.
// Failure: none. Threads: belongs to one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "tests/cases/case_row.h"
#include "tests/cases/case_spec.h"
#include "tests/cases/people.h"
#include "tests/cases/regions.h"

namespace blangko::cases {

// Draws indexes in proportion to their weights.
class WeightedChoice {
 public:
  explicit WeightedChoice(const std::vector<uint64_t>& weights);
  size_t Draw(Rng& rng) const;

 private:
  std::vector<uint64_t> sums_;
};

class Generator {
 public:
  Generator(CaseSpec spec, Regency regency);

  bool Done() const { return left_ == 0; }
  // The next row; only while not Done.
  CaseRow Next();

 private:
  size_t DrawGroup();
  CaseRow Make(size_t group);

  CaseSpec spec_;
  Regency regency_;
  SeededRng rng_;
  People people_;
  std::vector<WeightedChoice> days_;      // per group
  std::vector<WeightedChoice> statuses_;  // per group
  WeightedChoice districts_;
  int64_t left_;
  int64_t made_ = 0;
};

// All rows of a case over made-up regions, in the order of the file.
std::vector<CaseRow> MakeRows(const CaseSpec& spec);

}  // namespace blangko::cases
