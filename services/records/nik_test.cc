#include "services/records/nik.h"

#include <gtest/gtest.h>

#include <string>

#include "services/records/birth_date.h"

namespace blangko::records {
namespace {

std::string ReasonFor(std::string_view nik) {
  const auto problem = CheckNik(nik);
  return problem.has_value() ? std::string(problem->reason) : "";
}

TEST(CheckNik, TakesMenAndWomen) {
  EXPECT_EQ(ReasonFor("1405021708950001"), "");
  EXPECT_EQ(ReasonFor("1405025708950001"), "");  // day 57 = the 17th, a woman
  EXPECT_EQ(ReasonFor("9271057108959999"), "");
}

TEST(CheckNik, SeesTheMarksOfASpreadsheet) {
  for (const char* nik :
       {"1.40502E+15", "1,40502E+15", "1.40502170895e15", "140502170895000", "1405021708950001.0",
        "1,405,021,708,950,001", "1405021708950000", "1405020000000000"}) {
    EXPECT_EQ(ReasonFor(nik), "NIK_DAMAGED_BY_SPREADSHEET") << nik;
  }
}

TEST(CheckNik, RefusesWhatCannotBeOne) {
  for (const char* nik : {"", "SITI", "1005021708950001", "1400021708950001", "1405003208950001",
                          "1405027208950001", "1405020008950001", "1405021713950001", "1405021700950001",
                          "1405O21708950001", "1405-0217-0895-0001", "14.05.02.170895.0001"}) {
    EXPECT_EQ(ReasonFor(nik), "NIK_INVALID") << nik;
  }
}

TEST(CheckNik, AnotherNumberOfDigitsIsJustThat) {
  for (const char* nik : {"123", "140502", "000", "140502170895001", "14050217089500012"}) {
    EXPECT_EQ(ReasonFor(nik), "NIK_LENGTH") << nik;
  }
  EXPECT_EQ(CheckNik("140502")->got, "6 digits");
}

TEST(CheckNik, WhatWasGotIsMasked) {
  for (const char* nik : {"1405021713950001", "1.40502E+15", "1405020000000000", "SITI AMINAH"}) {
    EXPECT_EQ(CheckNik(nik)->got.find("14050"), std::string::npos) << nik;
    EXPECT_EQ(CheckNik(nik)->got.find("SITI"), std::string::npos);
  }
}

TEST(PlainNik, DropsWhatPeopleAndSpreadsheetsAdd) {
  EXPECT_EQ(PlainNik("'1405021708950001"), "1405021708950001");
  EXPECT_EQ(PlainNik("1405 0217 0895 0001"), "1405021708950001");
  EXPECT_EQ(PlainNik("SITI AMINAH"), "SITI AMINAH");
}

TEST(DiffersFromNik, NamesWhatIsOtherwise) {
  const absl::CivilDay birth(1995, 8, 17);
  EXPECT_EQ(DiffersFromNik("1405021708950001", birth, "L"), "");
  EXPECT_EQ(DiffersFromNik("1405025708950001", birth, "P"), "");  // day 57 = the 17th, a woman
  EXPECT_EQ(DiffersFromNik("1405025708950001", birth, ""), "");
  EXPECT_EQ(DiffersFromNik("1405021708950001", birth, "P"), "sex");
  EXPECT_EQ(DiffersFromNik("1405021708950001", birth + 1, "L"), "birth_date");
  EXPECT_EQ(DiffersFromNik("1405021708050001", absl::CivilDay(2005, 8, 17), "L"), "");
  EXPECT_EQ(DiffersFromNik("1405025708960001", birth, "L"), "birth_date, sex");
}

TEST(HoldsNik, FindsSixteenDigitsInARow) {
  EXPECT_TRUE(HoldsNik("lihat 1405021708950001 ya"));
  EXPECT_TRUE(HoldsNik("14050217089500011"));
  EXPECT_FALSE(HoldsNik("140502170895000"));
  EXPECT_FALSE(HoldsNik("14050217-08950001"));
}

TEST(LooksRounded, OnlyWhenNearlyAllEndInZero) {
  EXPECT_TRUE(LooksRounded(8, 8));
  EXPECT_TRUE(LooksRounded(230, 256));
  EXPECT_FALSE(LooksRounded(7, 7));
  EXPECT_FALSE(LooksRounded(26, 256));
}

TEST(BirthDate, DaysThatDoNotExistAreNone) {
  EXPECT_EQ(ParseBirthDate("2000-02-29"), absl::CivilDay(2000, 2, 29));
  for (const char* text :
       {"2001-02-29", "2000-13-01", "2000-1-1", "01-01-2000", "1899-01-01", "2000-01-0x", ""}) {
    EXPECT_EQ(ParseBirthDate(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace blangko::records
