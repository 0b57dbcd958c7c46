// NIK: the 16-digit number of a person. PP KK CC (district of first registration), DDMMYY (women: day + 40), serial.
//
// The digits are checked for shape alone: a NIK never changes, so its date may differ from the birth date on record and
// its region from where somebody lives.
// Failure: answers a problem, never a crash. Nothing here keeps or prints a NIK. Threads: pure.
#pragma once

#include <optional>
#include <string_view>

namespace blangko::records {

struct NikProblem {
  std::string_view reason;  // NIK_DAMAGED_BY_SPREADSHEET or NIK_INVALID
  std::string_view want;
};

// Nothing when `nik` may be one. Exponents, decimal points and lost digits are the marks of a spreadsheet.
std::optional<NikProblem> CheckNik(std::string_view nik);

// True when the text holds 16 digits in a row: personal data where none may be.
bool HoldsNik(std::string_view text);

// A spreadsheet keeps 15 digits and writes 0 for the last one: one NIK in ten may end so, not nearly all of a list.
bool LooksRounded(std::size_t ending_in_zero, std::size_t all);

}  // namespace blangko::records
