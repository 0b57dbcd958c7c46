// A column of a PDF page that is filled from above: paragraphs, facts, rules, check boxes, a QR code. Black on white, so
// that every printer can print it. Lengths are points.
//
// Failure: a text that cannot become a QR code draws none and answers false. Threads: one.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>

namespace blangko::cli {

constexpr double Millimetres(double mm) { return mm * 72 / 25.4; }

struct SlipType {
  double points = 9;
  bool bold = false;
  bool centred = false;
  double spacing = 0;  // between letters
};

class SlipCanvas {
 public:
  // Draws on `cairo`, which outlives it, from `top` on.
  SlipCanvas(cairo_t* cairo, double left, double top, double width);

  double bottom() const { return bottom_; }
  void Gap(double points) { bottom_ += points; }
  void GoTo(double y) { bottom_ = y; }

  void Paragraph(const std::string& text, const SlipType& type);
  // A label in a column of its own, the value beside it.
  void Fact(const std::string& label, const std::string& value, double label_width, double points);
  // A box to tick, and what it is for.
  void CheckBox(const std::string& text, double points);
  void Rule(double thickness);
  bool QrCode(const std::string& content, double side);
  // A frame around what `fill` draws.
  void Framed(double padding, const std::function<void(SlipCanvas&)>& fill);

 private:
  double Draw(const std::string& text, const SlipType& type, double x, double width);

  cairo_t* const cairo_;
  const double left_;
  const double width_;
  double bottom_;
  std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout_;
};

}  // namespace blangko::cli
