#include "services/records/import/header_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/records/nik.h"

namespace blangko::records {
namespace {

constexpr size_t kColumnNameMax = 60;  // bytes

bool Has(const std::bitset<kFieldCount>& found, Field field) { return found[static_cast<size_t>(field)]; }

bool IsMissing(const ListShape& shape, const std::bitset<kFieldCount>& found, Field field) {
  return !Has(found, field) && RuleOf(*shape.profile, field).default_value.empty();
}

bool AreaIsMissing(const ListShape& shape, const std::bitset<kFieldCount>& found) {
  const bool parts = Has(found, Field::kProvinceNumber) && Has(found, Field::kRegencyNumber);
  return shape.needs_area && !parts && IsMissing(shape, found, Field::kArea);
}

std::vector<Field> Missing(const ListShape& shape, const std::bitset<kFieldCount>& found) {
  std::vector<Field> missing;
  for (const FieldInfo& info : AllFields()) {
    const bool listed = std::find(shape.needed.begin(), shape.needed.end(), info.field) != shape.needed.end();
    const bool area = info.field == Field::kArea && AreaIsMissing(shape, found);
    if (area || (listed && IsMissing(shape, found, info.field))) missing.push_back(info.field);
  }
  return missing;
}

// "nik, name and area"
std::string Listed(const std::vector<std::string>& names, std::string_view last_word) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string between = i == 0                  ? ""
                                : i + 1 == names.size() ? absl::StrCat(" ", ToAbsl(last_word), " ")
                                                        : ", ";
    absl::StrAppend(&text, between, names[i]);
  }
  return text;
}

// "nama_lgkp or nama"
std::string WantedNames(const Profile& profile, Field field) {
  const std::vector<std::string>& names = RuleOf(profile, field).names;
  return names.empty()
             ? absl::StrCat("a column for the field ", ToAbsl(InfoOf(field).name), " in the profile")
             : absl::StrCat("a column ", Listed(names, "or"));
}

std::string SeparatorName(char separator) { return separator == '\t' ? "tab" : std::string(1, separator); }

}  // namespace

absl::Status RefuseFile(std::string_view why, std::string_view why_id,
                        const std::vector<FieldViolation>& fields) {
  return Refuse(Reason::kImportFormat, {{"why", std::string(why)}, {"why_id", std::string(why_id)}}, fields);
}

absl::Status CheckColumns(const ListShape& shape, const std::bitset<kFieldCount>& found, size_t column_count,
                          char separator) {
  std::vector<std::string> names;
  std::vector<FieldViolation> fields;
  for (const Field field : Missing(shape, found)) {
    names.push_back(ColumnOf(*shape.profile, field));
    fields.push_back({names.back(), "no such column", WantedNames(*shape.profile, field)});
  }
  if (names.empty()) return absl::OkStatus();
  const bool one = names.size() == 1;
  const std::string sign = SeparatorName(separator);
  return RefuseFile(
      absl::StrCat(one ? "column " : "columns ", Listed(names, "and"), one ? " is" : " are",
                   " missing; the first line has ", column_count, " columns separated by ", sign,
                   " (profile ", shape.profile->name, ")"),
      absl::StrCat("kolom ", Listed(names, "dan"), " tidak ada; baris pertama berisi ", column_count,
                   " kolom dengan pemisah ", sign, " (profil ", shape.profile->name, ")"),
      fields);
}

std::string ShownColumn(std::string_view name, size_t number) {
  const bool shown = !name.empty() && name.size() <= kColumnNameMax && IsUtf8(name) && !HoldsNik(name);
  if (shown) return std::string(name);
  return number == 0 ? "(not shown)" : absl::StrCat("column ", number);
}

}  // namespace blangko::records
