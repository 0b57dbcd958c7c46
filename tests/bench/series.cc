#include "tests/bench/series.h"

#include <algorithm>
#include <functional>

namespace blangko::bench {
namespace {

bool IsDisturbed(const Point& point) { return point.cpu.others > kOthersMax; }

using Reading = std::function<double(const Point&)>;

std::vector<double> Readings(const std::vector<Point>& points, const Reading& read) {
  std::vector<double> values;
  for (const Point& point : points) values.push_back(read(point));
  return values;
}

}  // namespace

Spread SpreadOf(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return {.median = median, .low = values.front(), .high = values.back()};
}

size_t Series::disturbed() const {
  return static_cast<size_t>(std::count_if(points_.begin(), points_.end(), IsDisturbed));
}

std::vector<Point> Series::Counted() const {
  std::vector<Point> clean;
  std::remove_copy_if(points_.begin(), points_.end(), std::back_inserter(clean), IsDisturbed);
  return clean.size() >= 2 ? clean : points_;
}

Spread Series::PerSecond() const {
  return SpreadOf(Readings(Counted(), [](const Point& point) { return point.PerSecond(); }));
}

Point Series::Median() const {
  const std::vector<Point> points = Counted();
  const auto median = [&](const Reading& read) { return SpreadOf(Readings(points, read)).median; };
  Point middle;
  if (points.empty()) return middle;
  middle.jobs = points.front().jobs;
  middle.seconds = median([](const Point& point) { return point.seconds; });
  middle.p50_us = median([](const Point& point) { return point.p50_us; });
  middle.p99_us = median([](const Point& point) { return point.p99_us; });
  middle.cpu.client = median([](const Point& point) { return point.cpu.client; });
  middle.cpu.server = median([](const Point& point) { return point.cpu.server; });
  middle.cpu.others = median([](const Point& point) { return point.cpu.others; });
  return middle;
}

}  // namespace blangko::bench
