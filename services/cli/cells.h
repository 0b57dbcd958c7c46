// Cells: from protobuf values to the raw cells of a table, and from typed words to protobuf values.
//
// Failure: UsageError for a word that means nothing, naming what is allowed.
// Threads: pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/cli/errors.h"

namespace blangko::cli {

// Empty for an unset time.
std::string TimeCell(const google::protobuf::Timestamp& time);
google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time ToTime(const google::protobuf::Timestamp& time);

// "2017-05-31", "2017-05-31 14:02" (both in `zone`) or RFC 3339.
absl::StatusOr<google::protobuf::Timestamp> ParseTime(std::string_view text, const absl::TimeZone& zone);

// "READY" for RECORD_STATE_READY; the number for a value this program does not know.
std::string EnumCell(const google::protobuf::EnumDescriptor* type, int value);
template <typename Enum>
std::string EnumCell(Enum value) {
  return EnumCell(google::protobuf::GetEnumDescriptor<Enum>(), static_cast<int>(value));
}

// The value of a word such as "ready"; `what` names the option in the error.
absl::StatusOr<int> ParseEnum(const google::protobuf::EnumDescriptor* type, std::string_view what,
                              std::string_view word);
// One of those that the option allows; others are not offered.
template <typename Enum>
absl::StatusOr<Enum> ParseOneOf(std::string_view what, std::string_view word,
                                std::initializer_list<Enum> allowed) {
  std::vector<std::string> choices;
  for (const Enum value : allowed) choices.push_back(EnumCell(value));
  const auto name = ParseWord(what, word, choices);
  if (!name.ok()) return name.status();
  const auto is_it = [&](Enum value) { return EnumCell(value) == *name; };
  return *std::find_if(allowed.begin(), allowed.end(), is_it);
}
template <typename Enum>
absl::StatusOr<Enum> ParseEnum(std::string_view what, std::string_view word) {
  const auto value = ParseEnum(google::protobuf::GetEnumDescriptor<Enum>(), what, word);
  if (!value.ok()) return value.status();
  return static_cast<Enum>(*value);
}

// "LOT-1:8000"
// The card that is meant: "R-1" and an attempt, or "R-1/2" alone.
struct CardName {
  std::string record_id;
  uint32_t attempt = 0;
};
absl::StatusOr<CardName> ParseCard(const std::string& record, uint32_t attempt);

struct LotCount {
  std::string lot;
  int64_t count = 0;
};
absl::StatusOr<std::vector<LotCount>> ParseLots(std::string_view option,
                                                const std::vector<std::string>& words);

// "0-6", "7-29", "30-89", "90-179", "180+": days since the key of the line.
std::string AgeBandName(int band);
inline constexpr int kAgeBands = 5;

}  // namespace blangko::cli
