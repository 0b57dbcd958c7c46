// Dates as lists write them. A form is text such as "DD-MM-YYYY" or "D/M/YYYY": YYYY, MM or M, DD or D, once each, with
// '-', '/', '.' or nothing between them. A time of day may follow a blank: HH:MM or HH:MM:SS. RFC 3339 is always
// understood where a moment is wanted.
//
// Failure: nothing for a text of another form or a moment that does not exist (31 April, 25 o'clock). Threads: pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace blangko::records {

bool IsDateForm(std::string_view form);

// The same text could be read by both, as two different days: "DD/MM/YYYY" and "M/D/YYYY".
bool MayBeConfused(std::string_view form, std::string_view other);

std::optional<absl::CivilDay> ParseDate(std::string_view text, std::span<const std::string> forms);

// A text without a time is the start of that day. `zone` is the office's.
std::optional<absl::Time> ParseMoment(std::string_view text, std::span<const std::string> forms,
                                      const absl::TimeZone& zone);

std::string FormatDate(absl::CivilDay day, std::string_view form);

// "YYYY-MM-DD or DD/MM/YYYY"
std::string NamesOfForms(std::span<const std::string> forms);

}  // namespace blangko::records
