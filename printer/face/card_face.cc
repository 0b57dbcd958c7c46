#include "printer/face/card_face.h"

#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "printer/face/card_canvas.h"
#include "printer/face/card_text.h"

namespace blangko::printer {
namespace {

// Where things stand, in pixels.
constexpr double kMargin = 38;
constexpr double kHeadingTop = 18;
constexpr double kHeadingHeight = 40;
constexpr double kNikTop = 108;
constexpr double kNikHeight = 52;
constexpr double kRowsTop = 168;
constexpr double kRowHeight = 36;
constexpr double kIndent = 28;
constexpr double kColonX = 262;
constexpr double kValueX = 280;
constexpr double kValueEnd = 722;
constexpr double kTextPixels = 24;
constexpr Box kPhoto = {752, 150, 222, 296};
constexpr Box kBlood = {560, kRowsTop + 2 * kRowHeight, 162, kRowHeight};
constexpr double kSexEnd = 550;
constexpr size_t kSexRow = 2;

constexpr Rgb kSky = {0.80, 0.91, 0.94};
constexpr Rgb kSand = {0.97, 0.94, 0.86};
constexpr Rgb kWave = {0.36, 0.62, 0.66};
constexpr Rgb kHeadingColour = {0.05, 0.20, 0.30};
constexpr Rgb kQuiet = {0.30, 0.36, 0.42};
constexpr Rgb kRed = {0.78, 0.10, 0.12};

constexpr char kFamily[] = "Noto Sans";

void PaintGround(CardCanvas& canvas) {
  cairo_t* cairo = canvas.cairo();
  cairo_pattern_t* ground = cairo_pattern_create_linear(0, 0, 0, kCardHeight);
  cairo_pattern_add_color_stop_rgb(ground, 0, kSky.red, kSky.green, kSky.blue);
  cairo_pattern_add_color_stop_rgb(ground, 1, kSand.red, kSand.green, kSand.blue);
  cairo_set_source(cairo, ground);
  cairo_paint(cairo);
  cairo_pattern_destroy(ground);
  cairo_set_source_rgba(cairo, kWave.red, kWave.green, kWave.blue, 0.16);
  cairo_set_line_width(cairo, 1.2);
  for (int line = -6; line < 28; ++line) {
    cairo_move_to(cairo, 0, line * 26);
    for (int x = 0; x <= kCardWidth; x += 6)
      cairo_line_to(cairo, x, line * 26 + 26 * std::sin(x / 95.0 + line * 0.22));
    cairo_stroke(cairo);
  }
}

// A head and shoulders in grey where no photo is.
void PaintFigure(CardCanvas& canvas) {
  cairo_t* cairo = canvas.cairo();
  canvas.Fill(kPhoto, {0.86, 0.89, 0.91});
  cairo_save(cairo);
  cairo_rectangle(cairo, kPhoto.x, kPhoto.y, kPhoto.width, kPhoto.height);
  cairo_clip(cairo);
  cairo_set_source_rgb(cairo, 0.62, 0.68, 0.73);
  const double middle = kPhoto.x + kPhoto.width / 2;
  cairo_arc(cairo, middle, kPhoto.y + 118, 56, 0, 2 * M_PI);
  cairo_fill(cairo);
  cairo_translate(cairo, middle, kPhoto.y + kPhoto.height + 12);
  cairo_scale(cairo, 98, 112);
  cairo_arc(cairo, 0, 0, 1, M_PI, 2 * M_PI);
  cairo_fill(cairo);
  cairo_restore(cairo);
}

void PaintLabels(CardCanvas& canvas) {
  canvas.Text("NIK", {kMargin, kNikTop, 200, kNikHeight}, {.pixels = 36, .bold = true});
  canvas.Text(":", {kColonX, kNikTop, 16, kNikHeight}, {.pixels = 36, .bold = true});
  double top = kRowsTop;
  for (const CardRow& row : CardRows({})) {
    const double x = kMargin + (row.indented ? kIndent : 0);
    canvas.Text(std::string(row.label), {x, top, kColonX - x - 4, kRowHeight}, {.pixels = kTextPixels});
    canvas.Text(":", {kColonX, top, 12, kRowHeight}, {.pixels = kTextPixels});
    top += kRowHeight;
  }
}

void PaintHeading(CardCanvas& canvas, const CardHeading& heading) {
  const TextStyle style = {.pixels = 31, .bold = true, .colour = kHeadingColour, .align = Align::kCentre};
  const Box first = {kMargin, kHeadingTop, kCardWidth - 2 * kMargin, kHeadingHeight};
  canvas.Text(CardLine(heading.province), first, style);
  canvas.Text(CardLine(heading.regency), {first.x, first.y + kHeadingHeight, first.width, first.height},
              style);
}

void PaintMark(CardCanvas& canvas) {
  const Box below = {kPhoto.x, kPhoto.y + kPhoto.height + 10, kPhoto.width, 30};
  const TextStyle style = {.pixels = 19, .bold = true, .colour = kRed, .align = Align::kCentre};
  canvas.Text("SPESIMEN", below, {.pixels = 26, .bold = true, .colour = kRed, .align = Align::kCentre});
  canvas.Text("BUKAN DOKUMEN RESMI", {below.x, below.y + 30, below.width, 26}, style);
}

// The word across the card, over text and photo.
void PaintWatermark(CardCanvas& canvas) {
  cairo_t* cairo = canvas.cairo();
  cairo_push_group(cairo);
  cairo_translate(cairo, kCardWidth / 2.0, kCardHeight / 2.0);
  cairo_rotate(cairo, -0.50);
  canvas.Text("SPESIMEN", {-520, -120, 1040, 240},
              {.pixels = 196, .bold = true, .colour = kRed, .align = Align::kCentre});
  cairo_pop_group_to_source(cairo);
  cairo_paint_with_alpha(cairo, 0.20);
}

}  // namespace

struct CardFace::Parts {
  CardCanvas ground{kCardWidth, kCardHeight, CardCanvas::Kind::kOpaque};
  CardCanvas watermark{kCardWidth, kCardHeight, CardCanvas::Kind::kTransparent};
  CardCanvas card{kCardWidth, kCardHeight, CardCanvas::Kind::kOpaque};  // drawn over again for every card
};

CardFace::CardFace(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CardFace::~CardFace() = default;

absl::StatusOr<std::unique_ptr<CardFace>> CardFace::Create(const CardHeading& heading) {
  auto parts = std::make_unique<Parts>();
  if (const std::string found = parts->card.FamilyFound(kFamily); found != kFamily) {
    return absl::FailedPreconditionError(
        absl::StrCat("card face: want the font ", kFamily, ", found '", found, "'; install fonts-noto-core"));
  }
  PaintGround(parts->ground);
  PaintFigure(parts->ground);
  PaintHeading(parts->ground, heading);
  PaintLabels(parts->ground);
  PaintMark(parts->ground);
  PaintWatermark(parts->watermark);
  return std::unique_ptr<CardFace>(new CardFace(std::move(parts)));
}

CardImage CardFace::Draw(const records::v1::Personal& personal, const CardImage& photo,
                         std::string_view print_number) const {
  CardCanvas& card = parts_->card;
  card.Lay(parts_->ground);
  if (photo.width > 0) card.Picture(photo, kPhoto);
  card.Text(CardLine(personal.nik()), {kValueX, kNikTop, kValueEnd - kValueX, kNikHeight},
            {.pixels = 38, .bold = true});
  double top = kRowsTop;
  size_t index = 0;
  for (const CardRow& row : CardRows(personal)) {
    const double end = index++ == kSexRow ? kSexEnd : kValueEnd;
    card.Text(row.value, {kValueX, top, end - kValueX, kRowHeight},
              {.pixels = kTextPixels, .bold = row.label == "Nama"});
    top += kRowHeight;
  }
  const std::string blood = CardLine(personal.blood_type());
  card.Text("Gol. Darah : " + (blood.empty() ? "-" : blood), kBlood, {.pixels = kTextPixels});
  card.Text(std::string(print_number), {kPhoto.x, kCardHeight - 50, kPhoto.width, 24},
            {.pixels = 15, .colour = kQuiet, .align = Align::kCentre});
  card.Lay(parts_->watermark);
  return card.ToImage();
}

}  // namespace blangko::printer
