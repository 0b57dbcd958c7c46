#include "services/cli/errors.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

constexpr char kIndonesianUrl[] = "blangko/cli/indonesian";

bool IsUsage(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument && ReasonOf(status).empty();
}

// The Indonesian sentence of a refusal, or of an error of the client; the English one when there is no other.
std::string Indonesian(const absl::Status& status) {
  if (const auto told = status.GetPayload(kIndonesianUrl); told.has_value()) return std::string(*told);
  const std::string refused = IndonesianOf(status);
  return refused.empty() ? std::string(status.message()) : refused;
}

std::string JsonError(const absl::Status& status) {
  return absl::StrCat("{\"error\": {\"code\": ", JsonString(absl::StatusCodeToString(status.code())),
                      ", \"reason\": ", JsonString(ReasonOf(status)),
                      ", \"message\": ", JsonString(MaskNiks(ToStd(status.message()))),
                      ", \"message_id\": ", JsonString(MaskNiks(Indonesian(status))), "}}\n");
}

}  // namespace

absl::Status Told(absl::StatusCode code, std::string_view indonesian, std::string_view english) {
  absl::Status status(code, ToAbsl(english));
  status.SetPayload(kIndonesianUrl, absl::Cord(ToAbsl(indonesian)));
  return status;
}

absl::Status UsageError(std::string_view indonesian, std::string_view english) {
  return Told(absl::StatusCode::kInvalidArgument, indonesian, english);
}

absl::Status UsageError(std::string_view text) { return absl::InvalidArgumentError(ToAbsl(text)); }

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

int ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return 0;
  if (IsUsage(status)) return kUsageExit;
  const bool silent = status.code() == absl::StatusCode::kUnavailable ||
                      status.code() == absl::StatusCode::kDeadlineExceeded ||
                      status.code() == absl::StatusCode::kCancelled;
  return silent ? kUnreachableExit : kRefusedExit;
}

absl::Status NameServer(const absl::Status& status, std::string_view server, absl::Duration timeout) {
  if (status.ok() || !ReasonOf(status).empty() || status.GetPayload(kIndonesianUrl).has_value())
    return status;
  const std::string at(server);
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return Told(status.code(), "Tidak ada server di " + at + "; apakah blangkod berjalan di sana?",
                  "No server answers at " + at + "; is blangkod running there?");
    case absl::StatusCode::kDeadlineExceeded: {
      const std::string seconds = absl::StrCat(absl::ToDoubleSeconds(timeout));
      return Told(status.code(),
                  absl::StrCat("Server di ", at, " tidak menjawab dalam ", seconds,
                               " detik. Perubahan mungkin sudah tercatat: periksa dahulu, lalu ulangi."),
                  absl::StrCat("The server at ", at, " gave no answer within ", seconds,
                               " seconds. A change may have been made: look first, then repeat."));
    }
    case absl::StatusCode::kCancelled:
      return Told(status.code(), "Server di " + at + " sedang berhenti; ulangi setelah berjalan lagi.",
                  "The server at " + at + " is stopping; repeat when it runs again.");
    case absl::StatusCode::kUnimplemented:
      return Told(status.code(), "Server di " + at + " tidak melayani perintah ini.",
                  "The server at " + at + " does not serve this command.");
    default: return status;
  }
}

std::string RenderError(const absl::Status& status, Format format, Language language) {
  if (format == Format::kJson) return JsonError(status);
  const bool english = language == Language::kEnglish;
  const std::string sentence = english ? std::string(status.message()) : Indonesian(status);
  const std::string reason = ReasonOf(status);
  const std::string mark = reason.empty() ? "" : absl::StrCat(" [", reason, "]");
  return absl::StrCat("blangko: ", MaskNiks(sentence), mark, "\n");
}

}  // namespace blangko::cli
