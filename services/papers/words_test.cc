#include "services/papers/words.h"

#include <gtest/gtest.h>

#include <limits>

namespace blangko::papers {
namespace {

TEST(WordsTest, NumbersAndMoney) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1.000");
  EXPECT_EQ(Grouped(-1234567), "-1.234.567");
  EXPECT_EQ(Rupiah(10182), "Rp10.182");
  EXPECT_EQ(Rupiah(-500), "-Rp500");
}

TEST(WordsTest, Terbilang) {
  EXPECT_EQ(InWords(0), "nol");
  EXPECT_EQ(InWords(10), "sepuluh");
  EXPECT_EQ(InWords(11), "sebelas");
  EXPECT_EQ(InWords(12), "dua belas");
  EXPECT_EQ(InWords(19), "sembilan belas");
  EXPECT_EQ(InWords(20), "dua puluh");
  EXPECT_EQ(InWords(21), "dua puluh satu");
  EXPECT_EQ(InWords(100), "seratus");
  EXPECT_EQ(InWords(111), "seratus sebelas");
  EXPECT_EQ(InWords(300), "tiga ratus");
  EXPECT_EQ(InWords(1000), "seribu");
  EXPECT_EQ(InWords(1998), "seribu sembilan ratus sembilan puluh delapan");
  EXPECT_EQ(InWords(2000), "dua ribu");
  EXPECT_EQ(InWords(101'000), "seratus satu ribu");
  EXPECT_EQ(InWords(1'000'000), "satu juta");
  EXPECT_EQ(InWords(1'001'000), "satu juta seribu");
  EXPECT_EQ(InWords(3'750'000'000), "tiga miliar tujuh ratus lima puluh juta");
  EXPECT_EQ(InWords(-3), "minus tiga");
  EXPECT_FALSE(InWords(std::numeric_limits<int64_t>::min()).empty());
  EXPECT_EQ(Pieces(300), "300 (tiga ratus) keping");
}

TEST(WordsTest, Days) {
  constexpr int64_t kDay = 20787;  // 30 November 2026, a Monday
  EXPECT_EQ(DayText(kDay), "30 November 2026");
  EXPECT_EQ(ShortDay(kDay), "30-11-2026");
  EXPECT_EQ(DayText(0), "-");
  EXPECT_EQ(DayInWords(kDay), "Senin tanggal tiga puluh bulan November tahun dua ribu dua puluh enam");
  EXPECT_EQ(RomanMonth(4), "IV");
  EXPECT_EQ(RomanMonth(12), "XII");
}

}  // namespace
}  // namespace blangko::papers
