#include "services/papers/words.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace blangko::papers {
namespace {

constexpr std::array<const char*, 12> kSmall = {"nol",  "satu",  "dua",     "tiga",     "empat",   "lima",
                                                "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"};
constexpr std::array<const char*, 12> kMonths = {"Januari",   "Februari", "Maret",    "April",
                                                 "Mei",       "Juni",     "Juli",     "Agustus",
                                                 "September", "Oktober",  "November", "Desember"};
constexpr std::array<const char*, 7> kWeekdays = {"Senin", "Selasa", "Rabu",  "Kamis",
                                                  "Jumat", "Sabtu",  "Minggu"};
constexpr std::array<const char*, 12> kRoman = {"I",   "II",   "III", "IV", "V",  "VI",
                                                "VII", "VIII", "IX",  "X",  "XI", "XII"};

struct Scale {
  uint64_t size;
  const char* word;
  const char* one;  // how a single one is said, or nullptr
};
constexpr Scale kScales[] = {{1'000'000'000'000'000'000, "juta triliun", nullptr},
                             {1'000'000'000'000, "triliun", nullptr},
                             {1'000'000'000, "miliar", nullptr},
                             {1'000'000, "juta", nullptr},
                             {1'000, "ribu", "seribu"},
                             {100, "ratus", "seratus"}};

std::string Spell(uint64_t number);

std::string WithRest(std::string head, uint64_t rest) {
  return rest == 0 ? head : absl::StrCat(head, " ", Spell(rest));
}

std::string Spell(uint64_t number) {
  for (const Scale& scale : kScales) {
    if (number < scale.size) continue;
    const uint64_t times = number / scale.size;
    const bool one = times == 1 && scale.one != nullptr;
    return WithRest(one ? std::string(scale.one) : absl::StrCat(Spell(times), " ", scale.word),
                    number % scale.size);
  }
  if (number >= 20) return WithRest(absl::StrCat(kSmall[number / 10], " puluh"), number % 10);
  if (number >= 12) return absl::StrCat(kSmall[number - 10], " belas");
  return kSmall[number];
}

uint64_t Size(int64_t number) {
  return number < 0 ? uint64_t{0} - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
}

absl::CivilDay CivilOf(int64_t day) { return absl::CivilDay(1970, 1, 1) + day; }

const char* MonthOf(absl::CivilDay day) { return kMonths[static_cast<size_t>(day.month() - 1)]; }

}  // namespace

std::string Grouped(int64_t number) {
  const std::string digits = absl::StrCat(Size(number));
  std::string grouped = number < 0 ? "-" : "";
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) grouped += '.';
    grouped += digits[i];
  }
  return grouped;
}

std::string Rupiah(int64_t amount) {
  std::string grouped = Grouped(amount);
  return amount < 0 ? absl::StrCat("-Rp", grouped.substr(1)) : absl::StrCat("Rp", grouped);
}

std::string InWords(int64_t number) {
  return number < 0 ? absl::StrCat("minus ", Spell(Size(number))) : Spell(Size(number));
}

std::string Pieces(int64_t count) { return absl::StrCat(Grouped(count), " (", InWords(count), ") keping"); }

std::string DayText(int64_t day) {
  if (day == 0) return "-";
  const absl::CivilDay civil = CivilOf(day);
  return absl::StrCat(civil.day(), " ", MonthOf(civil), " ", civil.year());
}

std::string ShortDay(int64_t day) {
  if (day == 0) return "-";
  const absl::CivilDay civil = CivilOf(day);
  return absl::StrFormat("%02d-%02d-%04d", civil.day(), civil.month(), civil.year());
}

std::string DayInWords(int64_t day) {
  const absl::CivilDay civil = CivilOf(day);
  return absl::StrCat(kWeekdays[static_cast<size_t>(absl::GetWeekday(civil))], " tanggal ",
                      InWords(civil.day()), " bulan ", MonthOf(civil), " tahun ", InWords(civil.year()));
}

std::string RomanMonth(int month) { return kRoman.at(static_cast<size_t>(month - 1)); }

}  // namespace blangko::papers
