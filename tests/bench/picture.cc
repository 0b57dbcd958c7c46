#include "tests/bench/picture.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_format.h"
#include "cairo-svg.h"
#include "cairo.h"

namespace blangko::bench {
namespace {

constexpr double kRow = 26;
constexpr double kTop = 40;
constexpr double kLeft = 370;      // where bars begin
constexpr double kFloorAt = 130;   // points from there to the floor
constexpr double kScaleMax = 3.2;  // of the floor; longer bars are cut
constexpr double kWidth = kLeft + kFloorAt * kScaleMax + 90;

struct Colour {
  double red, green, blue;
};
constexpr Colour kMissed{0.80, 0.29, 0.23};
constexpr Colour kFloor{0.87, 0.67, 0.25};
constexpr Colour kGoal{0.26, 0.59, 0.42};
constexpr Colour kInk{0.15, 0.15, 0.15};

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

void Use(cairo_t& pen, const Colour& colour) {
  cairo_set_source_rgb(&pen, colour.red, colour.green, colour.blue);
}

void Write(cairo_t& pen, double x, double y, const std::string& text) {
  Use(pen, kInk);
  cairo_move_to(&pen, x, y);
  cairo_show_text(&pen, text.c_str());
}

// Length of a value of this measure.
double Along(const Verdict& verdict, double value) {
  if (value <= 0) return 0;
  const double of_floor = verdict.less_is_better ? verdict.floor / value : value / verdict.floor;
  return kFloorAt * std::min(of_floor, kScaleMax);
}

void Stroke(cairo_t& pen, double x, double from, double to) {
  cairo_move_to(&pen, x, from);
  cairo_line_to(&pen, x, to);
  cairo_stroke(&pen);
}

void DrawBar(cairo_t& pen, const Verdict& verdict, double y) {
  Use(pen, !verdict.ok() ? kMissed : verdict.reached() ? kGoal : kFloor);
  cairo_rectangle(&pen, kLeft, y + 5, Along(verdict, verdict.value.median), kRow - 10);
  cairo_fill(&pen);
  Use(pen, kInk);
  cairo_set_line_width(&pen, 1);
  cairo_move_to(&pen, kLeft + Along(verdict, verdict.value.low), y + kRow / 2);
  cairo_line_to(&pen, kLeft + Along(verdict, verdict.value.high), y + kRow / 2);
  cairo_stroke(&pen);
  cairo_set_line_width(&pen, 2);
  Stroke(pen, kLeft + Along(verdict, verdict.goal), y + 3, y + kRow - 3);
}

void DrawRow(cairo_t& pen, const Verdict& verdict, double y) {
  Write(pen, 12, y + 17, verdict.measure);
  if (!verdict.skipped.empty()) {
    Write(pen, kLeft, y + 17, "SKIPPED " + verdict.skipped);
    return;
  }
  DrawBar(pen, verdict, y);
  Write(pen, kWidth - 80, y + 17,
        absl::StrFormat("%.2f%s", verdict.value.median, verdict.doubtful ? " *" : ""));
}

}  // namespace

absl::Status DrawVerdicts(const std::vector<Verdict>& verdicts, const std::string& path) {
  const double height = kTop + kRow * static_cast<double>(verdicts.size()) + 12;
  const Surface surface(cairo_svg_surface_create(path.c_str(), kWidth, height), cairo_surface_destroy);
  const Pen pen(cairo_create(surface.get()), cairo_destroy);
  cairo_set_source_rgb(pen.get(), 1, 1, 1);
  cairo_paint(pen.get());
  cairo_select_font_face(pen.get(), "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(pen.get(), 12);
  Write(*pen, 12, 24, "Longer is better. Thin line: floor. Mark: goal. * = others were at work.");
  for (size_t row = 0; row < verdicts.size(); ++row) {
    DrawRow(*pen, verdicts[row], kTop + kRow * static_cast<double>(row));
  }
  cairo_set_line_width(pen.get(), 1);
  Stroke(*pen, kLeft + kFloorAt, kTop, height - 12);
  cairo_surface_finish(surface.get());
  const cairo_status_t drawn = cairo_surface_status(surface.get());
  return drawn == CAIRO_STATUS_SUCCESS ? absl::OkStatus()
                                       : absl::UnavailableError("bench: cannot write " + path);
}

}  // namespace blangko::bench
