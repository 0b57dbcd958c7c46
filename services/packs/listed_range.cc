#include "services/packs/listed_range.h"

#include <cstdint>
#include <limits>

#include "services/stock/api_time.h"

namespace blangko::packs {
namespace {

int64_t CountOf(const stock::ListedRow& range) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  const absl::uint128 count = NumberOf(range.last()) - NumberOf(range.first()) + 1;
  return count > static_cast<absl::uint128>(kMost) ? kMost : static_cast<int64_t>(absl::Uint128Low64(count));
}

}  // namespace

absl::uint128 NumberOf(std::string_view digits) {
  absl::uint128 number = 0;
  for (const char digit : digits) {
    const int value = digit <= '9' ? digit - '0' : digit - 'A' + 10;
    number = number * 16 + static_cast<unsigned>(value);
  }
  return number;
}

v1::ListedRange ToApi(const stock::ListedRow& row) {
  v1::ListedRange range;
  range.set_lot(row.lot());
  range.mutable_range()->set_first(row.first());
  range.mutable_range()->set_last(row.last());
  range.mutable_range()->set_pack(row.pack());
  range.set_document(row.document());
  range.set_by(row.by());
  *range.mutable_time() = stock::ApiTime(row.since_micros());
  range.set_count(CountOf(row));
  return range;
}

}  // namespace blangko::packs
