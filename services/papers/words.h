// How Indonesian papers write numbers, money and days.
//
// Days are whole days since 1970-01-01. Failure: none. Threads: pure.
#pragma once

#include <cstdint>
#include <string>

namespace blangko::papers {

// 1234567 as "1.234.567"; -5 as "-5".
std::string Grouped(int64_t number);
// "Rp10.182"; -1 as "-Rp1".
std::string Rupiah(int64_t amount);
// Terbilang: 0 as "nol", 11 as "sebelas", 300 as "tiga ratus", 1000 as "seribu"; below zero with "minus" before it.
std::string InWords(int64_t number);
// "300 (tiga ratus) keping".
std::string Pieces(int64_t count);
// 20787 as "30 November 2026"; 0 as "-", for a day that nobody said.
std::string DayText(int64_t day);
// "30-11-2026", for tables; 0 as "-".
std::string ShortDay(int64_t day);
// "Senin tanggal tiga puluh bulan November tahun dua ribu dua puluh enam".
std::string DayInWords(int64_t day);
// Month 1 to 12 as "I" to "XII".
std::string RomanMonth(int month);

}  // namespace blangko::papers
