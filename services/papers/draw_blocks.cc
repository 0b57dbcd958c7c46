#include "services/papers/draw_blocks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/papers/draw_table.h"
#include "services/papers/words.h"

namespace blangko::papers {
namespace {

constexpr Type kBody{.points = 10, .justified = true};
constexpr double kAfterBlock = 6;
constexpr double kLabelWidth = Millimetres(46);
constexpr double kColonWidth = Millimetres(4);

// Lines in capitals name the authority; the others are its address.
bool InCapitals(const std::string& line) {
  return std::none_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void DrawFact(PageCanvas& page, const std::string& label, const std::string& value) {
  const Type type{.points = 10};
  const double value_x = PageCanvas::left() + kLabelWidth + kColonWidth;
  const double value_width = PageCanvas::width() - kLabelWidth - kColonWidth;
  const double height =
      std::max(page.HeightOf(label, type, kLabelWidth), page.HeightOf(value, type, value_width));
  page.Need(height);
  page.Text(label, type, PageCanvas::left(), kLabelWidth);
  page.Text(":", type, PageCanvas::left() + kLabelWidth, kColonWidth);
  page.Text(value, type, value_x, value_width);
  page.Gap(height + 2);
}

struct Drawer {
  PageCanvas& page;

  void operator()(const Paragraph& paragraph) const { page.Paragraph(paragraph.text, kBody); }
  void operator()(const FactList& list) const {
    for (const auto& [label, value] : list.facts) DrawFact(page, label, value);
  }
  void operator()(const PaperTable& table) const { DrawTable(page, table); }
};

}  // namespace

void DrawLetterhead(PageCanvas& page, const std::vector<std::string>& lines) {
  size_t large = 0;
  for (const std::string& line : lines) {
    const bool capitals = InCapitals(line);
    const double points = !capitals ? 9 : (++large == 2 ? 14 : 12);
    page.Paragraph(line, {.points = points, .bold = capitals, .align = Align::kCentre});
  }
  page.Gap(5);
  page.Rule(2);
  page.Gap(1.2);
  page.Rule(0.5);
  page.Gap(10);
}

void DrawTitle(PageCanvas& page, const Paper& paper) {
  page.Paragraph(paper.title, {.points = 12.5, .bold = true, .align = Align::kCentre, .underlined = true});
  page.Gap(2);
  page.Paragraph(absl::StrCat("Nomor: ", paper.number), {.points = 10, .align = Align::kCentre});
  page.Gap(10);
}

void DrawBlock(PageCanvas& page, const Block& block) {
  std::visit(Drawer{page}, block);
  page.Gap(kAfterBlock);
}

}  // namespace blangko::papers
