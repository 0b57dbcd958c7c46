// Growth: what a job costs when many wait, after many were printed, while a long list is read; and how soon the first job
// is granted after SIGKILL, beside beanstalkd, with what memory.
//
// Two servers stand side by side, a small one and a large one, and are measured in turn.
// Failure: the first failure of a load. Threads: one, and one more that reads the list.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/bench/measures.h"
#include "tests/bench/office_under_load.h"
#include "tests/bench/series.h"

namespace blangko::bench {

struct GrowthOptions {
  std::string program;  // blangkod
  int64_t few = 10'000;
  int64_t many = 1'000'000;
  int64_t jobs = 20'000;  // of one point
  int repeats = 5;
};

class Growth {
 public:
  explicit Growth(GrowthOptions options) : options_(std::move(options)) {}

  absl::Status Run();
  const std::vector<Verdict>& verdicts() const { return verdicts_; }
  // By what was measured.
  const std::map<std::string, Series>& series() const { return series_; }

 private:
  absl::Status Fill();
  absl::Status MeasureWaiting();
  absl::Status MeasureRestart();
  absl::Status MeasureDrained();
  absl::Status Measure(OfficeUnderLoad& office, const std::string& name);
  absl::StatusOr<double> SecondsToFirstGrant();
  // Cost of `slow` against that of `fast`.
  void Judge(const std::string& measure, const std::string& slow, const std::string& fast, double floor,
             double goal);

  const GrowthOptions options_;
  std::unique_ptr<OfficeUnderLoad> small_;
  std::unique_ptr<OfficeUnderLoad> large_;
  std::map<std::string, Series> series_;
  std::vector<Verdict> verdicts_;
};

}  // namespace blangko::bench
