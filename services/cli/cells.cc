#include "services/cli/cells.h"

#include <array>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/cli/errors.h"
#include "services/cli/table.h"

namespace blangko::cli {
namespace {

// RECORD_STATE_UNSPECIFIED -> "RECORD_STATE_"
std::string PrefixOf(const google::protobuf::EnumDescriptor* type) {
  const std::string zero = type->value(0)->name();
  return zero.substr(0, zero.rfind("UNSPECIFIED"));
}

std::vector<std::string> Choices(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> choices;
  for (int i = 1; i < type->value_count(); ++i) choices.push_back(EnumCell(type, type->value(i)->number()));
  return choices;
}

}  // namespace

absl::Time ToTime(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp made;
  made.set_seconds(absl::ToUnixSeconds(time));
  made.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(made.seconds()))));
  return made;
}

std::string TimeCell(const google::protobuf::Timestamp& time) {
  return time.seconds() == 0 && time.nanos() == 0 ? std::string() : Raw(ToTime(time));
}

absl::StatusOr<google::protobuf::Timestamp> ParseTime(std::string_view text, const absl::TimeZone& zone) {
  absl::Time time;
  for (const char* format : {"%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%E*S%Ez"}) {
    if (absl::ParseTime(format, ToAbsl(text), zone, &time, nullptr)) return ToTimestamp(time);
  }
  return UsageError(
      absl::StrCat("Waktu \"", ToAbsl(text), "\" tidak terbaca; tulis 2017-05-31 atau \"2017-05-31 14:00\""),
      absl::StrCat("The time \"", ToAbsl(text),
                   "\" cannot be read; write 2017-05-31 or \"2017-05-31 14:00\""));
}

std::string EnumCell(const google::protobuf::EnumDescriptor* type, int value) {
  const auto* found = type->FindValueByNumber(value);
  if (found == nullptr) return absl::StrCat(value);
  if (found->number() == 0) return {};
  return found->name().substr(PrefixOf(type).size());
}

absl::StatusOr<int> ParseEnum(const google::protobuf::EnumDescriptor* type, std::string_view what,
                              std::string_view word) {
  ASSIGN_OR_RETURN(const std::string name, ParseWord(what, word, Choices(type)));
  return type->FindValueByName(PrefixOf(type) + name)->number();
}

absl::StatusOr<CardName> ParseCard(const std::string& record, uint32_t attempt) {
  if (attempt != 0) return CardName{record, attempt};
  const size_t slash = record.rfind('/');
  CardName card{record.substr(0, slash), 0};
  if (slash != std::string::npos && absl::SimpleAtoi(record.substr(slash + 1), &card.attempt)) return card;
  return UsageError(
      absl::StrCat("percobaan: \"", record, "\" tidak menyebutnya; tulis DATA/PERCOBAAN atau --attempt N"),
      absl::StrCat("attempt: \"", record, "\" does not name it; want RECORD/ATTEMPT or --attempt N"));
}

absl::StatusOr<std::vector<LotCount>> ParseLots(std::string_view option,
                                                const std::vector<std::string>& words) {
  std::vector<LotCount> lots;
  for (const std::string& word : words) {
    const size_t colon = word.rfind(':');
    LotCount lot;
    const bool fits = colon != std::string::npos && colon > 0 &&
                      absl::SimpleAtoi(word.substr(colon + 1), &lot.count) && lot.count >= 0;
    if (!fits) {
      const std::string got = absl::StrCat(ToAbsl(option), ": \"", word, "\"");
      return UsageError(absl::StrCat(got, " bukan LOT:JUMLAH, misalnya APBN-2017:8000"),
                        absl::StrCat(got, " is not LOT:COUNT, for example APBN-2017:8000"));
    }
    lot.lot = word.substr(0, colon);
    lots.push_back(lot);
  }
  return lots;
}

std::string AgeBandName(int band) {
  static constexpr std::array<std::string_view, kAgeBands> kNames = {"0-6", "7-29", "30-89", "90-179",
                                                                     "180+"};
  const bool known = band >= 0 && band < kAgeBands;
  return known ? std::string(kNames[static_cast<size_t>(band)]) : absl::StrCat(band);
}

}  // namespace blangko::cli
