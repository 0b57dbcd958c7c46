#include "services/records/import/compile_profile.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/access/region_code.h"
#include "services/records/import/builtin_profiles.h"
#include "services/records/import/date_text.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr size_t kNameMax = 40;
constexpr size_t kTextMax = 100;  // bytes of a column's name or a code
constexpr int kDateFormsMax = 8;
constexpr int kNamesMax = 20;
constexpr int kCodesMax = 500;
constexpr std::string_view kSeparators = ",;|\t";

std::string Shown(std::string_view text) {
  return IsUtf8(text) ? std::string(text.substr(0, kTextMax)) : "(not UTF-8)";
}

bool IsText(std::string_view text) {
  return !absl::StripAsciiWhitespace(ToAbsl(text)).empty() && text.size() <= kTextMax && IsUtf8(text);
}

// What a value of this field must be; "" when `value` is one.
std::string WantedValue(Field field, const std::string& value) {
  switch (field) {
    case Field::kSex: return ParseSex(value).has_value() ? "" : "L or P";
    case Field::kUpstream: return ParseStatus(value).has_value() ? "" : "a status such as PRINT_READY_RECORD";
    case Field::kRequestType:
      return ParseRequestType(value).has_value() ? "" : "a request type such as REPLACEMENT_LOST";
    case Field::kArea: return access::IsRegionCode(value) ? "" : "a region code such as 14.05.02.2003";
    case Field::kOffice: return access::IsOfficeCode(value) ? "" : "an office code such as 14.05";
    default: return IsText(value) ? "" : "1 to 100 bytes of UTF-8";
  }
}

std::string FieldNames() {
  std::string names;
  for (const FieldInfo& info : AllFields())
    absl::StrAppend(&names, names.empty() ? "" : ", ", ToAbsl(info.name));
  return names;
}

void CheckDates(const v1::ImportProfile& profile, Violations& bad) {
  const auto& forms = profile.date_formats();
  if (forms.size() > kDateFormsMax) {
    bad.push_back({"date_formats", absl::StrCat(forms.size()), absl::StrCat("at most ", kDateFormsMax)});
  }
  for (int i = 0; i < forms.size(); ++i) {
    if (!IsDateForm(forms[i])) {
      bad.push_back({absl::StrCat("date_formats[", i, "]"), Shown(forms[i]),
                     "such as DD-MM-YYYY, D/M/YYYY or YYYYMMDD"});
    }
    for (int j = 0; j < i; ++j) {
      if (!MayBeConfused(forms[i], forms[j])) continue;
      bad.push_back({absl::StrCat("date_formats[", i, "]"), Shown(forms[i]),
                     absl::StrCat("not also ", forms[j], ": nobody could tell the day from the month")});
    }
  }
}

void CheckCodes(const std::string& path, const v1::ProfileColumn& column, const FieldInfo& info,
                Violations& bad) {
  if (!column.codes().empty() && info.kind != FieldKind::kCode) {
    return bad.push_back({absl::StrCat(path, ".codes"), column.field(), "no codes for this field"});
  }
  if (column.codes_size() > kCodesMax) {
    return bad.push_back({absl::StrCat(path, ".codes"), absl::StrCat(column.codes_size()),
                          absl::StrCat("at most ", kCodesMax)});
  }
  std::set<std::string> seen;
  for (int i = 0; i < column.codes_size(); ++i) {
    const v1::ProfileCode& code = column.codes(i);
    const std::string at = absl::StrCat(path, ".codes[", i, "]");
    if (!IsText(code.text()))
      bad.push_back({absl::StrCat(at, ".text"), Shown(code.text()), "1 to 100 bytes of UTF-8"});
    if (!seen.insert(CodeText(code.text())).second)
      bad.push_back({absl::StrCat(at, ".text"), Shown(code.text()), "each text once"});
    const std::string want = WantedValue(info.field, code.value());
    if (!want.empty()) bad.push_back({absl::StrCat(at, ".value"), Shown(code.value()), want});
  }
}

void CheckDefault(const std::string& path, const v1::ProfileColumn& column, const FieldInfo& info,
                  Violations& bad) {
  if (column.default_value().empty()) return;
  const std::string at = absl::StrCat(path, ".default_value");
  if (!info.may_default)
    return bad.push_back({at, Shown(column.default_value()), "no default for this field"});
  const std::string want = WantedValue(info.field, column.default_value());
  if (!want.empty()) bad.push_back({at, Shown(column.default_value()), want});
}

// Fields and column names that were seen already.
struct Seen {
  std::set<Field> fields;
  std::set<std::string> names;
};

void CheckNames(const std::string& path, const v1::ProfileColumn& column, Seen& seen, Violations& bad) {
  if (column.names_size() > kNamesMax) {
    return bad.push_back({absl::StrCat(path, ".names"), absl::StrCat(column.names_size()),
                          absl::StrCat("at most ", kNamesMax)});
  }
  for (int i = 0; i < column.names_size(); ++i) {
    const std::string at = absl::StrCat(path, ".names[", i, "]");
    if (!IsText(column.names(i))) bad.push_back({at, Shown(column.names(i)), "1 to 100 bytes of UTF-8"});
    const std::string lower = absl::AsciiStrToLower(absl::StripAsciiWhitespace(column.names(i)));
    if (!seen.names.insert(lower).second)
      bad.push_back({at, Shown(column.names(i)), "each column name once"});
  }
}

void CheckColumn(const std::string& path, const v1::ProfileColumn& column, Seen& seen, Violations& bad) {
  const auto field = FieldNamed(column.field());
  if (!field.has_value()) {
    return bad.push_back(
        {absl::StrCat(path, ".field"), Shown(column.field()), absl::StrCat("one of ", FieldNames())});
  }
  if (!seen.fields.insert(*field).second)
    bad.push_back({absl::StrCat(path, ".field"), column.field(), "each field once"});
  CheckNames(path, column, seen, bad);
  CheckCodes(path, column, InfoOf(*field), bad);
  CheckDefault(path, column, InfoOf(*field), bad);
}

Violations Check(const v1::ImportProfile& profile) {
  Violations bad;
  if (!profile.name().empty() && !IsProfileName(profile.name())) {
    bad.push_back({"name", Shown(profile.name()), "1 to 40 of a-z, 0-9, - and _"});
  }
  if (!profile.extends().empty() && FindBuiltinProfile(profile.extends()) == nullptr) {
    bad.push_back({"extends", Shown(profile.extends()), "blangko, siak or nothing"});
  }
  const std::string& delimiter = profile.delimiter();
  if (!delimiter.empty() &&
      (delimiter.size() != 1 || kSeparators.find(delimiter[0]) == std::string_view::npos)) {
    bad.push_back({"delimiter", Shown(delimiter), "one of , ; | or a tab"});
  }
  CheckDates(profile, bad);
  Seen seen;
  for (int i = 0; i < profile.columns_size(); ++i) {
    CheckColumn(absl::StrCat("columns[", i, "]"), profile.columns(i), seen, bad);
  }
  return bad;
}

// A name that the profile gives to a field is no longer that of an inherited one.
void ForgetName(Profile& profile, std::string_view name) {
  for (FieldRule& rule : profile.rules) {
    std::erase_if(rule.names,
                  [&](const std::string& known) { return absl::EqualsIgnoreCase(known, ToAbsl(name)); });
  }
}

void AddColumn(Profile& profile, const v1::ProfileColumn& column, bool own_words) {
  FieldRule& rule = profile.rules.at(static_cast<size_t>(*FieldNamed(column.field())));
  for (const std::string& name : column.names()) ForgetName(profile, name);
  rule.names.insert(rule.names.begin(), column.names().begin(), column.names().end());
  rule.needed = rule.needed || column.needed();
  if (!column.default_value().empty()) rule.default_value = column.default_value();
  for (const v1::ProfileCode& code : column.codes()) {
    rule.codes[CodeText(code.text())] = code.value();
    if (own_words) rule.written.emplace(code.value(), code.text());
  }
}

void Add(Profile& profile, const v1::ImportProfile& said) {
  profile.name = said.name();
  if (!said.delimiter().empty()) profile.separator = said.delimiter()[0];
  if (!said.date_formats().empty()) {
    profile.date_forms.assign(said.date_formats().begin(), said.date_formats().end());
  }
  profile.nik_may_differ = said.nik_may_differ();
  const bool own_words = FindBuiltinProfile(said.name()) == nullptr || said.name().empty();
  for (const v1::ProfileColumn& column : said.columns()) AddColumn(profile, column, own_words);
}

}  // namespace

bool IsProfileName(std::string_view name) {
  return !name.empty() && name.size() <= kNameMax &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string_view::npos;
}

absl::StatusOr<Profile> CompileProfile(const v1::ImportProfile& profile) {
  RETURN_IF_ERROR(BadFields(Check(profile)));
  Profile compiled;
  if (!profile.extends().empty()) Add(compiled, *FindBuiltinProfile(profile.extends()));
  if (compiled.date_forms.empty()) {
    const auto& usual = FindBuiltinProfile(kDefaultProfile)->date_formats();
    compiled.date_forms.assign(usual.begin(), usual.end());
  }
  Add(compiled, profile);
  if (!RuleOf(compiled, Field::kNik).names.empty()) return compiled;
  return BadField("columns", "no column for the field nik", "names for it, or extends");
}

}  // namespace blangko::records
