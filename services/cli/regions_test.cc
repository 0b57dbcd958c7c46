#include "services/cli/regions.h"

#include <fstream>

#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::cli {
namespace {

class RegionsTest : public testing::Test {
 protected:
  void Write(const std::string& name, const std::string& text) { std::ofstream(dir_.File(name)) << text; }

  TempDir dir_;
};

TEST_F(RegionsTest, ARegencyIsTheTopAndTheSiteOfItsArea) {
  Write("regencies.csv", "code,province_code,name\n14.05,14,KABUPATEN PELALAWAN\n14.06,14,KABUPATEN LAIN\n");
  Write(
      "districts.csv",
      "code,regency_code,name\n14.05.01,14.05,Ukui\n14.05.02,14.05,\"Pangkalan, Kerinci\"\n14.06.01,14.06,X\n");
  ASSERT_OK_AND_ASSIGN(const auto request, ReadRegency(dir_.path(), "14.05"));
  ASSERT_EQ(request.offices_size(), 3);
  EXPECT_EQ(request.offices(0).code(), "14.05");
  EXPECT_EQ(request.offices(0).parent(), "");
  EXPECT_EQ(request.offices(0).province_name(), "");
  EXPECT_EQ(request.offices(2).name(), "Pangkalan, Kerinci");
  EXPECT_EQ(request.offices(2).parent(), "14.05");
  ASSERT_EQ(request.routes_size(), 1);
  EXPECT_EQ(request.routes(0).site(), "14.05");
}

TEST_F(RegionsTest, TheRegencyKnowsItsProvinceForTheHeadingOfCards) {
  Write("provinces.csv", "code,name\n13,SUMATERA BARAT\n14,RIAU\n");
  Write("regencies.csv", "code,province_code,name\n14.05,14,KABUPATEN PELALAWAN\n");
  Write("districts.csv", "code,regency_code,name\n14.05.01,14.05,Ukui\n");
  ASSERT_OK_AND_ASSIGN(const auto request, ReadRegency(dir_.path(), "14.05"));
  EXPECT_EQ(request.offices(0).province_name(), "RIAU");
  EXPECT_EQ(request.offices(1).province_name(), "");
}

TEST_F(RegionsTest, AMissingTableOrCodeIsSaid) {
  EXPECT_THAT(ReadRegency(dir_.path(), "14.05"), StatusIs(absl::StatusCode::kInvalidArgument));
  Write("regencies.csv", "code,province_code,name\n");
  Write("districts.csv", "code,regency_code,name\n");
  EXPECT_THAT(ReadRegency(dir_.path(), "14.05"),
              StatusIs(absl::StatusCode::kInvalidArgument, testing::HasSubstr("No regency 14.05")));
}

TEST(Regions, ADamagedTableIsRefused) {
  EXPECT_THAT(ParseCsv("a,\"b\nc"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ParseCsv("a,b\r\nc,d"), IsOkAndHolds(std::vector<CsvRow>{{"a", "b"}, {"c", "d"}}));
}

TEST(Regions, TheZoneFollowsTheProvince) {
  EXPECT_EQ(ZoneOfCode("14.05"), "Asia/Jakarta");
  EXPECT_EQ(ZoneOfCode("51.71"), "Asia/Makassar");
  EXPECT_EQ(ZoneOfCode("94.01"), "Asia/Jayapura");
}

}  // namespace
}  // namespace blangko::cli
