#include "services/refusal/refusal.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/text.h"
#include "google/rpc/error_details.pb.h"
#include "services/refusal/phrases.h"
#include "services/refusal/words.h"

namespace blangko {
namespace {

constexpr char kPayloadUrl[] = "type.googleapis.com/google.rpc.Status";
constexpr char kDomain[] = "blangko";
constexpr size_t kNikDigits = 16;

// Values that are codes or phrases, not what somebody typed: sentences say them in words of their own language.
bool IsCoded(std::string_view key) {
  static constexpr std::string_view kKeys[] = {"state", "event", "account",   "list",
                                               "why",   "what",  "resolution"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

std::string Said(const std::string& key, const std::string& value, Language language) {
  if (!IsCoded(key)) return value;
  const std::string word = WordInside(key, value, language);
  return word == value && language == Language::kIndonesian ? InIndonesian(value) : word;
}

// A sentence in [] is left out when a value in it is "-": there is none.
std::string WithoutEmpty(std::string text, const RefusalData& data) {
  const size_t begin = text.find('[');
  const size_t end = text.find(']', begin);
  if (begin == std::string::npos || end == std::string::npos) return text;
  const std::string part = text.substr(begin + 1, end - begin - 1);
  const bool none = std::any_of(data.begin(), data.end(), [&](const auto& value) {
    return value.second == "-" && part.find(absl::StrCat("{", value.first, "}")) != std::string::npos;
  });
  std::string filled = absl::StrCat(text.substr(0, begin), none ? "" : part, text.substr(end + 1));
  while (none && filled.ends_with(' ')) filled.pop_back();
  return filled;
}

std::string Fill(std::string_view text, const RefusalData& data, Language language) {
  std::vector<std::pair<std::string, std::string>> replacements;
  for (const auto& [key, value] : data) {
    replacements.emplace_back(absl::StrCat("{", key, "}"), Said(key, value, language));
  }
  return absl::StrReplaceAll(WithoutEmpty(std::string(text), data), replacements);
}

std::string Joined(const std::vector<FieldViolation>& fields, Language language) {
  const bool english = language == Language::kEnglish;
  std::string text;
  for (const FieldViolation& violation : fields) {
    const std::string got = violation.got.empty() ? "\"\"" : violation.got;
    absl::StrAppend(&text, text.empty() ? "" : "; ", violation.field, english ? ": got " : ": diisi ",
                    english ? got : InIndonesian(got), english ? ", want " : ", seharusnya ",
                    english ? violation.want : InIndonesian(violation.want));
  }
  return text;
}

template <typename Detail>
void Pack(google::rpc::Status& details, const Detail& detail) {
  details.add_details()->PackFrom(detail);
}

google::rpc::ErrorInfo InfoOf(const ReasonText& text, const RefusalData& data) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(text.name));
  info.set_domain(kDomain);
  for (const auto& [key, value] : data) {
    if (key != "fields") (*info.mutable_metadata())[key] = value;
  }
  return info;
}

void PackFields(google::rpc::Status& details, const std::vector<FieldViolation>& fields) {
  if (fields.empty()) return;
  google::rpc::BadRequest bad;
  for (const FieldViolation& violation : fields) {
    auto* added = bad.add_field_violations();
    added->set_field(violation.field);
    added->set_description(Joined({violation}, Language::kEnglish));
  }
  Pack(details, bad);
}

absl::Status ToStatus(const google::rpc::Status& details) {
  absl::Status status(static_cast<absl::StatusCode>(details.code()), details.message());
  status.SetPayload(kPayloadUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

RefusalData Masked(RefusalData data) {
  for (auto& [key, value] : data) value = MaskNiks(value);
  return data;
}

std::vector<FieldViolation> Masked(std::vector<FieldViolation> fields) {
  for (FieldViolation& violation : fields) violation.got = MaskNiks(violation.got);
  return fields;
}

google::rpc::Status Describe(Reason reason, const RefusalData& given,
                             const std::vector<FieldViolation>& given_fields) {
  const RefusalData data = Masked(given);
  const std::vector<FieldViolation> fields = Masked(given_fields);
  const ReasonText& text = TextOf(reason);
  RefusalData english = data;
  RefusalData indonesian = data;
  if (!fields.empty()) {
    english.emplace_back("fields", Joined(fields, Language::kEnglish));
    indonesian.emplace_back("fields", Joined(fields, Language::kIndonesian));
  }
  google::rpc::Status details;
  details.set_code(static_cast<int>(text.code));
  details.set_message(Fill(text.english, english, Language::kEnglish));
  Pack(details, InfoOf(text, data));
  PackFields(details, fields);
  google::rpc::LocalizedMessage localized;
  localized.set_locale("id");
  localized.set_message(Fill(text.indonesian, indonesian, Language::kIndonesian));
  Pack(details, localized);
  return details;
}

template <typename Detail>
std::optional<Detail> Find(const absl::Status& status) {
  const auto details = DetailsOf(status);
  if (!details.has_value()) return std::nullopt;
  for (const auto& any : details->details()) {
    Detail detail;
    if (any.UnpackTo(&detail)) return detail;
  }
  return std::nullopt;
}

}  // namespace

absl::Status Refuse(Reason reason, const RefusalData& data, const std::vector<FieldViolation>& fields) {
  return ToStatus(Describe(reason, data, fields));
}

absl::Status BadField(std::string_view field, std::string_view got, std::string_view want) {
  return BadFields({{std::string(field), std::string(got), std::string(want)}});
}

absl::Status BadFields(const std::vector<FieldViolation>& fields) {
  return fields.empty() ? absl::OkStatus() : Refuse(Reason::kInvalidField, {}, fields);
}

absl::Status RefuseForNow(Reason reason, absl::Duration retry_after, const RefusalData& data) {
  google::rpc::Status details = Describe(reason, data, {});
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(retry_after));
  retry.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(retry_after % absl::Seconds(1))));
  Pack(details, retry);
  return ToStatus(details);
}

std::string ReasonOf(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status);
  return info.has_value() ? info->reason() : std::string();
}

std::string IndonesianOf(const absl::Status& status) {
  const auto localized = Find<google::rpc::LocalizedMessage>(status);
  return localized.has_value() ? localized->message() : std::string();
}

std::optional<google::rpc::Status> DetailsOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  google::rpc::Status details;
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) return std::nullopt;
  return details;
}

absl::Status FromDetails(const google::rpc::Status& details) { return ToStatus(details); }

std::string MaskNik(std::string_view nik) {
  std::string masked(nik);
  const size_t shown = std::min<size_t>(4, masked.size() / 2);
  std::fill(masked.begin(), masked.end() - static_cast<std::ptrdiff_t>(shown), '*');
  return masked;
}

std::string MaskNiks(std::string_view text) {
  std::string masked;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
    const std::string_view run = text.substr(at, end - at);
    masked += run.size() < kNikDigits ? std::string(run) : MaskNik(run);
    at = std::min(text.find_first_of("0123456789", end), text.size());
    masked += text.substr(end, at - end);
  }
  return masked;
}

}  // namespace blangko
