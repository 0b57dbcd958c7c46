#include "services/records/import/date_text.h"

#include <gtest/gtest.h>

#include <vector>

namespace blangko::records {
namespace {

using Forms = std::vector<std::string>;

const absl::TimeZone kWib = absl::FixedTimeZone(7 * 3600);
const Forms kUsual = {"YYYY-MM-DD", "DD-MM-YYYY", "DD/MM/YYYY"};

TEST(ParseMoment, TheUsualForms) {
  const absl::Time want = absl::FromCivil(absl::CivilSecond(2017, 5, 4, 13, 7, 9), kWib);
  for (const char* text : {"2017-05-04 13:07:09", "04-05-2017 13:07:09", "04/05/2017 13:07:09",
                           "2017-05-04T13:07:09+07:00", " 04/05/2017  13:07:09 "}) {
    EXPECT_EQ(ParseMoment(text, kUsual, kWib), want) << text;
  }
  EXPECT_EQ(ParseMoment("04/05/2017", kUsual, kWib), absl::FromCivil(absl::CivilDay(2017, 5, 4), kWib));
  for (const char* text : {"04/05-2017", "2017/05/04", "4/5/2017", "31-04-2017", "04-05-2017 1:07",
                           "04-05-2017x", "04-05-2017 13:07 WIB", "", "42859"}) {
    EXPECT_EQ(ParseMoment(text, kUsual, kWib), std::nullopt) << text;
  }
}

struct FormCase {
  std::string form;
  std::string text;
  bool read;
};

TEST(ParseDate, ReadsByTheFormAndByNothingElse) {
  for (const FormCase& c : std::vector<FormCase>{{"D/M/YYYY", "4/5/2017", true},
                                                 {"D/M/YYYY", "04/05/2017", true},
                                                 {"D/M/YYYY", "004/5/2017", false},
                                                 {"M/D/YYYY", "5/4/2017", true},
                                                 {"DD.MM.YYYY", "04.05.2017", true},
                                                 {"DD.MM.YYYY", "4.5.2017", false},
                                                 {"YYYYMMDD", "20170504", true},
                                                 {"DDMMYYYY", "04052017", true},
                                                 {"DDMMYYYY", "4052017", false},
                                                 {"DD/MM/YYYY", "04/05/17", false}}) {
    const auto day = ParseDate(c.text, Forms{c.form});
    const auto want = c.read ? std::optional<absl::CivilDay>(absl::CivilDay(2017, 5, 4)) : std::nullopt;
    EXPECT_EQ(day, want) << c.form << " " << c.text;
  }
}

TEST(DateForm, OnlyWholeDatesAreForms) {
  for (const char* form : {"YYYY-MM-DD", "D/M/YYYY", "DD.MM.YYYY", "YYYYMMDD", "MM/DD/YYYY"}) {
    EXPECT_TRUE(IsDateForm(form)) << form;
  }
  for (const char* form : {"", "YYYY-MM", "YY-MM-DD", "DD-MM-YYYY HH:MM", "DMYYYY", "DDD-MM-YYYY",
                           "-DD-MMYYYY", "DD-MM-YYYY-DD", "dd-mm-yyyy"}) {
    EXPECT_FALSE(IsDateForm(form)) << form;
  }
}

TEST(DateForm, DayAndMonthMayNotBeConfused) {
  EXPECT_TRUE(MayBeConfused("DD/MM/YYYY", "MM/DD/YYYY"));
  EXPECT_TRUE(MayBeConfused("D/M/YYYY", "MM/DD/YYYY"));
  EXPECT_FALSE(MayBeConfused("DD/MM/YYYY", "MM-DD-YYYY"));
  EXPECT_FALSE(MayBeConfused("DD-MM-YYYY", "YYYY-MM-DD"));
  EXPECT_FALSE(MayBeConfused("DD/MM/YYYY", "D/M/YYYY"));
}

TEST(FormatDate, WritesWhatParseDateReads) {
  const absl::CivilDay day(2017, 5, 4);
  for (const char* form : {"YYYY-MM-DD", "D/M/YYYY", "DD.MM.YYYY", "YYYYMMDD", "MM/DD/YYYY"}) {
    EXPECT_EQ(ParseDate(FormatDate(day, form), Forms{form}), day) << form;
  }
  EXPECT_EQ(NamesOfForms(kUsual), "YYYY-MM-DD, DD-MM-YYYY or DD/MM/YYYY");
}

}  // namespace
}  // namespace blangko::records
