// Point: one measured load on one peer: how much, how fast, how long each took, and who used the processors meanwhile.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <vector>

namespace blangko::bench {

// What is asked of a peer: `clients` with one request in flight each, `batch` jobs a request, until `jobs` are done.
struct Load {
  int clients = 1;
  int batch = 1;
  int64_t jobs = 0;
};

// Shares of all processors of the machine, 0 to 1.
struct CpuShares {
  double client = 0;  // the driver
  double server = 0;
  double others = 0;  // whatever else ran
};

struct Point {
  int64_t jobs = 0;
  double seconds = 0;
  double p50_us = 0;  // of one request, or of one whole cycle
  double p99_us = 0;
  CpuShares cpu;

  double PerSecond() const { return seconds > 0 ? static_cast<double>(jobs) / seconds : 0; }
  // Processor time of the server for one job, which others at work change little.
  double ServerMicros() const;
};

// What a driver counted: jobs done, the time it took, and the latency of each request in microseconds.
struct Tally {
  int64_t jobs = 0;
  double seconds = 0;
  std::vector<double> latencies_us;
};

// The value below which `share` of the values lie; 0 of none.
double Quantile(std::vector<double> values, double share);

Point PointOf(const Tally& tally, const CpuShares& cpu);

}  // namespace blangko::bench
