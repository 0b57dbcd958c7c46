// The tables of a paper as CSV.
#include <vector>

#include "services/papers/draw_paper.h"

namespace blangko::papers {
namespace {

std::string Quoted(const Cell& from) {
  const std::string cell = from.number.has_value() ? std::to_string(*from.number) : from.text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

void AddLine(std::string& csv, const std::vector<Cell>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) csv += ',';
    csv += Quoted(cells[i]);
  }
  csv += "\r\n";
}

void AddTable(std::string& csv, const PaperTable& table) {
  if (!csv.empty()) csv += "\r\n";
  if (!table.caption.empty()) AddLine(csv, {table.caption});
  std::vector<Cell> titles;
  for (const Column& column : table.columns) titles.emplace_back(column.title);
  AddLine(csv, titles);
  for (const std::vector<Cell>& row : table.rows) AddLine(csv, row);
  if (!table.total.empty()) AddLine(csv, table.total);
}

}  // namespace

std::string PaperCsv(const Paper& paper) {
  std::string csv;
  if (!paper.mark.empty()) AddLine(csv, {paper.mark});
  for (const Block& block : paper.blocks) {
    if (const auto* table = std::get_if<PaperTable>(&block)) AddTable(csv, *table);
  }
  return csv;
}

}  // namespace blangko::papers
