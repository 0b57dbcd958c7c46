// The places for signatures at the end of a paper.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/papers/draw_blocks.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

constexpr double kPoints = 9.5;
constexpr double kPenRoom = Millimetres(14);
constexpr double kBetween = Millimetres(4);
constexpr double kPlaceHeight = Millimetres(7);
constexpr double kClosingPoints = 10;       // of the last paragraph
constexpr double kBefore = Millimetres(5);  // between it and the signatures
constexpr double kTogetherMost = Millimetres(120);
constexpr char kApproves[] = "Mengetahui,";
constexpr char kOpen[] = ".......................................";

using Signatures = std::vector<Signature>;

double ColumnWidth() { return (PageCanvas::width() - kBetween) / 2; }

Type TypeOf(bool bold = false, bool underlined = false) {
  return {.points = kPoints, .bold = bold, .align = Align::kCentre, .underlined = underlined};
}

std::string Above(const Signature& signature) {
  const bool both = !signature.heading.empty() && !signature.title.empty();
  return absl::StrCat(signature.heading, both ? "\n" : "", signature.title);
}

// Whoever approves stands under "Mengetahui,", also where an office wrote that word as the heading itself.
std::string ApprovingHeading(const std::string& heading) {
  const bool says_so = heading.empty() || heading == kApproves || heading + "," == kApproves;
  return says_so ? kApproves : absl::StrCat(kApproves, "\n", heading);
}

std::string Below(const Signature& signature) {
  if (signature.name.empty()) return "NIP.";
  const std::string nip = signature.nip.empty() ? "" : absl::StrCat("NIP. ", signature.nip);
  return absl::StrCat(signature.rank, signature.rank.empty() || nip.empty() ? "" : "\n", nip);
}

std::string NameOf(const Signature& signature) {
  return signature.name.empty() ? std::string(kOpen) : signature.name;
}

struct Heights {
  double above = 0;
  double name = 0;
  double below = 0;
  double All() const { return above + kPenRoom + name + below + kBetween; }
};

Heights HeightsOf(PageCanvas& page, const Signatures& row) {
  Heights heights;
  for (const Signature& one : row) {
    heights.above = std::max(heights.above, page.HeightOf(Above(one), TypeOf(), ColumnWidth()));
    heights.name = std::max(heights.name, page.HeightOf(NameOf(one), TypeOf(true), ColumnWidth()));
    heights.below = std::max(heights.below, page.HeightOf(Below(one), TypeOf(), ColumnWidth()));
  }
  return heights;
}

// Headings, names and numbers of one row stand at the same heights.
void DrawOne(PageCanvas& page, const Signature& one, double x, const Heights& heights) {
  const double top = page.y();
  page.Text(Above(one), TypeOf(), x, ColumnWidth());
  page.GoTo(top + heights.above + kPenRoom);
  page.Text(NameOf(one), TypeOf(true, !one.name.empty()), x, ColumnWidth());
  page.GoTo(top + heights.above + kPenRoom + heights.name);
  page.Text(Below(one), TypeOf(), x, ColumnWidth());
  page.GoTo(top);
}

// One alone stands at the right, or in the middle when it approves.
void DrawRow(PageCanvas& page, const Signatures& row) {
  const Heights heights = HeightsOf(page, row);
  const double right = PageCanvas::left() + ColumnWidth() + kBetween;
  const double middle = PageCanvas::left() + (PageCanvas::width() - ColumnWidth()) / 2;
  page.Need(heights.All());
  if (row.size() == 1) {
    DrawOne(page, row[0], row[0].approves ? middle : right, heights);
  } else {
    DrawOne(page, row[0], PageCanvas::left(), heights);
    DrawOne(page, row[1], right, heights);
  }
  page.Gap(heights.All());
}

std::vector<Signatures> RowsOf(const std::vector<Signature>& all) {
  std::vector<Signatures> rows;
  for (const bool approving : {false, true}) {
    bool open = false;  // the last row has room for one more
    for (const Signature& one : all) {
      if (one.approves != approving) continue;
      if (open) {
        rows.back().push_back(one);
      } else {
        rows.push_back({one});
      }
      open = !open;
    }
  }
  return rows;
}

// Of all rows, which stand on one page where they fit; of many the first one alone.
double TogetherHeight(PageCanvas& page, const std::vector<Signatures>& rows) {
  double all = 0;
  for (const Signatures& row : rows) all += HeightsOf(page, row).All();
  return all <= kTogetherMost ? all : HeightsOf(page, rows.front()).All();
}

// With the words that stand above each of them.
std::vector<Signatures> HeadedRows(const Paper& paper) {
  std::vector<Signatures> rows = RowsOf(paper.signatures);
  for (Signatures& row : rows) {
    if (row.front().approves) row.front().heading = ApprovingHeading(row.front().heading);
    if (row.front().approves && row.size() > 1) row[1].heading = absl::StrCat("\n", row[1].heading);
  }
  return rows;
}

}  // namespace

void KeepWithSignatures(PageCanvas& page, const Block& last, const Paper& paper) {
  const std::vector<Signatures> rows = HeadedRows(paper);
  const auto* closing = std::get_if<Paragraph>(&last);
  if (rows.empty() || closing == nullptr) return;
  const double words = page.HeightOf(closing->text, {.points = kClosingPoints}, PageCanvas::width());
  page.Need(words + kBefore + kPlaceHeight + TogetherHeight(page, rows));
}

void DrawSignatures(PageCanvas& page, const Paper& paper) {
  const std::vector<Signatures> rows = HeadedRows(paper);
  if (rows.empty()) return;
  page.Gap(6);
  page.Need(kPlaceHeight + TogetherHeight(page, rows));
  page.Text(absl::StrCat(paper.place, ", ", DayText(paper.day)), TypeOf(),
            PageCanvas::left() + ColumnWidth() + kBetween, ColumnWidth());
  page.Gap(kPlaceHeight);
  for (const Signatures& row : rows) DrawRow(page, row);
}

}  // namespace blangko::papers
