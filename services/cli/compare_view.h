// How the daily comparison looks: days, the cards of a day, refused rows of its list, cards printed outside.
//
// Threads: pure.
#pragma once

#include <string>

#include "blangko/comparison/v1/comparison_service.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table ComparedDays(const std::string& key);
void AddComparedDay(Table& table, const comparison::v1::ComparisonDay& day);

Table ComparedCards();
void AddComparedCard(Table& table, const comparison::v1::ComparedCard& card);

Table RefusedRows(const google::protobuf::RepeatedPtrField<comparison::v1::ListRowError>& errors);

Table OutsideCards();
void AddOutsideCard(Table& table, const comparison::v1::PrintedOutside& card);

}  // namespace blangko::cli
