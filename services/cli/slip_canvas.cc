#include "services/cli/slip_canvas.h"

#include <qrencode.h>

#include <algorithm>

namespace blangko::cli {
namespace {

constexpr char kFamily[] = "Noto Sans";
constexpr double kLineSpacing = 0.95;  // of what the font asks for
constexpr double kTickBox = 0.85;      // of the letters' size
constexpr int kQuietModules = 4;       // white around a QR code

using Font = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>;
using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Font FontOf(const SlipType& type) {
  Font font(pango_font_description_new(), &pango_font_description_free);
  pango_font_description_set_family(font.get(), kFamily);
  pango_font_description_set_absolute_size(font.get(), type.points * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

void Space(PangoLayout* layout, double points) {
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(points * PANGO_SCALE)));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

// Letters keep their widths at every zoom.
void UseExactWidths(PangoLayout* layout) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
  cairo_font_options_destroy(options);
}

}  // namespace

SlipCanvas::SlipCanvas(cairo_t* cairo, double left, double top, double width)
    : cairo_(cairo),
      left_(left),
      width_(width),
      bottom_(top),
      layout_(pango_cairo_create_layout(cairo), &g_object_unref) {
  UseExactWidths(layout_.get());
  pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout_.get(), static_cast<float>(kLineSpacing));
}

double SlipCanvas::Draw(const std::string& text, const SlipType& type, double x, double width) {
  PangoLayout* layout = layout_.get();
  pango_layout_set_font_description(layout, FontOf(type).get());
  Space(layout, type.spacing);
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_alignment(layout, type.centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  PangoRectangle extents;
  pango_layout_get_extents(layout, nullptr, &extents);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_move_to(cairo_, x, bottom_);
  pango_cairo_show_layout(cairo_, layout);
  return static_cast<double>(extents.height) / PANGO_SCALE;
}

void SlipCanvas::Paragraph(const std::string& text, const SlipType& type) {
  if (!text.empty()) bottom_ += Draw(text, type, left_, width_);
}

void SlipCanvas::Fact(const std::string& label, const std::string& value, double label_width, double points) {
  const double label_height = Draw(label, {.points = points}, left_, label_width);
  const double value_height =
      Draw(value, {.points = points, .bold = true}, left_ + label_width, width_ - label_width);
  bottom_ += std::max(label_height, value_height) + points / 4;
}

void SlipCanvas::CheckBox(const std::string& text, double points) {
  const double side = points * kTickBox;
  cairo_set_line_width(cairo_, points / 14);
  cairo_rectangle(cairo_, left_ + 0.5, bottom_ + points * 0.3, side, side);
  cairo_stroke(cairo_);
  bottom_ += Draw(text, {.points = points}, left_ + 1.8 * points, width_ - 1.8 * points) + points / 5;
}

void SlipCanvas::Rule(double thickness) {
  cairo_rectangle(cairo_, left_, bottom_, width_, thickness);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_fill(cairo_);
  bottom_ += thickness;
}

bool SlipCanvas::QrCode(const std::string& content, double side) {
  const Code code(QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
  if (code == nullptr) return false;
  const double module = side / (code->width + 2 * kQuietModules);
  const double x = left_ + (width_ - module * code->width) / 2;
  const double y = bottom_ + module * kQuietModules;
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  for (int i = 0; i < code->width * code->width; ++i) {
    if ((code->data[i] & 1) == 0) continue;
    const int row = i / code->width;
    const int column = i % code->width;
    cairo_rectangle(cairo_, x + module * column, y + module * row, module, module);
  }
  cairo_fill(cairo_);
  bottom_ += side;
  return true;
}

void SlipCanvas::Framed(double padding, const std::function<void(SlipCanvas&)>& fill) {
  SlipCanvas inside(cairo_, left_ + padding, bottom_ + padding, width_ - 2 * padding);
  fill(inside);
  const double height = inside.bottom() + padding - bottom_;
  cairo_set_line_width(cairo_, 1.2);
  cairo_rectangle(cairo_, left_ + 0.6, bottom_ + 0.6, width_ - 1.2, height - 1.2);
  cairo_stroke(cairo_);
  bottom_ += height;
}

}  // namespace blangko::cli
