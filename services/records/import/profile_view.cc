#include "services/records/import/profile_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/text.h"
#include "services/records/birth_date.h"
#include "services/records/import/date_text.h"
#include "services/records/record_view.h"

namespace blangko::records {
namespace {

constexpr std::array<Field, 6> kAlwaysNeeded = {Field::kNik,      Field::kName,         Field::kBirthDate,
                                                Field::kUpstream, Field::kRecordedTime, Field::kArea};

bool IsNeeded(const Profile& profile, Field field) {
  const FieldRule& rule = RuleOf(profile, field);
  const bool always = std::find(kAlwaysNeeded.begin(), kAlwaysNeeded.end(), field) != kAlwaysNeeded.end();
  return (always && rule.default_value.empty()) || rule.needed;
}

// What differs from one person of the sample to the next; everything else is that of FieldInfo.
struct Made {
  std::string_view record_id, number, nik_rest, name, birth_date, sex, phone;
};
constexpr std::array<Made, 3> kPeople = {{
    {"CONTOH-0001", "2026/0001", "1708959001", "CONTOH SATU", "1995-08-17", "L", "080000000001"},
    {"CONTOH-0002", "2026/0002", "6104989002", "CONTOH DUA", "1998-04-21", "P", "080000000002"},
    {"CONTOH-0003", "2026/0003", "0112889003", "CONTOH TIGA", "1988-12-01", "L", "080000000003"},
}};

// "14.05" -> "140501": province and regency of the office, its first district.
std::string NikFront(std::string_view office) {
  constexpr std::string_view kRest = "140501";
  const std::string digits = absl::StrReplaceAll(ToAbsl(office), {{".", ""}});
  if (digits < "11") return std::string(kRest);  // the centre is in no province
  return digits.substr(0, 6) + std::string(kRest.substr(std::min(digits.size(), kRest.size())));
}

class Sample {
 public:
  Sample(const Profile& profile, std::string_view office, absl::CivilDay recorded)
      : profile_(profile), office_(office), recorded_(recorded) {}

  // The value as the source would write it.
  std::string Cell(const Made& made, const FieldInfo& info) const {
    const std::string value = Value(made, info);
    if (info.kind == FieldKind::kCode) return WrittenAs(profile_, info.field, value);
    if (info.kind != FieldKind::kDate || value.empty()) return value;
    return FormatDate(*ParseBirthDate(value), profile_.date_forms.front());
  }

 private:
  std::string Value(const Made& made, const FieldInfo& info) const {
    switch (info.field) {
      case Field::kRecordId: return std::string(made.record_id);
      case Field::kRequestNumber: return std::string(made.number);
      case Field::kNik: return absl::StrCat(NikFront(office_), ToAbsl(made.nik_rest));
      case Field::kName: return std::string(made.name);
      case Field::kBirthDate: return std::string(made.birth_date);
      case Field::kSex: return std::string(made.sex);
      case Field::kPhone: return std::string(made.phone);
      case Field::kOffice: return "";
      case Field::kArea: return std::string(office_);
      case Field::kProvinceNumber: return Part(0);
      case Field::kRegencyNumber: return Part(1);
      case Field::kDistrictNumber: return Part(2);
      case Field::kVillageNumber: return Part(3);
      case Field::kRecordedTime:
      case Field::kAppliedTime: return FormatBirthDate(recorded_);
      case Field::kStatusTime: return FormatBirthDate(recorded_ + 1);
      default: return std::string(info.example);
    }
  }

  std::string Part(size_t index) const {
    const std::vector<std::string> parts = absl::StrSplit(ToAbsl(office_), '.');
    return index < parts.size() ? parts[index] : "";
  }

  const Profile& profile_;
  const std::string_view office_;
  const absl::CivilDay recorded_;
};

// Quoted where the separator or a quote is inside.
std::string Quoted(const std::string& text, char separator) {
  if (text.find(separator) == std::string::npos && text.find('"') == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

v1::ImportColumn ColumnOfField(const Profile& profile, const FieldInfo& info) {
  const FieldRule& rule = RuleOf(profile, info.field);
  v1::ImportColumn column;
  column.set_field(std::string(info.name));
  for (const std::string& name : rule.names) column.add_names(name);
  column.set_needed(IsNeeded(profile, info.field));
  const bool date = info.kind == FieldKind::kDate;
  const std::string forms = date ? absl::StrCat("; ", NamesOfForms(profile.date_forms)) : "";
  column.set_format_id(absl::StrCat(ToAbsl(info.format_id), forms));
  column.set_format_en(absl::StrCat(ToAbsl(info.format_en), forms));
  const std::string example(info.example);
  column.set_example(date ? FormatDate(*ParseBirthDate(example), profile.date_forms.front())
                          : WrittenAs(profile, info.field, example));
  column.set_default_value(rule.default_value);
  for (const auto& [text, value] : rule.codes) {
    v1::ProfileCode& code = *column.add_codes();
    code.set_text(text);
    code.set_value(value);
  }
  return column;
}

}  // namespace

std::vector<v1::ImportColumn> ColumnsOf(const Profile& profile) {
  std::vector<v1::ImportColumn> columns;
  for (const FieldInfo& info : AllFields()) {
    const FieldRule& rule = RuleOf(profile, info.field);
    if (!rule.names.empty() || !rule.default_value.empty()) columns.push_back(ColumnOfField(profile, info));
  }
  return columns;
}

std::string SampleOf(const Profile& profile, std::string_view office, absl::Time now,
                     const absl::TimeZone& zone) {
  const char separator = profile.separator == 0 ? ',' : profile.separator;
  const Sample sample(profile, office, absl::ToCivilDay(now, zone) - 30);
  std::string text;
  const auto add_line = [&](auto&& cell_of) {
    bool first = true;
    for (const FieldInfo& info : AllFields()) {
      if (RuleOf(profile, info.field).names.empty()) continue;
      if (!std::exchange(first, false)) text += separator;
      text += Quoted(cell_of(info), separator);
    }
    text += '\n';
  };
  add_line([&](const FieldInfo& info) { return ColumnOf(profile, info.field); });
  for (const Made& made : kPeople) {
    add_line([&](const FieldInfo& info) { return sample.Cell(made, info); });
  }
  return text;
}

v1::ImportProfileSummary SummaryOf(const v1::ImportProfile& builtin) {
  v1::ImportProfileSummary summary;
  summary.set_name(builtin.name());
  summary.set_built_in(true);
  return summary;
}

v1::ImportProfileSummary SummaryOf(const rows::v1::ImportProfile& row, const v1::ImportProfile& profile) {
  v1::ImportProfileSummary summary;
  summary.set_name(row.name());
  summary.set_extends(profile.extends());
  summary.set_version(row.version());
  summary.set_by(row.by());
  *summary.mutable_set_time() = TimestampOf(row.set_micros());
  return summary;
}

}  // namespace blangko::records
