#include "services/cli/errors.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::cli {
namespace {

bool IsUsage(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument && ReasonOf(status).empty();
}

}  // namespace

absl::Status UsageError(std::string_view text) { return absl::InvalidArgumentError(ToAbsl(text)); }

int ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return 0;
  if (IsUsage(status)) return kUsageExit;
  const bool silent =
      status.code() == absl::StatusCode::kUnavailable || status.code() == absl::StatusCode::kDeadlineExceeded;
  return silent ? kUnreachableExit : kRefusedExit;
}

absl::Status NameServer(const absl::Status& status, std::string_view server) {
  if (status.code() != absl::StatusCode::kUnavailable || !ReasonOf(status).empty()) return status;
  return absl::UnavailableError(
      absl::StrCat("no node answers at ", ToAbsl(server), "; is blangkod running there?\n",
                   "         Tidak ada server di ", ToAbsl(server), "; apakah blangkod berjalan di sana?"));
}

std::string RenderError(const absl::Status& status, Format format) {
  const std::string code = absl::StatusCodeToString(status.code());
  const std::string reason = ReasonOf(status);
  const std::string message = MaskNiks(ToStd(status.message()));
  const std::string indonesian = IndonesianOf(status);
  if (format == Format::kJson) {
    return absl::StrCat("{\"error\": {\"code\": ", JsonString(code), ", \"reason\": ", JsonString(reason),
                        ", \"message\": ", JsonString(message), ", \"message_id\": ", JsonString(indonesian),
                        "}}\n");
  }
  if (IsUsage(status)) return absl::StrCat("blangko: ", message, "\n");
  std::string text = absl::StrCat("blangko: ", reason.empty() ? code : reason, ": ", message, "\n");
  if (!indonesian.empty()) absl::StrAppend(&text, "         ", indonesian, "\n");
  return text;
}

}  // namespace blangko::cli
