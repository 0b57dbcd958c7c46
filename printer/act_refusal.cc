#include "printer/act_refusal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace blangko::printer {
namespace {

constexpr char kIndonesian[] = "blangko.station/indonesian";
constexpr size_t kNameBytesMax = 100;

bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }

}  // namespace

absl::Status RefuseAct(absl::StatusCode code, const std::string& english, const std::string& indonesian) {
  absl::Status refusal(code, english);
  refusal.SetPayload(kIndonesian, absl::Cord(indonesian));
  return refusal;
}

std::string InIndonesian(const absl::Status& refusal) {
  const auto words = refusal.GetPayload(kIndonesian);
  return words.has_value() ? std::string(*words) : std::string(refusal.message());
}

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) || absl::IsAlreadyExists(status) ||
         absl::IsAborted(status);
}

absl::Status CheckName(const std::string& field, const std::string& name) {
  if (!name.empty() && name.size() <= kNameBytesMax && std::none_of(name.begin(), name.end(), IsControl))
    return absl::OkStatus();
  return RefuseAct(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat(field, ": got ", name.size(), " bytes, want a person's name, 1 to ", kNameBytesMax),
      absl::StrCat(field, ": isi nama orang, 1 sampai ", kNameBytesMax, " huruf"));
}

}  // namespace blangko::printer
