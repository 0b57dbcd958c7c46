#include "printer/face/card_canvas.h"

#include <algorithm>
#include <cstddef>

namespace blangko::printer {
namespace {

constexpr char kFamily[] = "Noto Sans";
constexpr double kSmallestScale = 0.7;
constexpr double kScaleStep = 0.05;

using Font = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>;

Font MakeFont(const char* family, double pixels, bool bold) {
  Font font(pango_font_description_new(), &pango_font_description_free);
  pango_font_description_set_family(font.get(), family);
  pango_font_description_set_absolute_size(font.get(), pixels * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

uint32_t ReadPixel(const unsigned char* at) {
  return static_cast<uint32_t>(at[0]) | static_cast<uint32_t>(at[1]) << 8 |
         static_cast<uint32_t>(at[2]) << 16;
}

}  // namespace

CardCanvas::CardCanvas(int width, int height, Kind kind)
    : surface_(cairo_image_surface_create(kind == Kind::kOpaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                          width, height),
               &cairo_surface_destroy),
      cairo_(cairo_create(surface_.get()), &cairo_destroy),
      layout_(pango_cairo_create_layout(cairo_.get()), &g_object_unref) {
  pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
}

void CardCanvas::SetSize(double pixels, bool bold) {
  pango_layout_set_font_description(layout_.get(), MakeFont(kFamily, pixels, bold).get());
}

void CardCanvas::Text(const std::string& text, const Box& box, const TextStyle& style) {
  PangoLayout* layout = layout_.get();
  pango_layout_set_width(layout, -1);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  int width = 0;
  int height = 0;
  for (double scale = 1.0; scale >= kSmallestScale; scale -= kScaleStep) {
    SetSize(style.pixels * scale, style.bold);
    pango_layout_get_pixel_size(layout, &width, &height);
    if (width <= box.width) break;
  }
  if (width > box.width) {
    pango_layout_set_width(layout, static_cast<int>(box.width) * PANGO_SCALE);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_get_pixel_size(layout, &width, &height);
  }
  const double indent = style.align == Align::kCentre ? std::max(0.0, (box.width - width) / 2) : 0;
  cairo_save(cairo());
  cairo_rectangle(cairo(), box.x, box.y, box.width, box.height);
  cairo_clip(cairo());
  cairo_set_source_rgb(cairo(), style.colour.red, style.colour.green, style.colour.blue);
  cairo_move_to(cairo(), box.x + indent, box.y + (box.height - height) / 2);
  pango_cairo_show_layout(cairo(), layout);
  cairo_restore(cairo());
}

void CardCanvas::Fill(const Box& box, const Rgb& colour) {
  cairo_set_source_rgb(cairo(), colour.red, colour.green, colour.blue);
  cairo_rectangle(cairo(), box.x, box.y, box.width, box.height);
  cairo_fill(cairo());
}

void CardCanvas::Lay(const CardCanvas& over) {
  cairo_set_source_surface(cairo(), over.surface_.get(), 0, 0);
  cairo_paint(cairo());
}

void CardCanvas::Picture(const CardImage& image, const Box& box) {
  CardCanvas picture(image.width, image.height, Kind::kOpaque);
  unsigned char* pixels = cairo_image_surface_get_data(picture.surface_.get());
  const auto stride = static_cast<size_t>(cairo_image_surface_get_stride(picture.surface_.get()));
  const auto width = static_cast<size_t>(image.width);
  for (size_t i = 0; i < image.rgb.size() / 3; ++i) {
    unsigned char* pixel = pixels + (i / width) * stride + (i % width) * 4;
    for (size_t channel = 0; channel < 3; ++channel) pixel[channel] = image.rgb[i * 3 + 2 - channel];
  }
  cairo_surface_mark_dirty(picture.surface_.get());
  const double scale = std::max(box.width / image.width, box.height / image.height);
  cairo_save(cairo());
  cairo_rectangle(cairo(), box.x, box.y, box.width, box.height);
  cairo_clip(cairo());
  cairo_translate(cairo(), box.x + (box.width - image.width * scale) / 2,
                  box.y + (box.height - image.height * scale) / 2);
  cairo_scale(cairo(), scale, scale);
  Lay(picture);
  cairo_restore(cairo());
}

CardImage CardCanvas::ToImage() const {
  cairo_surface_flush(surface_.get());
  CardImage image;
  image.width = width();
  image.height = height();
  image.rgb.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height) * 3);
  const unsigned char* row = cairo_image_surface_get_data(surface_.get());
  uint8_t* out = image.rgb.data();
  for (int y = 0; y < image.height; ++y, row += cairo_image_surface_get_stride(surface_.get())) {
    for (int x = 0; x < image.width; ++x, out += 3) {
      const uint32_t pixel = ReadPixel(row + static_cast<std::ptrdiff_t>(x) * 4);
      out[0] = static_cast<uint8_t>(pixel >> 16);
      out[1] = static_cast<uint8_t>(pixel >> 8);
      out[2] = static_cast<uint8_t>(pixel);
    }
  }
  return image;
}

std::string CardCanvas::FamilyFound(const std::string& family) const {
  PangoContext* context = pango_layout_get_context(layout_.get());
  const Font wanted = MakeFont(family.c_str(), 20, false);
  PangoFont* font = pango_context_load_font(context, wanted.get());
  if (font == nullptr) return "";
  const Font found(pango_font_describe(font), &pango_font_description_free);
  g_object_unref(font);
  const char* name = pango_font_description_get_family(found.get());
  return name == nullptr ? "" : name;
}

}  // namespace blangko::printer
