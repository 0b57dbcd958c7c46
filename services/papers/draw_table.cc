#include "services/papers/draw_table.h"

#include <algorithm>
#include <string>
#include <vector>

namespace blangko::papers {
namespace {

constexpr double kPadX = 3.5;
constexpr double kPadY = 2.5;
constexpr double kPoints = 8.5;
constexpr double kCaptionGap = 3;

enum class RowKind { kHead, kBody, kTotal };

class TableDrawer {
 public:
  TableDrawer(PageCanvas& page, const PaperTable& table) : page_(page), table_(table) {
    double weights = 0;
    for (const Column& column : table.columns) weights += column.weight;
    for (const Column& column : table.columns) {
      widths_.push_back(PageCanvas::width() * column.weight / weights);
      titles_.emplace_back(column.title);
    }
  }

  void Draw() {
    Begin();
    for (size_t i = 0; i < table_.rows.size(); ++i) {
      const bool last = i + 1 == table_.rows.size();
      const double total = last && !table_.total.empty() ? HeightOf(table_.total, RowKind::kTotal) : 0;
      if (page_.Need(HeightOf(table_.rows[i], RowKind::kBody) + total)) Row(titles_, RowKind::kHead);
      Row(table_.rows[i], RowKind::kBody);
    }
    if (!table_.total.empty()) Row(table_.total, RowKind::kTotal);
  }

 private:
  // The caption, the head and the first row stand on one page.
  void Begin() {
    const Type type{.points = 9.5, .bold = true};
    const double caption =
        table_.caption.empty() ? 0 : page_.HeightOf(table_.caption, type, PageCanvas::width()) + kCaptionGap;
    const double first = table_.rows.empty() ? 0 : HeightOf(table_.rows.front(), RowKind::kBody);
    page_.Need(caption + HeightOf(titles_, RowKind::kHead) + first);
    if (caption > 0) page_.Text(table_.caption, type, PageCanvas::left(), PageCanvas::width());
    page_.Gap(caption);
    Row(titles_, RowKind::kHead);
  }

  Type TypeOf(size_t column, RowKind kind) const {
    if (kind == RowKind::kHead) return {.points = kPoints, .bold = true, .align = Align::kCentre};
    return {.points = kPoints, .bold = kind == RowKind::kTotal, .align = table_.columns[column].align};
  }

  double HeightOf(const std::vector<Cell>& cells, RowKind kind) {
    double height = 0;
    for (size_t i = 0; i < widths_.size(); ++i)
      height = std::max(height, page_.HeightOf(cells.at(i).text, TypeOf(i, kind), widths_[i] - 2 * kPadX));
    return height + 2 * kPadY;
  }

  void Row(const std::vector<Cell>& cells, RowKind kind) {
    const double height = HeightOf(cells, kind);
    const double top = page_.y();
    double x = PageCanvas::left();
    for (size_t i = 0; i < widths_.size(); ++i) {
      const Type type = TypeOf(i, kind);
      page_.Box(x, top, widths_[i], height, kind != RowKind::kBody);
      const double text = page_.HeightOf(cells.at(i).text, type, widths_[i] - 2 * kPadX);
      page_.GoTo(kind == RowKind::kHead ? top + (height - text) / 2 : top + kPadY);
      page_.Text(cells.at(i).text, type, x + kPadX, widths_[i] - 2 * kPadX);
      x += widths_[i];
    }
    page_.GoTo(top + height);
  }

  PageCanvas& page_;
  const PaperTable& table_;
  std::vector<double> widths_;
  std::vector<Cell> titles_;
};

}  // namespace

void DrawTable(PageCanvas& page, const PaperTable& table) { TableDrawer(page, table).Draw(); }

}  // namespace blangko::papers
