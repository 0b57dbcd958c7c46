// NIK: the 16-digit number of a person. PP KK CC (district of first registration), DDMMYY (women: day + 40), serial.
//
// The digits are checked for shape alone: a NIK never changes, so its date may differ from the birth date on record and
// its region from where somebody lives. What differs is told, for a person to look at.
// Failure: answers a problem, never a crash. Nothing here keeps or prints a NIK. Threads: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace blangko::records {

struct NikProblem {
  std::string reason;  // NIK_DAMAGED_BY_SPREADSHEET, NIK_LENGTH or NIK_INVALID
  std::string got;     // masked, or what is wrong in words
  std::string want;
};

// Nothing when `nik` may be one. Exponents, decimal signs, grouping in threes and trailing zeros are the marks of a
// spreadsheet; another number of digits is just that.
std::optional<NikProblem> CheckNik(std::string_view nik);

// Without the apostrophe that makes a number text in a spreadsheet, and without blanks between the digits.
std::string PlainNik(std::string_view text);

// What the digits of a valid NIK say otherwise than the record: "birth_date", "sex", "birth_date, sex" or "". An empty
// sex is not compared.
std::string DiffersFromNik(std::string_view nik, absl::CivilDay birth, std::string_view sex);

// True when the text holds 16 digits in a row: personal data where none may be.
bool HoldsNik(std::string_view text);

// A spreadsheet keeps 15 digits and writes 0 for the last one: one NIK in ten may end so, not nearly all of a list.
bool LooksRounded(std::size_t ending_in_zero, std::size_t all);

}  // namespace blangko::records
