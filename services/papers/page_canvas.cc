#include "services/papers/page_canvas.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"

namespace blangko::papers {
namespace {

constexpr char kFamily[] = "Noto Sans";
constexpr double kLineSpacing = 0.92;  // of what the font asks for
constexpr double kLeft = Millimetres(25);
constexpr double kRight = Millimetres(20);
constexpr double kTop = Millimetres(15);
constexpr double kBottom = Millimetres(19);
constexpr double kFootAt = kPageHeight - Millimetres(13);
constexpr double kFootPoints = 7.5;
constexpr double kThinLine = 0.5;
constexpr double kGrey = 0.9;
constexpr double kMarkPoints = 130;
constexpr double kMarkDarkness = 0.18;

using Font = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>;

Font FontOf(const Type& type) {
  Font font(pango_font_description_new(), &pango_font_description_free);
  pango_font_description_set_family(font.get(), kFamily);
  pango_font_description_set_absolute_size(font.get(), type.points * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return font;
}

PangoAlignment AlignmentOf(Align align) {
  if (align == Align::kCentre) return PANGO_ALIGN_CENTER;
  return align == Align::kRight ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

// Letters keep their widths, whatever the surface.
void UseExactWidths(PangoLayout* layout) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
  cairo_font_options_destroy(options);
}

double InPoints(int units) { return static_cast<double>(units) / PANGO_SCALE; }

}  // namespace

PageCanvas::PageCanvas(cairo_t* cairo, std::string foot, int pages, std::string mark)
    : cairo_(cairo),
      foot_(std::move(foot)),
      pages_(pages),
      mark_(std::move(mark)),
      y_(kTop),
      layout_(pango_cairo_create_layout(cairo), &g_object_unref) {
  UseExactWidths(layout_.get());
  pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout_.get(), static_cast<float>(kLineSpacing));
}

double PageCanvas::left() { return kLeft; }
double PageCanvas::width() { return kPageWidth - kLeft - kRight; }
double PageCanvas::room() const { return kPageHeight - kBottom - y_; }

bool PageCanvas::Need(double height) {
  if (height <= room() || y_ <= kTop) return false;
  NewPage();
  return true;
}

void PageCanvas::NewPage() {
  Finish();
  ++page_;
  y_ = kTop;
}

void PageCanvas::Finish() {
  Foot();
  if (!mark_.empty()) Mark();
  cairo_show_page(cairo_);
}

// From the lower left to the upper right, so that what lies below can still be read.
void PageCanvas::Mark() {
  SetUp(mark_, {.points = kMarkPoints, .bold = true, .align = Align::kCentre}, kPageHeight);
  PangoRectangle extents;
  pango_layout_get_extents(layout_.get(), nullptr, &extents);
  cairo_save(cairo_);
  cairo_translate(cairo_, kPageWidth / 2, kPageHeight / 2);
  cairo_rotate(cairo_, -M_PI / 4);
  cairo_move_to(cairo_, -kPageHeight / 2, -InPoints(extents.height) / 2);
  cairo_set_source_rgba(cairo_, 0, 0, 0, kMarkDarkness);
  pango_cairo_show_layout(cairo_, layout_.get());
  cairo_restore(cairo_);
}

void PageCanvas::Foot() {
  const double before = y_;
  y_ = kFootAt;
  const double number_width = Millimetres(40);
  Text(foot_, {.points = kFootPoints}, kLeft, width() - number_width);
  Text(absl::StrCat("Halaman ", page_, " dari ", pages_), {.points = kFootPoints, .align = Align::kRight},
       kLeft + width() - number_width, number_width);
  y_ = before;
}

void PageCanvas::SetUp(const std::string& text, const Type& type, double width) {
  PangoLayout* layout = layout_.get();
  pango_layout_set_font_description(layout, FontOf(type).get());
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_alignment(layout, AlignmentOf(type.align));
  pango_layout_set_justify(layout, type.justified ? 1 : 0);
  PangoAttrList* attributes = pango_attr_list_new();
  if (type.underlined) pango_attr_list_insert(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
}

double PageCanvas::HeightOf(const std::string& text, const Type& type, double width) {
  SetUp(text, type, width);
  PangoRectangle extents;
  pango_layout_get_extents(layout_.get(), nullptr, &extents);
  return InPoints(extents.height);
}

double PageCanvas::Text(const std::string& text, const Type& type, double x, double width) {
  const double height = HeightOf(text, type, width);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_move_to(cairo_, x, y_);
  pango_cairo_show_layout(cairo_, layout_.get());
  return height;
}

void PageCanvas::Paragraph(const std::string& text, const Type& type) {
  const double height = HeightOf(text, type, width());
  if (height <= room()) {
    y_ += Text(text, type, kLeft, width());
    return;
  }
  const int lines = pango_layout_get_line_count(layout_.get());
  for (int i = 0; i < lines; ++i) {
    PangoLayoutLine* line = pango_layout_get_line_readonly(layout_.get(), i);
    PangoRectangle extents;
    pango_layout_line_get_extents(line, nullptr, &extents);
    const double line_height = InPoints(extents.height) * kLineSpacing;
    const double ascent = InPoints(PANGO_ASCENT(extents));
    if (Need(line_height)) SetUp(text, type, width());  // the foot used the layout
    line = pango_layout_get_line_readonly(layout_.get(), i);
    cairo_set_source_rgb(cairo_, 0, 0, 0);
    cairo_move_to(cairo_, kLeft, y_ + ascent * kLineSpacing);
    pango_cairo_show_layout_line(cairo_, line);
    y_ += line_height;
  }
}

void PageCanvas::Rule(double thickness) {
  cairo_rectangle(cairo_, kLeft, y_, width(), thickness);
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_fill(cairo_);
  y_ += thickness;
}

void PageCanvas::Box(double x, double y, double width, double height, bool grey) {
  cairo_rectangle(cairo_, x, y, width, height);
  if (grey) {
    cairo_set_source_rgb(cairo_, kGrey, kGrey, kGrey);
    cairo_fill_preserve(cairo_);
  }
  cairo_set_source_rgb(cairo_, 0, 0, 0);
  cairo_set_line_width(cairo_, kThinLine);
  cairo_stroke(cairo_);
}

}  // namespace blangko::papers
