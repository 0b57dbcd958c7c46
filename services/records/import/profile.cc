#include "services/records/import/profile.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "base/text.h"
#include "blangko/records/v1/records.pb.h"

namespace blangko::records {
namespace {

constexpr Column kBlangkoColumns[] = {
    {"record_id", Field::kRecordId},
    {"request_number", Field::kRequestNumber},
    {"nik", Field::kNik},
    {"name", Field::kName},
    {"birth_place", Field::kBirthPlace},
    {"birth_date", Field::kBirthDate},
    {"sex", Field::kSex},
    {"address", Field::kAddress},
    {"rt_rw", Field::kRtRw},
    {"village", Field::kVillage},
    {"district", Field::kDistrict},
    {"religion", Field::kReligion},
    {"marital_status", Field::kMaritalStatus},
    {"occupation", Field::kOccupation},
    {"blood_type", Field::kBloodType},
    {"phone", Field::kPhone},
    {"office", Field::kOffice},
    {"area", Field::kArea},
    {"request_type", Field::kRequestType},
    {"upstream_status", Field::kUpstream},
    {"status", Field::kUpstream},
    {"status_time", Field::kStatusTime},
    {"recorded_time", Field::kRecordedTime},
    {"applied_time", Field::kAppliedTime},
    {"replaces", Field::kReplaces},
    {"suket_number", Field::kSuketNumber},
    {"reason", Field::kReason},
};

constexpr Column kSiakColumns[] = {
    {"no_permohonan", Field::kRequestNumber},
    {"nik", Field::kNik},
    {"nama_lgkp", Field::kName},
    {"nama", Field::kName},
    {"tmpt_lhr", Field::kBirthPlace},
    {"tgl_lhr", Field::kBirthDate},
    {"jenis_klmin", Field::kSex},
    {"alamat", Field::kAddress},
    {"no_rt", Field::kRt},
    {"no_rw", Field::kRw},
    {"nama_kel", Field::kVillage},
    {"nama_kec", Field::kDistrict},
    {"agama", Field::kReligion},
    {"stat_kwn", Field::kMaritalStatus},
    {"jenis_pkrjn", Field::kOccupation},
    {"gol_drh", Field::kBloodType},
    {"telp", Field::kPhone},
    {"kode_wilayah", Field::kArea},
    {"no_prop", Field::kProvinceNumber},
    {"no_kab", Field::kRegencyNumber},
    {"no_kec", Field::kDistrictNumber},
    {"no_kel", Field::kVillageNumber},
    {"jenis_permohonan", Field::kRequestType},
    {"status_ktp", Field::kUpstream},
    {"current_status_code", Field::kUpstream},
    {"tgl_status", Field::kStatusTime},
    {"tgl_rekam", Field::kRecordedTime},
    {"tgl_permohonan", Field::kAppliedTime},
    {"no_suket", Field::kSuketNumber},
    {"alasan", Field::kReason},
};

constexpr Profile kProfiles[] = {{"blangko", kBlangkoColumns}, {"siak", kSiakColumns}};

struct StatusCode {
  std::string_view code;
  rows::v1::UpstreamStatus status;
};

constexpr StatusCode kShortForms[] = {
    {"BC", rows::v1::UPSTREAM_STATUS_BIO_CAPTURED},
    {"PRO", rows::v1::UPSTREAM_STATUS_PROCESSING},
    {"SFE", rows::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT},
    {"EFAC", rows::v1::UPSTREAM_STATUS_ENROLL_FAILURE_AT_CENTRAL},
    {"DUP", rows::v1::UPSTREAM_STATUS_DUPLICATE_RECORD},
    {"PRR", rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD},
    {"SFCP", rows::v1::UPSTREAM_STATUS_SENT_FOR_CARD_PRINTING},
    {"CP", rows::v1::UPSTREAM_STATUS_CARD_PRINTED},
    {"CS", rows::v1::UPSTREAM_STATUS_CARD_SHIPPED},
    {"CI", rows::v1::UPSTREAM_STATUS_CARD_ISSUED},
};

struct TypeWord {
  std::string_view word;
  v1::RequestType type;
};

constexpr TypeWord kTypeWords[] = {
    {"", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"BARU", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"PEMULA", v1::REQUEST_TYPE_FIRST_ISSUANCE},
    {"HILANG", v1::REQUEST_TYPE_REPLACEMENT_LOST},
    {"RUSAK", v1::REQUEST_TYPE_REPLACEMENT_DAMAGED},
    {"PERUBAHAN_DATA", v1::REQUEST_TYPE_DATA_CHANGE},
    {"UBAH_DATA", v1::REQUEST_TYPE_DATA_CHANGE},
    {"PERPANJANGAN", v1::REQUEST_TYPE_RENEWAL},
    {"LAINNYA", v1::REQUEST_TYPE_OTHER},
};

// "print ready-record " -> "PRINT_READY_RECORD"
std::string CodeText(std::string_view text) {
  std::string code = absl::AsciiStrToUpper(absl::StripAsciiWhitespace(ToAbsl(text)));
  std::replace_if(
      code.begin(), code.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return code;
}

}  // namespace

const Profile* FindProfile(std::string_view name) {
  if (name.empty()) name = kProfiles[0].name;
  for (const Profile& profile : kProfiles) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

std::optional<Field> FieldOfColumn(const Profile& profile, std::string_view column) {
  const absl::string_view wanted = absl::StripAsciiWhitespace(ToAbsl(column));
  for (const Column& known : profile.columns) {
    if (absl::EqualsIgnoreCase(ToAbsl(known.name), wanted)) return known.field;
  }
  return std::nullopt;
}

std::string ColumnOf(const Profile& profile, Field field) {
  for (const Column& known : profile.columns) {
    if (known.field == field) return std::string(known.name);
  }
  return "?";
}

std::optional<rows::v1::UpstreamStatus> ParseStatus(std::string_view text) {
  const std::string code = CodeText(text);
  for (const StatusCode& known : kShortForms) {
    if (known.code == code) return known.status;
  }
  rows::v1::UpstreamStatus status;
  const bool named = !code.empty() && code != "UNSPECIFIED" &&
                     rows::v1::UpstreamStatus_Parse("UPSTREAM_STATUS_" + code, &status);
  return named ? std::optional<rows::v1::UpstreamStatus>(status) : std::nullopt;
}

std::optional<uint32_t> ParseRequestType(std::string_view text) {
  const std::string code = CodeText(text);
  for (const TypeWord& known : kTypeWords) {
    if (known.word == code) return static_cast<uint32_t>(known.type);
  }
  v1::RequestType type;
  const std::string name = absl::StartsWith(code, "REQUEST_TYPE_") ? code : "REQUEST_TYPE_" + code;
  const bool named = v1::RequestType_Parse(name, &type) && type != v1::REQUEST_TYPE_UNSPECIFIED;
  return named ? std::optional<uint32_t>(static_cast<uint32_t>(type)) : std::nullopt;
}

}  // namespace blangko::records
