#include "services/records/import/builtin_profiles.h"

#include <google/protobuf/text_format.h>

#include <utility>
#include <vector>

#include "base/log.h"

namespace blangko::records {
namespace {

constexpr const char* kTexts[] = {
    R"(
  name: "blangko"
  date_formats: ["YYYY-MM-DD", "DD-MM-YYYY", "DD/MM/YYYY"]
  columns { field: "record_id" names: "record_id" }
  columns { field: "request_number" names: "request_number" }
  columns { field: "nik" names: "nik" }
  columns { field: "name" names: "name" }
  columns { field: "birth_place" names: "birth_place" }
  columns { field: "birth_date" names: "birth_date" }
  columns {
    field: "sex" names: "sex"
    codes { text: "LAKI-LAKI" value: "L" } codes { text: "PEREMPUAN" value: "P" }
  }
  columns { field: "address" names: "address" }
  columns { field: "rt_rw" names: "rt_rw" }
  columns { field: "village" names: "village" }
  columns { field: "district" names: "district" }
  columns { field: "religion" names: "religion" }
  columns { field: "marital_status" names: "marital_status" }
  columns { field: "occupation" names: "occupation" }
  columns { field: "blood_type" names: "blood_type" }
  columns { field: "phone" names: "phone" }
  columns { field: "office" names: "office" }
  columns { field: "area" names: "area" }
  columns { field: "request_type" names: "request_type" }
  columns { field: "upstream_status" names: ["upstream_status", "status"] }
  columns { field: "status_time" names: "status_time" }
  columns { field: "recorded_time" names: "recorded_time" }
  columns { field: "applied_time" names: "applied_time" }
  columns { field: "replaces" names: "replaces" }
  columns { field: "suket_number" names: "suket_number" }
  columns { field: "suket_until" names: "suket_until" }
  columns { field: "reason" names: "reason" }
)",
    R"(
  name: "siak"
  date_formats: ["DD-MM-YYYY", "DD/MM/YYYY", "YYYY-MM-DD"]
  columns { field: "request_number" names: "no_permohonan" }
  columns { field: "nik" names: "nik" }
  columns { field: "name" names: ["nama_lgkp", "nama"] }
  columns { field: "birth_place" names: "tmpt_lhr" }
  columns { field: "birth_date" names: "tgl_lhr" }
  columns {
    field: "sex" names: "jenis_klmin"
    codes { text: "LAKI-LAKI" value: "L" } codes { text: "PEREMPUAN" value: "P" }
    codes { text: "LK" value: "L" } codes { text: "PR" value: "P" }
  }
  columns { field: "address" names: "alamat" }
  columns { field: "rt" names: "no_rt" }
  columns { field: "rw" names: "no_rw" }
  columns { field: "village" names: "nama_kel" }
  columns { field: "district" names: "nama_kec" }
  columns { field: "religion" names: "agama" }
  columns { field: "marital_status" names: "stat_kwn" }
  columns { field: "occupation" names: "jenis_pkrjn" }
  columns { field: "blood_type" names: "gol_drh" }
  columns { field: "phone" names: "telp" }
  columns { field: "area" names: "kode_wilayah" }
  columns { field: "province_number" names: "no_prop" }
  columns { field: "regency_number" names: "no_kab" }
  columns { field: "district_number" names: "no_kec" }
  columns { field: "village_number" names: "no_kel" }
  columns { field: "request_type" names: "jenis_permohonan" }
  columns { field: "upstream_status" names: ["status_ktp", "current_status_code"] }
  columns { field: "status_time" names: "tgl_status" }
  columns { field: "recorded_time" names: "tgl_rekam" }
  columns { field: "applied_time" names: "tgl_permohonan" }
  columns { field: "suket_number" names: "no_suket" }
  columns { field: "suket_until" names: "suket_sampai" }
  columns { field: "reason" names: "alasan" }
)",
};

std::vector<v1::ImportProfile> ReadTexts() {
  std::vector<v1::ImportProfile> profiles;
  for (const char* text : kTexts) {
    v1::ImportProfile profile;
    const bool read = google::protobuf::TextFormat::ParseFromString(text, &profile);
    if (read) profiles.push_back(std::move(profile));
    if (!read) Log(LogLevel::kError, "records.builtin_profile_unreadable");  // tests read them all
  }
  return profiles;
}

}  // namespace

std::span<const v1::ImportProfile> BuiltinProfiles() {
  static const std::vector<v1::ImportProfile> kProfiles = ReadTexts();
  return kProfiles;
}

const v1::ImportProfile* FindBuiltinProfile(std::string_view name) {
  if (name.empty()) name = kDefaultProfile;
  for (const v1::ImportProfile& profile : BuiltinProfiles()) {
    if (profile.name() == name) return &profile;
  }
  return nullptr;
}

}  // namespace blangko::records
