// Pages of a PDF that are filled from above: texts, rules, boxes, and a new page when the space is used up. Black on
// white. Lengths are points.
//
// Failure: none. Threads: one.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "services/papers/paper.h"

namespace blangko::papers {

constexpr double Millimetres(double mm) { return mm * 72 / 25.4; }

inline constexpr double kPageWidth = Millimetres(210);
inline constexpr double kPageHeight = Millimetres(297);

struct Type {
  double points = 10;
  bool bold = false;
  Align align = Align::kLeft;
  bool underlined = false;
  bool justified = false;
};

class PageCanvas {
 public:
  // `foot` stands at the left of the foot of every page, `mark` across it unless it is empty; `pages` is how many there will
  // be.
  PageCanvas(cairo_t* cairo, std::string foot, int pages, std::string mark = "");

  static double left();
  static double width();
  double y() const { return y_; }
  double room() const;  // down to the foot
  int page() const { return page_; }

  void Gap(double points) { y_ += points; }
  void GoTo(double y) { y_ = y; }
  // Ends this page when less than `height` is left on it. True when a new one began.
  bool Need(double height);
  // Ends the last page.
  void Finish();

  double HeightOf(const std::string& text, const Type& type, double width);
  // At (x, y()), without moving; answers the height.
  double Text(const std::string& text, const Type& type, double x, double width);
  // Over the whole width; lines that do not fit go on on the next page.
  void Paragraph(const std::string& text, const Type& type);
  void Rule(double thickness);
  void Box(double x, double y, double width, double height, bool grey);

 private:
  void SetUp(const std::string& text, const Type& type, double width);
  void NewPage();
  void Foot();
  void Mark();

  cairo_t* const cairo_;
  const std::string foot_;
  const int pages_;
  const std::string mark_;
  int page_ = 1;
  double y_;
  std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout_;
};

}  // namespace blangko::papers
