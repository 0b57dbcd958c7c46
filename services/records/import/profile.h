// Profile: how the lists of a source are read: which column holds which field, codes, dates, what an empty cell means.
// Made from a records.v1.ImportProfile by compile_profile.h.
//
// Column names and codes are compared without case. Besides its own codes a profile knows the full names of the
// ministry's ladder and the short forms seen in offices (PRR, SFE, BC …), and request types in English or Indonesian.
// Failure: nothing for a column or code that is not known. Threads: pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blangko/rows/v1/records.pb.h"
#include "services/records/import/field.h"

namespace blangko::records {

struct FieldRule {
  std::vector<std::string> names;  // of its column
  bool needed = false;
  std::string default_value;
  std::map<std::string, std::string> codes;    // what the source's text means; keys as CodeText writes them
  std::map<std::string, std::string> written;  // the source's text for a value, where it has one of its own
};

struct Profile {
  std::string name;
  char separator = 0;  // 0 = ',' or ';', whichever the header has more of
  std::vector<std::string> date_forms;
  std::array<FieldRule, kFieldCount> rules;
  bool nik_may_differ = false;
};

inline const FieldRule& RuleOf(const Profile& profile, Field field) {
  return profile.rules.at(static_cast<size_t>(field));
}

std::optional<Field> FieldOfColumn(const Profile& profile, std::string_view column);

// The first name of the field's column in this profile; its own name in brackets when there is none.
std::string ColumnOf(const Profile& profile, Field field);

// What a cell means: its code's value, the default of an empty one, else the cell as it is.
std::string ValueOf(const Profile& profile, Field field, const std::string& cell);

// How the source writes a value.
std::string WrittenAs(const Profile& profile, Field field, std::string_view value);

// "print ready-record " -> "PRINT_READY_RECORD"
std::string CodeText(std::string_view text);

std::optional<rows::v1::UpstreamStatus> ParseStatus(std::string_view text);

// records.v1.RequestType; an empty text is a first card.
std::optional<uint32_t> ParseRequestType(std::string_view text);

// "L" or "P".
std::optional<std::string> ParseSex(std::string_view text);

}  // namespace blangko::records
