#include "services/records/import/profile.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "blangko/records/v1/records.pb.h"

namespace blangko::records {
namespace {

struct StatusCode {
  std::string_view code;
  rows::v1::UpstreamStatus status;
};

constexpr StatusCode kShortForms[] = {
    {"BC", rows::v1::UPSTREAM_STATUS_BIO_CAPTURED},
    {"PRO", rows::v1::UPSTREAM_STATUS_PROCESSING},
    {"SFE", rows::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT},
    {"EFAC", rows::v1::UPSTREAM_STATUS_ENROLL_FAILURE_AT_CENTRAL},
    {"DUP", rows::v1::UPSTREAM_STATUS_DUPLICATE_RECORD},
    {"PRR", rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD},
    {"SFCP", rows::v1::UPSTREAM_STATUS_SENT_FOR_CARD_PRINTING},
    {"CP", rows::v1::UPSTREAM_STATUS_CARD_PRINTED},
    {"CS", rows::v1::UPSTREAM_STATUS_CARD_SHIPPED},
    {"CI", rows::v1::UPSTREAM_STATUS_CARD_ISSUED},
};

struct TypeWord {
  std::string_view word;
  v1::RequestType type;
};

constexpr TypeWord kTypeWords[] = {
    {"", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"BARU", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"PEMULA", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"HILANG", v1::REQUEST_TYPE_REPLACEMENT_LOST},
    {"RUSAK", v1::REQUEST_TYPE_REPLACEMENT_DAMAGED},
    {"PERUBAHAN_DATA", v1::REQUEST_TYPE_DATA_CHANGE},
    {"UBAH_DATA", v1::REQUEST_TYPE_DATA_CHANGE},
    {"PERPANJANGAN", v1::REQUEST_TYPE_RENEWAL},
    {"LAINNYA", v1::REQUEST_TYPE_OTHER},
};

}  // namespace

std::optional<Field> FieldOfColumn(const Profile& profile, std::string_view column) {
  const absl::string_view wanted = absl::StripAsciiWhitespace(ToAbsl(column));
  for (const FieldInfo& info : AllFields()) {
    for (const std::string& name : RuleOf(profile, info.field).names) {
      if (absl::EqualsIgnoreCase(name, wanted)) return info.field;
    }
  }
  return std::nullopt;
}

std::string ColumnOf(const Profile& profile, Field field) {
  const std::vector<std::string>& names = RuleOf(profile, field).names;
  return names.empty() ? absl::StrCat("(", ToAbsl(InfoOf(field).name), ")") : names.front();
}

std::string ValueOf(const Profile& profile, Field field, const std::string& cell) {
  const FieldRule& rule = RuleOf(profile, field);
  if (!rule.codes.empty()) {
    const auto code = rule.codes.find(CodeText(cell));
    if (code != rule.codes.end()) return code->second;
  }
  return cell.empty() ? rule.default_value : cell;
}

std::string WrittenAs(const Profile& profile, Field field, std::string_view value) {
  const auto& written = RuleOf(profile, field).written;
  const auto found = written.find(std::string(value));
  return found == written.end() ? std::string(value) : found->second;
}

std::string CodeText(std::string_view text) {
  std::string code = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(ToAbsl(text)));
  std::replace_if(
      code.begin(), code.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return code;
}

std::optional<rows::v1::UpstreamStatus> ParseStatus(std::string_view text) {
  const std::string code = CodeText(text);
  for (const StatusCode& known : kShortForms) {
    if (known.code == code) return known.status;
  }
  rows::v1::UpstreamStatus status;
  const bool named = !code.empty() && code != "UNSPECIFIED" &&
                     rows::v1::UpstreamStatus_Parse("UPSTREAM_STATUS_" + code, &status);
  return named ? std::optional<rows::v1::UpstreamStatus>(status) : std::nullopt;
}

std::optional<uint32_t> ParseRequestType(std::string_view text) {
  const std::string code = CodeText(text);
  for (const TypeWord& known : kTypeWords) {
    if (known.word == code) return static_cast<uint32_t>(known.type);
  }
  v1::RequestType type;
  const std::string name = absl::StartsWith(code, "REQUEST_TYPE_") ? code : "REQUEST_TYPE_" + code;
  const bool named = v1::RequestType_Parse(name, &type) && type != v1::REQUEST_TYPE_UNSPECIFIED;
  return named ? std::optional<uint32_t>(static_cast<uint32_t>(type)) : std::nullopt;
}

std::optional<std::string> ParseSex(std::string_view text) {
  std::string code = CodeText(text);
  return code == "L" || code == "P" ? std::optional<std::string>(std::move(code)) : std::nullopt;
}

}  // namespace blangko::records
