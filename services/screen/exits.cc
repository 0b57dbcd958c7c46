#include "services/screen/exits.h"

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko::screen {
namespace {

bool IsUsage(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument && ReasonOf(status).empty();
}

}  // namespace

absl::Status UsageError(std::string_view indonesian, std::string_view english) {
  return Told(absl::StatusCode::kInvalidArgument, indonesian, english);
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
  if (status.ok() || !ReasonOf(status).empty() || IsTold(status)) return status;
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

}  // namespace blangko::screen
