#include "storage/aging_snapshot.h"

#include "base/status_macros.h"

namespace blangko::storage {
namespace {

constexpr int kRowsPerLook = 64;  // a look at the clock costs as much as some rows

}  // namespace

absl::Status AgingSnapshot::CheckAge() const {
  if (clock_.Now() < end_) return absl::OkStatus();
  return absl::DeadlineExceededError("the view is too old; read in smaller pages");
}

absl::StatusOr<std::optional<std::string>> AgingSnapshot::Get(std::string_view key) {
  RETURN_IF_ERROR(CheckAge());
  return below_.Get(key);
}

absl::Status AgingSnapshot::Scan(const KeyRange& range, ScanOrder order, Visitor visit) {
  absl::Status age = CheckAge();
  if (!age.ok()) return age;
  int rows = 0;
  RETURN_IF_ERROR(below_.Scan(range, order, [&](std::string_view key, std::string_view value) {
    if (++rows % kRowsPerLook == 0) age = CheckAge();
    return age.ok() && visit(key, value);
  }));
  return age;
}

}  // namespace blangko::storage
