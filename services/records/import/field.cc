#include "services/records/import/field.h"

namespace blangko::records {
namespace {

using enum FieldKind;

constexpr std::array<FieldInfo, kFieldCount> kFields = {{
    {Field::kRecordId, "record_id", kText, false,
     "nomor dari sistem asal: huruf, angka dan ._/:-, paling banyak 64",
     "id of the source system: letters, digits and ._/:-, at most 64", "CONTOH-0001"},
    {Field::kRequestNumber, "request_number", kText, false, "nomor permohonan", "number of the application",
     "2026/0001"},
    {Field::kNik, "nik", kText, false, "16 angka, disimpan sebagai teks", "16 digits, exported as text",
     "1405011708959001"},
    {Field::kName, "name", kText, false, "nama", "name", "CONTOH SATU"},
    {Field::kBirthPlace, "birth_place", kText, false, "tempat lahir", "place of birth", "CONTOH"},
    {Field::kBirthDate, "birth_date", kDate, false, "tanggal", "date", "1995-08-17"},
    {Field::kSex, "sex", kCode, false, "L atau P", "L or P", "L"},
    {Field::kAddress, "address", kText, false, "alamat", "address", "JALAN CONTOH NO 1"},
    {Field::kRtRw, "rt_rw", kText, false, "RT/RW", "RT/RW", "001/002"},
    {Field::kRt, "rt", kText, false, "RT, bila di kolom sendiri", "RT, if in a column of its own", "001"},
    {Field::kRw, "rw", kText, false, "RW, bila di kolom sendiri", "RW, if in a column of its own", "002"},
    {Field::kVillage, "village", kText, true, "nama desa atau kelurahan", "name of the village",
     "DESA CONTOH"},
    {Field::kDistrict, "district", kText, true, "nama kecamatan", "name of the district", "KECAMATAN CONTOH"},
    {Field::kReligion, "religion", kCode, true, "agama", "religion", "ISLAM"},
    {Field::kMaritalStatus, "marital_status", kCode, false,
     "BELUM KAWIN, KAWIN, CERAI HIDUP, CERAI MATI; di bawah 17 tahun hanya yang pernah kawin dicetak",
     "BELUM KAWIN, KAWIN, CERAI HIDUP, CERAI MATI; under 17 only who was married is printed", "BELUM KAWIN"},
    {Field::kOccupation, "occupation", kCode, true, "pekerjaan", "occupation", "WIRASWASTA"},
    {Field::kBloodType, "blood_type", kCode, true, "golongan darah", "blood type", "O"},
    {Field::kPhone, "phone", kText, false, "nomor telepon", "telephone number", "080000000001"},
    {Field::kOffice, "office", kCode, true, "kode kantor yang mencatat; kosong = kantor yang mengimpor",
     "code of the registering office; empty = the importing one", "14.05"},
    {Field::kArea, "area", kCode, true, "kode wilayah domisili, misalnya 14.05.02.2003",
     "code of the area of domicile, such as 14.05.02.2003", "14.05"},
    {Field::kProvinceNumber, "province_number", kText, false,
     "dua angka pertama kode wilayah, bila area kosong", "first part of the area's code, if area is empty",
     "14"},
    {Field::kRegencyNumber, "regency_number", kText, false, "bagian kedua kode wilayah",
     "second part of the area's code", "05"},
    {Field::kDistrictNumber, "district_number", kText, false, "bagian ketiga kode wilayah",
     "third part of the area's code", ""},
    {Field::kVillageNumber, "village_number", kText, false, "bagian keempat kode wilayah",
     "fourth part of the area's code", ""},
    {Field::kRequestType, "request_type", kCode, true,
     "FIRST_ISSUANCE (juga kosong), REPLACEMENT_LOST, REPLACEMENT_DAMAGED, DATA_CHANGE, RENEWAL, OTHER",
     "FIRST_ISSUANCE (also empty), REPLACEMENT_LOST, REPLACEMENT_DAMAGED, DATA_CHANGE, RENEWAL, OTHER",
     "FIRST_ISSUANCE"},
    {Field::kUpstream, "upstream_status", kCode, true,
     "status di pusat: PRINT_READY_RECORD, atau PRR, SFE, BC …",
     "status at the centre: PRINT_READY_RECORD, or PRR, SFE, BC …", "PRINT_READY_RECORD"},
    {Field::kStatusTime, "status_time", kDate, false, "sejak kapan berstatus itu",
     "since when it has that status", "2026-01-06"},
    {Field::kRecordedTime, "recorded_time", kDate, false, "kapan biometrik direkam",
     "when the biometrics were captured", "2026-01-05"},
    {Field::kAppliedTime, "applied_time", kDate, false, "kapan diajukan", "when it was applied for",
     "2026-01-05"},
    {Field::kReplaces, "replaces", kText, false, "nomor data kartu yang diganti",
     "id of the record whose card it replaces", ""},
    {Field::kSuketNumber, "suket_number", kText, false, "nomor suket", "number of the suket",
     "470/0001/2026"},
    {Field::kReason, "reason", kCode, true, "alasan, tanpa data pribadi", "reason, no personal data",
     "PERMOHONAN BARU"},
    {Field::kSuketUntil, "suket_until", kDate, false, "sampai kapan suket berlaku",
     "until when the suket is valid", "2026-07-05"},
}};

}  // namespace

std::span<const FieldInfo> AllFields() { return kFields; }

const FieldInfo& InfoOf(Field field) { return kFields.at(static_cast<size_t>(field)); }

std::optional<Field> FieldNamed(std::string_view name) {
  for (const FieldInfo& info : kFields) {
    if (info.name == name) return info.field;
  }
  return std::nullopt;
}

}  // namespace blangko::records
