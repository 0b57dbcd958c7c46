#include "tests/cases/people.h"

#include <array>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

namespace blangko::cases {
namespace {

constexpr uint64_t kFirstSerial = 9001;
constexpr uint64_t kSerials = 999;
constexpr absl::CivilDay kOldest(1940, 1, 1);

using Choices = std::array<std::string_view, 4>;
constexpr Choices kReligions = {"ISLAM", "KRISTEN", "KATOLIK", "HINDU"};
constexpr Choices kMarital = {"BELUM KAWIN", "KAWIN", "CERAI HIDUP", "CERAI MATI"};
constexpr Choices kOccupations = {"PETANI/PEKEBUN", "WIRASWASTA", "KARYAWAN SWASTA", "PELAJAR/MAHASISWA"};
constexpr Choices kBlood = {"A", "B", "O", "-"};

std::string_view OneOf(const Choices& choices, Rng& rng) { return choices[rng.Below(choices.size())]; }

// As cards and lists write it; a comma would need quotes.
std::string PlainName(const std::string& name) {
  return absl::AsciiStrToUpper(absl::StrReplaceAll(name, {{",", " "}}));
}

}  // namespace

People::People(Rng& rng, absl::CivilDay day)
    : rng_(rng),
      birth_days_(static_cast<uint64_t>(absl::CivilDay(day.year() - 17, day.month(), day.day()) - kOldest)) {}

std::string People::NewNik(const District& district, absl::CivilDay birth_date, bool woman) {
  const std::string prefix =
      absl::StrFormat("%s%02d%02d%02d", absl::StrReplaceAll(district.code, {{".", ""}}),
                      birth_date.day() + (woman ? 40 : 0), birth_date.month(), birth_date.year() % 100);
  const uint64_t start = rng_.Below(kSerials);
  for (uint64_t i = 0; i < kSerials; ++i) {
    std::string nik = absl::StrCat(prefix, kFirstSerial + (start + i) % kSerials);
    if (given_.insert(nik).second) return nik;
  }
  return NewNik(district, birth_date + 1, woman);
}

void People::Fill(CaseRow& row, const District& district, const Village& village) {
  const bool woman = rng_.OneIn(2);
  const uint64_t house = rng_.Below(200) + 1;
  row.birth_date = kOldest + static_cast<int64_t>(rng_.Below(birth_days_));
  row.nik = NewNik(district, row.birth_date, woman);
  row.name = absl::StrFormat("SPESIMEN %05d SEMENTARA", ++count_);
  row.birth_place = PlainName(district.name);
  row.sex = woman ? "P" : "L";
  row.address = absl::StrFormat("JALAN CONTOH NO %d", house);
  row.rt_rw = absl::StrFormat("%03d/%03d", rng_.Below(12) + 1, rng_.Below(6) + 1);
  row.village = PlainName(village.name);
  row.district = PlainName(district.name);
  row.area = village.code;
  row.religion = OneOf(kReligions, rng_);
  row.marital_status = OneOf(kMarital, rng_);
  row.occupation = OneOf(kOccupations, rng_);
  row.blood_type = OneOf(kBlood, rng_);
  row.phone = absl::StrFormat("0800%08d", count_);
}

}  // namespace blangko::cases
