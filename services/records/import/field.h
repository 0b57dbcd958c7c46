// Fields: what a list may say about one print request, with what may stand there. The names are those that profiles
// use; they are also the columns of the profile "blangko".
//
// Failure: nothing for a name that is not known. Threads: pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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
  kSuketUntil,  // a number here is stored with what a list said: new ones come last
};
inline constexpr size_t kFieldCount = static_cast<size_t>(Field::kSuketUntil) + 1;

// One row, by field; a column that the source does not have is empty.
using Cells = std::array<std::string, kFieldCount>;
inline const std::string& At(const Cells& cells, Field field) { return cells[static_cast<size_t>(field)]; }

enum class FieldKind {
  kText,
  kCode,  // a profile may have codes for it
  kDate,  // in the forms of the profile
};

struct FieldInfo {
  Field field;
  std::string_view name;
  FieldKind kind;
  bool may_default;  // a profile may say what an empty cell means
  std::string_view format_id;
  std::string_view format_en;
  std::string_view example;  // of a made-up person; dates as YYYY-MM-DD
};

// In the order of Field.
std::span<const FieldInfo> AllFields();
const FieldInfo& InfoOf(Field field);
std::optional<Field> FieldNamed(std::string_view name);

}  // namespace blangko::records
