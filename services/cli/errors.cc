#include "services/cli/errors.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

std::string JsonError(const absl::Status& status) {
  return absl::StrCat("{\"error\": {\"code\": ", JsonString(absl::StatusCodeToString(status.code())),
                      ", \"reason\": ", JsonString(ReasonOf(status)),
                      ", \"message\": ", JsonString(MaskNiks(SentenceOf(status, Language::kEnglish))),
                      ", \"message_id\": ", JsonString(MaskNiks(SentenceOf(status, Language::kIndonesian))),
                      "}}\n");
}

}  // namespace

absl::StatusOr<std::string> ParseWord(std::string_view option, std::string_view word,
                                      const std::vector<std::string>& choices) {
  std::string code = absl::AsciiStrToUpper(ToAbsl(word));
  std::replace(code.begin(), code.end(), '-', '_');
  if (std::find(choices.begin(), choices.end(), code) != choices.end()) return code;
  const std::string list = absl::StrJoin(choices, ", ");
  const std::string got = absl::StrCat(ToAbsl(option), ": \"", ToAbsl(word), "\"");
  return UsageError(absl::StrCat(got, " tidak dikenal; pilih salah satu: ", list),
                    absl::StrCat(got, " is not known; choose one of ", list));
}

std::string RenderError(const absl::Status& status, Format format, Language language) {
  if (format == Format::kJson) return JsonError(status);
  const std::string reason = ReasonOf(status);
  const std::string mark = reason.empty() ? "" : absl::StrCat(" [", reason, "]");
  return absl::StrCat("blangko: ", MaskNiks(SentenceOf(status, language)), mark, "\n");
}

}  // namespace blangko::cli
