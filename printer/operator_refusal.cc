#include "printer/operator_refusal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr size_t kNameBytesMax = 100;

bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }

absl::Status Check(std::string_view indonesian, std::string_view english, std::string_view name) {
  if (!name.empty() && name.size() <= kNameBytesMax && std::none_of(name.begin(), name.end(), IsControl))
    return absl::OkStatus();
  return Told(absl::StatusCode::kInvalidArgument,
              absl::StrCat(ToAbsl(indonesian), ": isi nama orang, 1 sampai ", kNameBytesMax, " huruf"),
              absl::StrCat(ToAbsl(english), ": got ", name.size(), " bytes, want a person's name, 1 to ",
                           kNameBytesMax));
}

}  // namespace

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) || absl::IsAlreadyExists(status) ||
         absl::IsAborted(status);
}

absl::Status CheckName(std::string_view name) { return Check("nama", "name", name); }

absl::Status CheckSecondName(std::string_view name) { return Check("nama kedua", "second name", name); }

}  // namespace blangko::printer
