// Profiles: which column of a source holds which field, and the codes a source writes.
//
// Column names are compared without case. Codes: the full names of the ministry's ladder and the short forms seen in
// offices (PRR, SFE, BC …); request types in English or Indonesian.
// Failure: nothing for a code or profile that is not known. Threads: pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "blangko/rows/v1/records.pb.h"

namespace blangko::records {

enum class Field : size_t {
  kRecordId,
  kRequestNumber,
  kNik,
  kName,
  kBirthPlace,
  kBirthDate,
  kSex,
  kAddress,
  kRtRw,
  kRt,
  kRw,
  kVillage,
  kDistrict,
  kReligion,
  kMaritalStatus,
  kOccupation,
  kBloodType,
  kPhone,
  kOffice,
  kArea,
  kProvinceNumber,  // the parts of an area that a source keeps in columns of their own
  kRegencyNumber,
  kDistrictNumber,
  kVillageNumber,
  kRequestType,
  kUpstream,
  kStatusTime,
  kRecordedTime,
  kAppliedTime,
  kReplaces,
  kSuketNumber,
  kReason,
};
inline constexpr size_t kFieldCount = static_cast<size_t>(Field::kReason) + 1;

// One row, by field; a column that the source does not have is empty.
using Cells = std::array<std::string, kFieldCount>;
inline const std::string& At(const Cells& cells, Field field) { return cells[static_cast<size_t>(field)]; }

// One name of a column; a field may have several.
struct Column {
  std::string_view name;
  Field field;
};

struct Profile {
  std::string_view name;
  std::span<const Column> columns;
};

// "blangko" (also for an empty name) or "siak"; null for a name that is not known.
const Profile* FindProfile(std::string_view name);

std::optional<Field> FieldOfColumn(const Profile& profile, std::string_view column);

// The first name of the field's column in this profile.
std::string ColumnOf(const Profile& profile, Field field);

std::optional<rows::v1::UpstreamStatus> ParseStatus(std::string_view text);

// records.v1.RequestType; an empty text is a first card.
std::optional<uint32_t> ParseRequestType(std::string_view text);

}  // namespace blangko::records
