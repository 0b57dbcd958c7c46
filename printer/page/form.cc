#include "printer/page/form.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "base/utf8.h"

namespace blangko::printer {
namespace {

absl::StatusOr<std::string> DecodePercent(std::string_view text) {
  std::string decoded;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    if (digits.size() != 2 || !absl::ascii_isxdigit(static_cast<unsigned char>(digits[0])) ||
        !absl::ascii_isxdigit(static_cast<unsigned char>(digits[1]))) {
      return absl::InvalidArgumentError("form: a percent sign without two hex digits");
    }
    decoded += absl::HexStringToBytes(ToAbsl(digits));
    i += 2;
  }
  return decoded;
}

absl::StatusOr<std::string> DecodeText(std::string_view text) {
  ASSIGN_OR_RETURN(std::string decoded, DecodePercent(text));
  if (!IsUtf8(decoded)) return absl::InvalidArgumentError("form: not UTF-8");
  return decoded;
}

}  // namespace

absl::StatusOr<Fields> ParseForm(std::string_view body) {
  Fields fields;
  for (const absl::string_view part : absl::StrSplit(ToAbsl(body), '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> field =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    ASSIGN_OR_RETURN(std::string name, DecodeText(ToStd(field.first)));
    ASSIGN_OR_RETURN(fields[std::move(name)], DecodeText(ToStd(field.second)));
    if (fields.size() > kFieldsMax)
      return absl::InvalidArgumentError(absl::StrCat("form: more than ", kFieldsMax, " fields"));
  }
  return fields;
}

Fields ParseCookies(std::string_view header) {
  Fields cookies;
  for (const absl::string_view part : absl::StrSplit(ToAbsl(header), ';', absl::SkipWhitespace())) {
    const std::pair<absl::string_view, absl::string_view> cookie =
        absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits('=', 1));
    cookies[std::string(cookie.first)] = std::string(cookie.second);
  }
  return cookies;
}

std::string EscapeHtml(std::string_view text) {
  return absl::StrReplaceAll(
      ToAbsl(text), {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

const std::string& FieldOf(const Fields& fields, std::string_view name) {
  static const std::string kNone;
  const auto field = fields.find(name);
  return field == fields.end() ? kNone : field->second;
}

}  // namespace blangko::printer
