#include "services/cli/slip.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/cli/slip_canvas.h"

namespace blangko::cli {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Cairo = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

constexpr double kRollWidth = Millimetres(80);
constexpr double kRollMargin = Millimetres(5);  // the head leaves 4 mm white at both sides
constexpr double kA4Width = Millimetres(210);
constexpr double kA4Height = Millimetres(297);
constexpr double kA4Margin = Millimetres(22);
constexpr double kGutter = Millimetres(8);
constexpr double kThin = 0.6;
constexpr double kThick = 1.6;

// A slip in the making: its words, and whether everything could be drawn.
struct Slip {
  const SlipWords& words;
  const std::string& qr_content;
  bool complete = true;
};

// "K7QF 3M2P 0XAB 9TWC" in two lines: the letters can be larger.
std::string InTwoLines(std::string code) {
  if (!code.empty()) code[code.size() / 2] = '\n';
  return code;
}

void DrawCode(SlipCanvas& column, Slip& slip, double letters, double qr_side) {
  column.Paragraph(slip.words.code_label, {.points = 8.5, .centred = true});
  column.Gap(1);
  column.Paragraph(InTwoLines(slip.words.code),
                   {.points = letters, .bold = true, .centred = true, .spacing = 1.5});
  slip.complete = column.QrCode(slip.qr_content, qr_side) && slip.complete;
}

void DrawStatus(SlipCanvas& column, const SlipWords& words, double points) {
  column.Framed(Millimetres(2.5), [&](SlipCanvas& box) {
    box.Paragraph(words.headline, {.points = points * 1.4, .bold = true});
    box.Paragraph(words.detail, {.points = points});
    if (!words.promise.empty()) box.Gap(points / 3);
    box.Paragraph(words.promise, {.points = points * 0.9});
  });
}

void DrawCollecting(SlipCanvas& column, const SlipWords& words, double points) {
  column.Paragraph(words.collect.label, {.points = points * 0.9});
  column.Paragraph(words.collect.value, {.points = points * 1.1, .bold = true});
  column.Paragraph(words.hours, {.points = points});
  column.Gap(points * 0.7);
  column.Paragraph(words.bring, {.points = points * 0.9});
  column.Gap(1.5);
  for (const std::string& paper : words.papers) column.CheckBox(paper, points);
}

double DrawRoll(cairo_t* cairo, Slip& slip) {
  const SlipWords& words = slip.words;
  SlipCanvas column(cairo, kRollMargin, Millimetres(4), kRollWidth - 2 * kRollMargin);
  column.Paragraph(words.office, {.points = 11, .bold = true, .centred = true});
  column.Gap(4);
  column.Rule(kThick);
  column.Gap(4);
  column.Paragraph(words.title, {.points = 15, .bold = true, .centred = true, .spacing = 1});
  column.Paragraph(words.subtitle, {.points = 9, .centred = true});
  column.Gap(6);
  for (const SlipFact& fact : words.facts) column.Fact(fact.label, fact.value, Millimetres(23), 9);
  column.Gap(4);
  DrawStatus(column, words, 9);
  column.Gap(7);
  DrawCollecting(column, words, 9);
  column.Gap(4);
  column.Rule(kThin);
  column.Gap(5);
  DrawCode(column, slip, 23, Millimetres(40));
  column.Paragraph(words.code_help, {.points = 7.5, .centred = true});
  return column.bottom() + Millimetres(6);
}

void DrawA4Head(SlipCanvas& page, const SlipWords& words) {
  page.Paragraph(words.office, {.points = 16, .bold = true});
  page.Gap(6);
  page.Rule(kThick);
  page.Gap(14);
  page.Paragraph(words.title, {.points = 26, .bold = true, .spacing = 1});
  page.Paragraph(words.subtitle, {.points = 12});
  page.Gap(16);
}

void DrawA4(cairo_t* cairo, Slip& slip) {
  const double width = kA4Width - 2 * kA4Margin;
  const double code_width = Millimetres(62);
  const double left_width = width - code_width - kGutter;
  SlipCanvas page(cairo, kA4Margin, kA4Margin, width);
  DrawA4Head(page, slip.words);
  SlipCanvas left(cairo, kA4Margin, page.bottom(), left_width);
  for (const SlipFact& fact : slip.words.facts) left.Fact(fact.label, fact.value, Millimetres(29), 11);
  left.Gap(10);
  DrawStatus(left, slip.words, 11);
  left.Gap(14);
  DrawCollecting(left, slip.words, 11);
  SlipCanvas right(cairo, kA4Margin + left_width + kGutter, page.bottom(), code_width);
  right.Framed(Millimetres(3), [&](SlipCanvas& box) {
    DrawCode(box, slip, 24, Millimetres(52));
    box.Paragraph(slip.words.code_help, {.points = 8, .centred = true});
  });
  page.GoTo(std::max(left.bottom(), right.bottom()) + 16);
  page.Rule(kThin);
}

double HeightOfRoll(Slip slip) {
  const Surface paper(cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr), &cairo_surface_destroy);
  const Cairo cairo(cairo_create(paper.get()), &cairo_destroy);
  return DrawRoll(cairo.get(), slip);
}

cairo_status_t Append(void* bytes, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

absl::StatusOr<std::string> DrawSlip(const SlipWords& words, const std::string& qr_content, SlipPaper paper) {
  Slip slip{words, qr_content};
  const bool roll = paper == SlipPaper::k80Millimetres;
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(Append, &bytes, roll ? kRollWidth : kA4Width,
                                                            roll ? HeightOfRoll(slip) : kA4Height),
                        &cairo_surface_destroy);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, words.title.c_str());
  {
    const Cairo cairo(cairo_create(surface.get()), &cairo_destroy);
    roll ? static_cast<void>(DrawRoll(cairo.get(), slip)) : DrawA4(cairo.get(), slip);
  }
  cairo_surface_finish(surface.get());
  if (!slip.complete) return absl::InvalidArgumentError("slip: too long for a QR code");
  const cairo_status_t status = cairo_surface_status(surface.get());
  if (status == CAIRO_STATUS_SUCCESS) return bytes;
  return absl::InternalError(absl::StrCat("slip: ", cairo_status_to_string(status)));
}

}  // namespace blangko::cli
