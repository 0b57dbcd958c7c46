// Series: the same load on the same peer, measured again and again; and what of it is shown.
//
// A run during which others took more than 15 % of the machine is left out where at least two undisturbed ones remain;
// where fewer remain all count, and the series says so.
// Threads: plain values.
#pragma once

#include <cstddef>
#include <vector>

#include "tests/bench/point.h"

namespace blangko::bench {

inline constexpr double kOthersMax = 0.15;

struct Spread {
  double median = 0;
  double low = 0;
  double high = 0;
};

Spread SpreadOf(std::vector<double> values);

class Series {
 public:
  void Add(const Point& point) { points_.push_back(point); }
  bool empty() const { return points_.empty(); }

  // Points that count.
  std::vector<Point> Counted() const;
  size_t runs() const { return points_.size(); }
  size_t disturbed() const;
  // Others were at work, and their runs could not be left out.
  bool doubtful() const { return runs() > 0 && Counted().size() == runs() && disturbed() > 0; }

  Spread PerSecond() const;
  // Medians of everything that a point tells.
  Point Median() const;

 private:
  std::vector<Point> points_;
};

}  // namespace blangko::bench
