// Pure checks of the requests about an opening. What is wrong with one item of a list is the item's own refusal.
//
// Failure: INVALID_FIELD with field, got and want. Threads: pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "blangko/opening/v1/opening_service.pb.h"

namespace blangko::opening {

inline constexpr int kItemsMax = 50;  // of one request

absl::Status ValidateSpoils(const v1::AddSpoilsRequest& request);
absl::Status ValidateCards(const v1::AddUncollectedCardsRequest& request);
absl::Status ValidateSukets(const v1::AddSuketsRequest& request);
absl::Status ValidateLoan(const v1::AddOpenLoanRequest& request);
absl::Status ValidateClose(const v1::CloseOpeningRequest& request);

absl::Status ValidateCard(const v1::UncollectedCard& card);
absl::Status ValidateSuket(const v1::OutstandingSuket& suket);

// Days since 1970-01-01 of a date that exists and is not before 2000; 0 for one that is not set. `last`: the last day that
// is accepted.
absl::StatusOr<int64_t> DayOf(std::string_view field, const common::v1::Date& date, int64_t last);

}  // namespace blangko::opening
