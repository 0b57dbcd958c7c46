#include "services/exports/export_line.h"

#include <google/protobuf/util/json_util.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/exports/export_register.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::exports {
namespace {

using storage::KeyReader;

constexpr int kFormat = 1;  // of the lines
constexpr size_t kHashBytes = 32;

absl::Status Unreadable() { return absl::DataLossError("unreadable"); }

std::string Quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&json, "\\u%04x", static_cast<int>(c));
    } else {
      json += c;
    }
  }
  json += '"';
  return json;
}

template <typename Number>
std::string JsonOf(Number number) {
  constexpr auto kExact = Number{1} << 53;
  const bool exact = number <= kExact && (std::is_unsigned_v<Number> || number >= Number{0} - kExact);
  return exact ? absl::StrCat(number) : absl::StrCat("\"", number, "\"");
}

std::string JsonOf(absl::Time time) {
  static const absl::Time kBegin = absl::FromCivil(absl::CivilYear(1), absl::UTCTimeZone());
  static const absl::Time kEnd = absl::FromCivil(absl::CivilYear(10000), absl::UTCTimeZone());
  if (time < kBegin || time >= kEnd) return JsonOf(absl::ToUnixMicros(time));
  return Quoted(ToStd(absl::FormatTime("%E4Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone())));
}

absl::StatusOr<std::string> JsonOfPart(KeyReader& reader, KeyPart part) {
  switch (part) {
    case KeyPart::kText: {
      ASSIGN_OR_RETURN(const std::string text, reader.Text());
      if (!IsUtf8(text)) return Unreadable();
      return Quoted(text);
    }
    case KeyPart::kU64: {
      ASSIGN_OR_RETURN(const uint64_t number, reader.U64());
      return JsonOf(number);
    }
    case KeyPart::kI64: {
      ASSIGN_OR_RETURN(const int64_t number, reader.I64());
      return JsonOf(number);
    }
    case KeyPart::kTime: {
      ASSIGN_OR_RETURN(const absl::Time time, reader.Time());
      return JsonOf(time);
    }
  }
  return Unreadable();
}

// The parts as JSON; DATA_LOSS for a key that is not of that shape.
absl::StatusOr<std::vector<std::string>> JsonOfKey(std::string_view key, const ExportShape& shape) {
  KeyReader reader(key);
  std::vector<std::string> parts;
  for (const KeyPart part : shape.key) {
    ASSIGN_OR_RETURN(parts.emplace_back(), JsonOfPart(reader, part));
  }
  if (!reader.Done()) return Unreadable();
  const bool is_number = shape.key.front() != KeyPart::kText;
  if (!shape.first.empty() && parts.front() != (is_number ? shape.first : Quoted(shape.first)))
    return Unreadable();
  return parts;
}

absl::StatusOr<std::string> JsonOfMessage(std::string_view bytes,
                                          const google::protobuf::Message& prototype) {
  const std::unique_ptr<google::protobuf::Message> row(prototype.New());
  if (!row->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return Unreadable();
  ClearWithheld(*row);
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*row, &json, options).ok()) return Unreadable();
  return json;
}

absl::StatusOr<std::string> JsonOfDayCount(std::string_view value) {
  KeyReader reader(value);  // passes over the version byte
  ASSIGN_OR_RETURN(const int64_t rows, reader.I64());
  ASSIGN_OR_RETURN(const uint64_t split, reader.U64());
  return absl::StrCat("{\"count\":", JsonOf(rows), ",\"split\":", split != 0 ? "true}" : "false}");
}

absl::StatusOr<std::string> JsonOfLog(std::string_view value, const google::protobuf::Message& prototype) {
  if (value.size() < kHashBytes) return Unreadable();
  ASSIGN_OR_RETURN(const std::string entry, JsonOfMessage(value.substr(kHashBytes), prototype));
  return absl::StrCat("{\"hash\":\"", ToHex(value.substr(0, kHashBytes)), "\",\"entry\":", entry, "}");
}

absl::StatusOr<std::string> JsonOfRow(std::string_view value, const ExportShape& shape) {
  if (shape.kind == RowKind::kNone) return std::string("{}");
  if (shape.kind == RowKind::kLog) return JsonOfLog(value, *shape.row);
  if (value.empty() || value.front() != storage::kRowVersion) return Unreadable();
  if (shape.kind == RowKind::kMessage) return JsonOfMessage(value.substr(1), *shape.row);
  if (shape.kind == RowKind::kDayCount) return JsonOfDayCount(value);
  if (shape.kind == RowKind::kDigest) return absl::StrCat("{\"digest\":\"", ToHex(value.substr(1)), "\"}");
  KeyReader reader(value);
  ASSIGN_OR_RETURN(const int64_t number, reader.I64());
  return absl::StrCat("{\"count\":", JsonOf(number), "}");
}

std::string LineOf(std::string_view table, const std::string& key, const absl::StatusOr<std::string>& row) {
  return absl::StrCat("{\"table\":\"", ToAbsl(table), "\",\"key\":[", key,
                      "],\"row\":", row.ok() ? *row : "null,\"unreadable\":true", "}\n");
}

std::string Withheld() {
  std::vector<std::string> names;
  for (const ExportTable& table : ExportTables()) {
    if (table.shapes.empty()) names.push_back(absl::StrCat("\"table ", ToAbsl(table.name), "\""));
  }
  for (const std::string_view field : WithheldFields()) names.push_back(Quoted(field));
  return absl::StrJoin(names, ",");
}

}  // namespace

std::optional<std::string> LineOfRow(std::string_view key, std::string_view value) {
  const ExportTable* table =
      key.empty() ? nullptr : FindExportTable(static_cast<storage::Table>(key.front()));
  if (table != nullptr && table->shapes.empty()) return std::nullopt;
  if (table != nullptr) {
    for (const ExportShape& shape : table->shapes) {
      const auto parts = JsonOfKey(key, shape);
      if (parts.ok()) return LineOf(table->name, absl::StrJoin(*parts, ","), JsonOfRow(value, shape));
    }
  }
  return LineOf("?", absl::StrCat("\"", ToHex(key), "\""), Unreadable());
}

std::string FirstLine(const rows::v1::ExportNote& note) {
  return absl::StrCat(
      "{\"export\":{\"export_id\":", Quoted(note.export_id()), ",\"format\":", kFormat,
      ",\"row_version\":", static_cast<int>(storage::kRowVersion), ",\"store_id\":", Quoted(note.store_id()),
      ",\"store_epoch\":", JsonOf(note.store_epoch()), ",\"revision\":", JsonOf(note.revision()),
      ",\"time\":", JsonOf(absl::FromUnixMicros(note.begin_micros())), ",\"by\":", Quoted(note.by()),
      ",\"withheld\":[", Withheld(), "]}}\n");
}

std::string LastLine(const LineChain& before) {
  return absl::StrCat("{\"end\":{\"lines\":", before.lines(), ",\"digest\":\"", before.Hex(), "\"}}\n");
}

}  // namespace blangko::exports
