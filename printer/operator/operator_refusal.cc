#include "printer/operator/operator_refusal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr size_t kNameBytesMax = 100;

bool IsControl(char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); }

// 1 to 100 bytes of UTF-8, nothing that moves a cursor.
bool IsWritable(std::string_view text) {
  return !text.empty() && text.size() <= kNameBytesMax && IsUtf8(text) &&
         std::none_of(text.begin(), text.end(), IsControl);
}

absl::Status Check(std::string_view indonesian, std::string_view english, std::string_view name) {
  if (IsWritable(name)) return absl::OkStatus();
  return Told(
      absl::StatusCode::kInvalidArgument,
      absl::StrCat(ToAbsl(indonesian), ": isi nama orang, 1 sampai ", kNameBytesMax, " huruf, dalam UTF-8"),
      absl::StrCat(ToAbsl(english), ": got ", name.size(), " bytes, want a person's name, 1 to ",
                   kNameBytesMax, ", in UTF-8"));
}

}  // namespace

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status) || absl::IsAlreadyExists(status) ||
         absl::IsAborted(status);
}

absl::Status CheckName(std::string_view name) { return Check("nama", "name", name); }

absl::Status CheckSecondName(std::string_view name) { return Check("nama kedua", "second name", name); }

absl::Status CheckId(std::string_view option, std::string_view id) {
  if (IsWritable(id)) return absl::OkStatus();
  return Told(absl::StatusCode::kInvalidArgument,
              absl::StrCat(ToAbsl(option), ": terisi ", id.size(), " bita, seharusnya 1 sampai ",
                           kNameBytesMax, " dalam UTF-8, tanpa tanda kendali"),
              absl::StrCat(ToAbsl(option), ": got ", id.size(), " bytes, want 1 to ", kNameBytesMax,
                           " in UTF-8, without control characters"));
}

}  // namespace blangko::printer
