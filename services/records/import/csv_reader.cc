// Reads separated files. A row goes on over a line feed while a quote is open. A quote that was never closed would
// swallow the rest of the file: when the lines it spans do not make a row, its first line is taken alone.

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/records/import/csv_fields.h"
#include "services/records/import/header_check.h"
#include "services/records/import/line_splitter.h"
#include "services/records/import/row_reader.h"

namespace blangko::records {
namespace {

constexpr size_t kLinesMax = 32;  // of one row
constexpr char kBom[] = "\xEF\xBB\xBF";

bool IsBlank(std::string_view text) { return absl::StripAsciiWhitespace(ToAbsl(text)).empty(); }
bool OddQuotes(std::string_view text) { return std::count(text.begin(), text.end(), '"') % 2 != 0; }

class CsvReader final : public RowReader {
 public:
  CsvReader(const ListShape& shape, const ReadFrom& from)
      : shape_(shape), splitter_(from.offset, from.lines) {
    if (!from.header.empty()) known_header_ = from.header;
  }

  absl::Status Feed(std::string_view bytes, Sink sink) override {
    RETURN_IF_ERROR(ReadKnownHeader());
    return splitter_.Feed(bytes, [&](Line line) { return Take(std::move(line), sink); });
  }

  absl::Status Finish(Sink sink) override {
    RETURN_IF_ERROR(ReadKnownHeader());
    RETURN_IF_ERROR(splitter_.Finish([&](Line line) { return Take(std::move(line), sink); }));
    if (header_.empty()) {
      return RefuseFile("there is no line with the names of the columns", "tidak ada baris nama kolom");
    }
    return Drain(true, sink);
  }

  const std::string& header() const override { return header_; }
  const std::vector<std::string>& ignored() const override { return ignored_; }
  std::string HeadingOf(Field field) const override {
    const auto found = std::find(columns_.begin(), columns_.end(), std::optional<Field>(field));
    return found == columns_.end() ? "" : headings_[static_cast<size_t>(found - columns_.begin())];
  }

 private:
  absl::Status ReadKnownHeader() {
    if (!known_header_.has_value()) return absl::OkStatus();
    return ReadHeader(*std::exchange(known_header_, std::nullopt));
  }

  absl::Status ReadHeader(std::string_view line) {
    if (absl::StartsWith(ToAbsl(line), kBom)) line.remove_prefix(sizeof(kBom) - 1);
    header_ = std::string(ToStd(absl::StripAsciiWhitespace(ToAbsl(line))));
    // One endless line: read as a header it would be a list of nobody.
    if (header_.find('\r') != std::string::npos) {
      return RefuseFile("lines end in CR alone, want LF or CR LF",
                        "baris diakhiri CR saja, seharusnya LF atau CR LF");
    }
    const char own = shape_.profile->separator;
    const char separator = own == 0 ? SeparatorOf(header_) : own;
    fields_.emplace(separator);
    for (const std::string& name : fields_->Read(header_)) RETURN_IF_ERROR(AddColumn(name));
    return CheckColumns(shape_, present_, columns_.size(), separator);
  }

  absl::Status AddColumn(const std::string& name) {
    const std::optional<Field> field = FieldOfColumn(*shape_.profile, name);
    const std::string plain(ToStd(absl::StripAsciiWhitespace(name)));
    headings_.push_back(ShownColumn(plain, headings_.size() + 1));
    columns_.push_back(field);
    if (!field.has_value()) {
      if (!plain.empty() && ignored_.size() < kIgnoredColumnsMax) ignored_.push_back(headings_.back());
      return absl::OkStatus();
    }
    present_.set(static_cast<size_t>(*field));
    if (names_.insert(absl::AsciiStrToLower(plain)).second) return absl::OkStatus();
    return RefuseFile(absl::StrCat("column ", headings_.back(), " is there twice"),
                      absl::StrCat("kolom ", headings_.back(), " ada dua kali"));
  }

  absl::Status Take(Line line, Sink sink) {
    if (header_.empty()) return IsBlank(line.text) ? absl::OkStatus() : ReadHeader(line.text);
    pending_.push_back(std::move(line));
    return Drain(false, sink);
  }

  // Gives every row that is complete; at the end also what can no longer become so.
  absl::Status Drain(bool at_end, Sink sink) {
    while (!pending_.empty()) {
      const size_t lines = CompleteLines();
      if (lines == 0 && !at_end && !TooMuchPending()) return absl::OkStatus();
      RETURN_IF_ERROR(Give(std::max<size_t>(lines, 1), sink));
    }
    return absl::OkStatus();
  }

  // How many lines make the first row; 0 = its quote is still open.
  size_t CompleteLines() const {
    bool open = false;
    for (size_t i = 0; i < pending_.size(); ++i) {
      if (OddQuotes(pending_[i].text)) open = !open;
      if (!open) return i + 1;
    }
    return 0;
  }

  bool TooMuchPending() const {
    size_t bytes = 0;
    for (const Line& line : pending_) bytes += line.text.size();
    return pending_.size() >= kLinesMax || bytes >= kRowBytesMax;
  }

  absl::Status Give(size_t lines, Sink sink) {
    std::string text;
    for (size_t i = 0; i < lines; ++i) text += pending_[i].text;
    std::vector<std::string> fields = fields_->Read(text);
    if (lines > 1 && !Fits(fields)) {
      lines = 1;
      fields = fields_->Read(pending_.front().text);
    }
    SourceRow row;
    row.present = present_;
    row.line = pending_.front().number;
    row.end_line = pending_[lines - 1].number;
    row.end_offset = pending_[lines - 1].end_offset;
    const bool cut = pending_.front().cut;
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(lines));
    if (std::all_of(fields.begin(), fields.end(), IsBlank)) return absl::OkStatus();
    Fill(row, fields, cut);
    return sink(std::move(row));
  }

  // Spreadsheets add empty columns at the right.
  bool Fits(const std::vector<std::string>& fields) const {
    if (fields.size() < columns_.size()) return false;
    return std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(columns_.size()), fields.end(), IsBlank);
  }

  // Names the first column that is missing, or the number of the first one too many.
  RowError WrongCount(size_t got) const {
    const size_t want = columns_.size();
    const bool missing = got < want;
    const std::string first = missing ? headings_[got] : absl::StrCat("column ", want + 1);
    return {first, absl::StrCat(got, " columns"),
            absl::StrCat(want, " columns, quotes closed; ", first,
                         missing ? " is the first that is missing" : " is the first too many"),
            "COLUMN_COUNT"};
  }

  void Fill(SourceRow& row, std::vector<std::string>& fields, bool cut) const {
    if (cut) {
      row.problems.push_back(
          {"", "a longer row", absl::StrCat("at most ", kRowBytesMax, " bytes"), "ROW_TOO_LONG"});
    } else if (!Fits(fields)) {
      row.problems.push_back(WrongCount(fields.size()));
    }
    for (size_t i = 0; i < std::min(fields.size(), columns_.size()); ++i) {
      if (columns_[i].has_value()) row.cells[static_cast<size_t>(*columns_[i])] = std::move(fields[i]);
    }
  }

  const ListShape shape_;
  LineSplitter splitter_;
  std::optional<std::string> known_header_;  // of an earlier reader, not read yet
  std::string header_;
  std::set<std::string> names_;        // of known columns
  std::vector<std::string> headings_;  // of all columns, as they may be shown
  std::vector<std::string> ignored_;
  std::vector<std::optional<Field>> columns_;
  std::bitset<kFieldCount> present_;
  std::optional<CsvFields> fields_;
  std::deque<Line> pending_;  // lines of rows that were not given yet
};

}  // namespace

std::unique_ptr<RowReader> NewCsvReader(const ListShape& shape, const ReadFrom& from) {
  return std::make_unique<CsvReader>(shape, from);
}

}  // namespace blangko::records
