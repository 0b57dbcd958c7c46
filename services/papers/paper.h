// Paper: what stands on a paper, before it is drawn. Texts are Indonesian and final; lists and tables keep their order.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace blangko::papers {

enum class Align { kLeft, kCentre, kRight };

// A number stands on the page as `text`, and as digits alone where programs read it.
struct Cell {
  Cell(std::string words) : text(std::move(words)) {}  // NOLINT(google-explicit-constructor)
  Cell(const char* words) : text(words) {}             // NOLINT(google-explicit-constructor)
  Cell(std::string words, int64_t value) : text(std::move(words)), number(value) {}

  std::string text;
  std::optional<int64_t> number;
};

struct Column {
  std::string title;
  double weight = 1;  // share of the width of the page
  Align align = Align::kLeft;
};

// Rows have a text per column. The total stands under the last row, in bold; empty = none.
struct PaperTable {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<Cell> total;
};

struct Paragraph {
  std::string text;
};

// Labels with a colon and their values.
struct FactList {
  std::vector<std::pair<std::string, std::string>> facts;
};

using Block = std::variant<Paragraph, FactList, PaperTable>;

// An empty name is left open for a pen.
struct Signature {
  std::string heading;
  std::string name;
  std::string nip;
  std::string rank;
  std::string title;
  bool approves = false;  // stands in the middle below the others, under "Mengetahui"
};

struct Paper {
  std::vector<std::string> letterhead;
  std::string title;
  std::string number;
  std::string mark;  // over every page, in grey: "BATAL"; empty = none
  std::string place;
  int64_t day = 0;  // since 1970-01-01
  std::vector<Block> blocks;
  std::vector<Signature> signatures;
};

}  // namespace blangko::papers
