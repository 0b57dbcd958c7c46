// Reads one JSON object a line. Values are strings; numbers and booleans are taken as they are written. A NIK written as
// a number is refused later where its digits did not survive.

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/text.h"
#include "services/records/import/header_check.h"
#include "services/records/import/line_splitter.h"
#include "services/records/import/row_reader.h"

namespace blangko::records {
namespace {

// Whole numbers beyond this lose digits in JSON: they are written with an exponent, which a NIK never has.
constexpr double kExactMax = 9007199254740992.0;

std::string TextOf(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kStringValue: return value.string_value();
    case google::protobuf::Value::kBoolValue: return value.bool_value() ? "true" : "false";
    case google::protobuf::Value::kNumberValue: {
      const double number = value.number_value();
      const bool exact = std::floor(number) == number && std::fabs(number) < kExactMax;
      return exact ? absl::StrFormat("%.0f", number) : absl::StrFormat("%.6e", number);
    }
    default: return {};
  }
}

class NdjsonReader final : public RowReader {
 public:
  NdjsonReader(const ListShape& shape, const ReadFrom& from)
      : shape_(shape), splitter_(from.offset, from.lines) {}

  absl::Status Feed(std::string_view bytes, Sink sink) override {
    return splitter_.Feed(bytes, [&](const Line& line) { return Take(line, sink); });
  }
  absl::Status Finish(Sink sink) override {
    return splitter_.Finish([&](const Line& line) { return Take(line, sink); });
  }
  const std::string& header() const override { return header_; }
  const std::vector<std::string>& ignored() const override { return ignored_; }
  std::string HeadingOf(Field field) const override { return ColumnOf(*shape_.profile, field); }

 private:
  absl::Status Take(const Line& line, Sink sink) {
    std::string_view text = ToStd(absl::StripAsciiWhitespace(line.text));
    constexpr std::string_view kBom = "\xEF\xBB\xBF";
    if (text.substr(0, kBom.size()) == kBom) text.remove_prefix(kBom.size());
    if (text.empty()) return absl::OkStatus();
    SourceRow row;
    row.line = line.number;
    row.end_line = line.number;
    row.end_offset = line.end_offset;
    if (line.cut) {
      row.problems.push_back(
          {"", "a longer row", absl::StrCat("at most ", kRowBytesMax, " bytes"), "ROW_TOO_LONG"});
    } else {
      Fill(row, text);
    }
    return sink(std::move(row));
  }

  void Fill(SourceRow& row, std::string_view text) {
    google::protobuf::Struct object;
    const google::protobuf::StringPiece json(text.data(), text.size());
    if (!google::protobuf::util::JsonStringToMessage(json, &object).ok()) {
      row.problems.push_back({"", "(not shown)", "one JSON object a line", "JSON_INVALID"});
      return;
    }
    for (const auto& [name, value] : object.fields()) {
      const auto field = FieldOfColumn(*shape_.profile, name);
      if (!field.has_value()) {
        Ignore(name);
        continue;
      }
      row.present.set(static_cast<size_t>(*field));
      row.cells[static_cast<size_t>(*field)] = TextOf(value);
    }
  }

  void Ignore(const std::string& key) {
    const std::string shown = ShownColumn(key, 0);
    const auto at =
        std::lower_bound(ignored_.begin(), ignored_.end(), shown);  // keys have no order of their own
    const bool known = at != ignored_.end() && *at == shown;
    if (!known && ignored_.size() < kIgnoredColumnsMax) ignored_.insert(at, shown);
  }

  const ListShape shape_;
  const std::string header_;
  std::vector<std::string> ignored_;
  LineSplitter splitter_;
};

}  // namespace

std::unique_ptr<RowReader> NewNdjsonReader(const ListShape& shape, const ReadFrom& from) {
  return std::make_unique<NdjsonReader>(shape, from);
}

}  // namespace blangko::records
