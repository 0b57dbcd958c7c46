// A cairo surface of one card with the few ways in which the card face draws on it: text that fits, pictures,
// waves.
//
// Threads: one.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "printer/face/card_image.h"

namespace blangko::printer {

struct Rgb {
  double red, green, blue;
};

struct Box {
  double x, y, width, height;  // pixels
};

enum class Align { kLeft, kCentre };

struct TextStyle {
  double pixels;  // font size
  bool bold = false;
  Rgb colour = {0.07, 0.09, 0.12};
  Align align = Align::kLeft;
};

class CardCanvas {
 public:
  enum class Kind { kOpaque, kTransparent };
  CardCanvas(int width, int height, Kind kind);

  cairo_t* cairo() const { return cairo_.get(); }
  int width() const { return cairo_image_surface_get_width(surface_.get()); }
  int height() const { return cairo_image_surface_get_height(surface_.get()); }

  // One line inside the box, vertically centred; shrinks to 70 % and then ends in an ellipsis.
  void Text(const std::string& text, const Box& box, const TextStyle& style);
  void Fill(const Box& box, const Rgb& colour);
  // Another canvas of the same size over this one.
  void Lay(const CardCanvas& over);
  // The picture scaled to fill the box, its overhang cut off evenly.
  void Picture(const CardImage& image, const Box& box);

  CardImage ToImage() const;
  // What pango draws with when asked for this family.
  std::string FamilyFound(const std::string& family) const;

 private:
  void SetSize(double pixels, bool bold);

  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
  std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout_;
};

}  // namespace blangko::printer
