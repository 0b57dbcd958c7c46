#include "services/refusal/told.h"

#include "absl/strings/cord.h"
#include "base/text.h"
#include "services/refusal/refusal.h"

namespace blangko {
namespace {

constexpr char kIndonesianUrl[] = "blangko/told/indonesian";

}  // namespace

absl::Status Told(absl::StatusCode code, std::string_view indonesian, std::string_view english) {
  absl::Status status(code, ToAbsl(english));
  status.SetPayload(kIndonesianUrl, absl::Cord(ToAbsl(indonesian)));
  return status;
}

bool IsTold(const absl::Status& status) { return status.GetPayload(kIndonesianUrl).has_value(); }

std::string SentenceOf(const absl::Status& status, Language language) {
  if (language == Language::kEnglish) return std::string(status.message());
  if (const auto told = status.GetPayload(kIndonesianUrl); told.has_value()) return std::string(*told);
  const std::string refused = IndonesianOf(status);
  return refused.empty() ? std::string(status.message()) : refused;
}

}  // namespace blangko
