// How a day of the comparison looks in the API, and how its cards are named in refusals.
//
// Failure: UNKNOWN_COMPARED_CARD. Threads: pure.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/comparison/compare.h"
#include "services/comparison/comparison_table.h"

namespace blangko::comparison {

rows::v1::ComparisonCounts ToRow(const v1::ComparisonCounts& counts);
v1::ComparisonCounts ToApi(const rows::v1::ComparisonCounts& counts);
// Without `printed`, and the counts only of a day that is closed.
v1::ComparisonDay ToApi(const DayRow& row);

std::string SideName(v1::ComparedCard::Side side);  // "ONLY_THERE"
absl::Status UnknownCard(const DayRef& ref, std::string_view card_id);
absl::StatusOr<v1::ComparedCard> FindCard(const Comparison& compared, const DayRef& ref,
                                          std::string_view card_id);

}  // namespace blangko::comparison
