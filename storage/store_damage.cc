#include "storage/store_damage.h"

#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko::storage {
namespace {

// Five lines: what, detail, found, acknowledged, whether only the tail is lost. A number that is not known is "-".
constexpr char kPayloadUrl[] = "blangko/storage/store_damage";
constexpr size_t kLines = 5;

constexpr char kAdvice[] =
    "Nothing was changed on disk. Keep a copy of the directory, check the disk, and restore the newest backup into "
    "an empty directory; stations then bring back what they printed since.";

std::string OneLine(std::string text) {
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return text;
}

std::string Number(const std::optional<uint64_t>& number) {
  return number.has_value() ? std::to_string(*number) : "-";
}

std::optional<uint64_t> ReadNumber(const std::string& text) {
  uint64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? std::optional(number) : std::nullopt;
}

}  // namespace

absl::Status StoreIsDamaged(std::string_view directory, const StoreDamage& damage) {
  const std::string detail = damage.detail.empty() ? "" : absl::StrCat(" (", damage.detail, ")");
  absl::Status status = absl::DataLossError(absl::StrCat(
      "the store in ", ToAbsl(directory), " is not whole: ", damage.what, detail, ". ", kAdvice));
  status.SetPayload(
      kPayloadUrl,
      absl::Cord(absl::StrCat(OneLine(damage.what), "\n", OneLine(damage.detail), "\n", Number(damage.found),
                              "\n", Number(damage.acknowledged), "\n", damage.tail_lost ? "1" : "0")));
  return status;
}

std::optional<StoreDamage> DamageOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return std::nullopt;
  const std::string text(*payload);
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.size() != kLines) return std::nullopt;
  return StoreDamage{.what = lines[0],
                     .detail = lines[1],
                     .found = ReadNumber(lines[2]),
                     .acknowledged = ReadNumber(lines[3]),
                     .tail_lost = lines[4] == "1"};
}

std::string LostGroups(const StoreDamage& damage) {
  if (!damage.tail_lost || !damage.found.has_value()) return "";
  const std::string last = damage.acknowledged.has_value() ? std::to_string(*damage.acknowledged) : "unknown";
  return absl::StrCat(*damage.found + 1, "-", last);
}

}  // namespace blangko::storage
