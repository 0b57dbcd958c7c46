#include "services/records/import/row_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "blangko/records/v1/records.pb.h"
#include "services/records/import/builtin_profiles.h"
#include "services/records/import/compile_profile.h"

namespace blangko::records {
namespace {

using testing::HasSubstr;
using testing::Not;

const absl::TimeZone kWib = absl::FixedTimeZone(7 * 3600);
const absl::Time kNow = absl::FromCivil(absl::CivilDay(2017, 5, 31), kWib);

const Profile& Builtin(std::string_view name) {
  static const Profile kBlangko = *CompileProfile(*FindBuiltinProfile("blangko"));
  static const Profile kSiak = *CompileProfile(*FindBuiltinProfile("siak"));
  return name == "siak" ? kSiak : kBlangko;
}

CheckContext Context(std::string_view profile = "blangko") {
  return {&Builtin(profile), "14.05", "import-1", kWib, kNow};
}

SourceRow Row(const std::vector<std::pair<Field, std::string>>& changes = {}) {
  SourceRow row;
  const auto set = [&](Field field, const std::string& text) {
    row.cells[static_cast<size_t>(field)] = text;
    row.present.set(static_cast<size_t>(field));
  };
  set(Field::kRecordId, "PLW-0000001");
  set(Field::kNik, "1405021708950001");
  set(Field::kName, "SITI AMINAH");
  set(Field::kBirthDate, "17-08-1995");
  set(Field::kArea, "14.05.02.2003");
  set(Field::kUpstream, "PRR");
  set(Field::kRecordedTime, "2016-09-01 08:30");
  for (const auto& [field, text] : changes) set(field, text);
  return row;
}

TEST(CheckRow, ReadsAGoodRow) {
  const CheckedRow checked = CheckRow(Context(), Row());
  ASSERT_FALSE(checked.error.has_value()) << checked.error->reason;
  EXPECT_EQ(checked.incoming.source_id, "PLW-0000001");
  EXPECT_EQ(checked.incoming.office, "14.05");
  EXPECT_EQ(checked.incoming.upstream, rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  EXPECT_EQ(checked.incoming.request_type, static_cast<uint32_t>(v1::REQUEST_TYPE_FIRST_ISSUANCE));
  EXPECT_EQ(checked.incoming.recorded, absl::FromCivil(absl::CivilMinute(2016, 9, 1, 8, 30), kWib));
  EXPECT_EQ(checked.incoming.personal.birth_date(), "1995-08-17");
  EXPECT_EQ(checked.incoming.number_or_date, "2016-09-01");
}

struct BadCase {
  std::string name;
  Field field;
  std::string text;
  std::string reason;
};

class BadRowTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadRowTest, IsRefusedWithFieldGotAndWant) {
  const BadCase& bad = GetParam();
  const CheckedRow checked = CheckRow(Context(), Row({{bad.field, bad.text}}));
  ASSERT_TRUE(checked.error.has_value());
  EXPECT_EQ(checked.error->reason, bad.reason);
  EXPECT_EQ(checked.error->field, ColumnOf(Builtin("blangko"), bad.field));
  EXPECT_FALSE(checked.error->want.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BadRowTest,
    testing::Values(BadCase{"Exponent", Field::kNik, "1.40502E+15", "NIK_DAMAGED_BY_SPREADSHEET"},
                    BadCase{"Short", Field::kNik, "140502170895000", "NIK_DAMAGED_BY_SPREADSHEET"},
                    BadCase{"Six", Field::kNik, "140502", "NIK_LENGTH"},
                    BadCase{"NoNik", Field::kNik, "", "MISSING"},
                    BadCase{"Month", Field::kNik, "1405021713950001", "NIK_INVALID"},
                    BadCase{"Sex", Field::kSex, "X", "SEX_UNKNOWN"},
                    BadCase{"NoSex", Field::kSex, "", "MISSING"},
                    BadCase{"SexOfAnotherProfile", Field::kSex, "LK", "SEX_UNKNOWN"},
                    BadCase{"Day", Field::kNik, "1405023508950001", "NIK_INVALID"},
                    BadCase{"NoName", Field::kName, " ", "MISSING"},
                    BadCase{"Birth", Field::kBirthDate, "31-02-1995", "DATE_INVALID"},
                    BadCase{"Unborn", Field::kBirthDate, "01-06-2017", "DATE_IN_FUTURE"},
                    BadCase{"Area", Field::kArea, "1405022003", "AREA_INVALID"},
                    BadCase{"Status", Field::kUpstream, "UNREGISTERED", "STATUS_UNKNOWN"},
                    BadCase{"NoStatus", Field::kUpstream, "", "STATUS_UNKNOWN"},
                    BadCase{"Type", Field::kRequestType, "SESUATU", "REQUEST_TYPE_UNKNOWN"},
                    BadCase{"NoRecorded", Field::kRecordedTime, "", "MISSING"},
                    BadCase{"Recorded", Field::kRecordedTime, "2016-09-01 25:00", "DATE_INVALID"},
                    BadCase{"Tomorrow", Field::kRecordedTime, "2017-06-01", "DATE_IN_FUTURE"},
                    BadCase{"Applied", Field::kAppliedTime, "kemarin", "DATE_INVALID"},
                    BadCase{"Office", Field::kOffice, "14.71", "OFFICE_INVALID"},
                    BadCase{"Id", Field::kRecordId, "a b", "RECORD_ID_INVALID"},
                    BadCase{"Latin1", Field::kName, "JOS\xE9", "NOT_UTF8"},
                    BadCase{"Long", Field::kAddress, std::string(301, 'x'), "CELL_TOO_LONG"}),
    [](const auto& instance) { return instance.param.name; });

TEST(CheckRow, ErrorsShowNoNikAndNoName) {
  // Columns slipped by one: names and numbers stand where codes belong.
  for (const Field field : {Field::kUpstream, Field::kRequestType, Field::kRecordedTime, Field::kArea}) {
    for (const char* personal : {"SITI AMINAH", "1405021708950001", "siti@example.id"}) {
      const CheckedRow checked = CheckRow(Context(), Row({{field, personal}}));
      ASSERT_TRUE(checked.error.has_value());
      EXPECT_THAT(checked.error->got, Not(HasSubstr(personal)));
    }
  }
}

TEST(CheckRow, AnIdThatHoldsTheNikIsHashedInsteadOfKept) {
  const CheckedRow checked = CheckRow(Context(), Row({{Field::kRecordId, "KTP-1405021708950001"}}));
  ASSERT_FALSE(checked.error.has_value());
  EXPECT_EQ(checked.incoming.source_id, "");
  EXPECT_EQ(checked.incoming.number_or_date, "KTP-1405021708950001");
}

TEST(CheckRow, SiakColumnsInParts) {
  SourceRow row = Row({{Field::kArea, ""},
                       {Field::kProvinceNumber, "14"},
                       {Field::kRegencyNumber, "5"},
                       {Field::kDistrictNumber, "2"},
                       {Field::kVillageNumber, "2003"},
                       {Field::kRt, "003"},
                       {Field::kRw, "002"},
                       {Field::kRequestType, "Hilang"}});
  const CheckedRow checked = CheckRow(Context("siak"), row);
  ASSERT_FALSE(checked.error.has_value()) << checked.error->reason;
  EXPECT_EQ(checked.incoming.area, "14.05.02.2003");
  EXPECT_EQ(checked.incoming.personal.rt_rw(), "003/002");
  EXPECT_EQ(checked.incoming.request_type, static_cast<uint32_t>(v1::REQUEST_TYPE_REPLACEMENT_LOST));
}

TEST(CheckRow, TheSexIsLOrPInWhateverWordsTheProfileHas) {
  for (const char* word : {"L", "l", "LAKI-LAKI", "Laki laki"}) {
    const CheckedRow checked = CheckRow(Context(), Row({{Field::kSex, word}}));
    ASSERT_FALSE(checked.error.has_value()) << word;
    EXPECT_EQ(checked.incoming.personal.sex(), "L");
  }
  EXPECT_EQ(CheckRow(Context(), Row({{Field::kSex, "perempuan"}})).incoming.personal.sex(), "P");
  EXPECT_EQ(CheckRow(Context("siak"), Row({{Field::kSex, "PR"}})).incoming.personal.sex(), "P");
  const CheckedRow bad = CheckRow(Context(), Row({{Field::kSex, "X"}}));
  EXPECT_EQ(bad.error->got, "X");
  EXPECT_EQ(bad.error->want, "L or P, also LAKI_LAKI, PEREMPUAN");
}

TEST(CheckRow, AListWithoutTheColumnLeavesTheSexOpen) {
  const CheckedRow checked = CheckRow(Context(), Row());
  ASSERT_FALSE(checked.error.has_value()) << checked.error->reason;
  EXPECT_EQ(checked.incoming.personal.sex(), "");
}

TEST(CheckRow, AnApostropheAndBlanksInANikAreNoDamage) {
  for (const char* nik : {"'1405021708950001", "1405 0217 0895 0001"}) {
    const CheckedRow checked = CheckRow(Context(), Row({{Field::kNik, nik}}));
    ASSERT_FALSE(checked.error.has_value()) << nik;
    EXPECT_EQ(checked.incoming.personal.nik(), "1405021708950001");
  }
}

TEST(CheckRow, AShortNikIsToldByItsLength) {
  const CheckedRow checked = CheckRow(Context(), Row({{Field::kNik, "140502170895001"}}));
  ASSERT_TRUE(checked.error.has_value());
  EXPECT_EQ(checked.error->reason, "NIK_LENGTH");
  EXPECT_EQ(checked.error->got, "15 digits");
  EXPECT_EQ(checked.error->want, "16 digits");
}

TEST(CheckRow, ErrorsNameTheColumnAsTheListDoes) {
  CheckContext context = Context("siak");
  context.headings.at(static_cast<size_t>(Field::kName)) = "NAMA";
  EXPECT_EQ(CheckRow(context, Row({{Field::kName, " "}})).error->field, "NAMA");
}

TEST(ParseStatus, FullNamesAndShortForms) {
  EXPECT_EQ(ParseStatus("print ready record"), rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  EXPECT_EQ(ParseStatus("PRR"), rows::v1::UPSTREAM_STATUS_PRINT_READY_RECORD);
  EXPECT_EQ(ParseStatus(" sfe "), rows::v1::UPSTREAM_STATUS_SENT_FOR_ENROLLMENT);
  EXPECT_EQ(ParseStatus("ENROLL_FAILURE_AT_REGIONAL"), rows::v1::UPSTREAM_STATUS_ENROLL_FAILURE_AT_REGIONAL);
  EXPECT_EQ(ParseStatus("BCARD"), std::nullopt);
  EXPECT_EQ(ParseStatus("UNSPECIFIED"), std::nullopt);
}

}  // namespace
}  // namespace blangko::records
