#include "services/cli/table.h"

#include <gtest/gtest.h>

namespace blangko::cli {
namespace {

absl::TimeZone Jakarta() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &zone));
  return zone;
}

Table Backlog() {
  return {.key = "rows",
          .title = "",
          .columns = {{"site", "Kantor"}, {"count", "Jumlah", Kind::kCount}, {"since", "Sejak", Kind::kTime}},
          .rows = {{"14.05", "15213", "2016-09-30T18:30:00Z"}, {"14.05.07", "7", ""}}};
}

TEST(Table, AlignsForPeople) {
  EXPECT_EQ(Render({Backlog()}, Format::kTable, Jakarta()),
            "Kantor    Jumlah  Sejak\n"
            "--------  ------  ----------------\n"
            "14.05     15.213  2016-10-01 01:30\n"
            "14.05.07       7\n");
}

TEST(Table, GivesRawValuesToScripts) {
  EXPECT_EQ(Render({Backlog()}, Format::kJson, Jakarta()),
            "[\n  {\"site\": \"14.05\", \"count\": 15213, \"since\": \"2016-09-30T18:30:00Z\"},\n"
            "  {\"site\": \"14.05.07\", \"count\": 7, \"since\": \"\"}\n]\n");
  EXPECT_EQ(Render({Backlog()}, Format::kCsv, Jakarta()),
            "site,count,since\n14.05,15213,2016-09-30T18:30:00Z\n14.05.07,7,\n");
}

TEST(Table, AnEmptyTableSaysSo) {
  Table table = Backlog();
  table.rows.clear();
  EXPECT_NE(Render({table}, Format::kTable, Jakarta()).find("(kosong)"), std::string::npos);
  EXPECT_EQ(Render({table}, Format::kJson, Jakarta()), "[]\n");
}

TEST(Table, ASingleObjectIsASheetWithoutEmptyLines) {
  const Table sheet{
      .key = "record",
      .title = "",
      .columns = {{"record_id", "Nomor"}, {"hold", "Ditunda"}, {"exact", "Tepat", Kind::kYesNo}},
      .rows = {{"r1", "", "true"}},
      .single = true};
  EXPECT_EQ(Render({sheet}, Format::kTable, Jakarta()), "Nomor    r1\nTepat    ya\n");
  EXPECT_EQ(Render({sheet}, Format::kJson, Jakarta()),
            "{\"record_id\": \"r1\", \"hold\": \"\", \"exact\": true}\n");
}

TEST(Table, SeveralTablesHaveNamesInJson) {
  Table second = Backlog();
  second.key = "flow";
  second.rows.clear();
  const std::string json = Render({Backlog(), second}, Format::kJson, Jakarta());
  EXPECT_NE(json.find("{\"rows\": [\n"), std::string::npos);
  EXPECT_NE(json.find(",\n\"flow\": []}"), std::string::npos);
}

TEST(Table, WidthCountsCharactersNotBytes) {
  EXPECT_EQ(Width("Müller"), 6u);
  EXPECT_EQ(Width(""), 0u);
}

TEST(Table, DotsGroupThousands) {
  EXPECT_EQ(WithDots(0), "0");
  EXPECT_EQ(WithDots(999), "999");
  EXPECT_EQ(WithDots(8000), "8.000");
  EXPECT_EQ(WithDots(-1234567), "-1.234.567");
  EXPECT_EQ(WithDots(-123), "-123");
}

TEST(Table, CellsCannotBreakCsvOrJson) {
  const Table table{.key = "x", .title = "", .columns = {{"note", "Catatan"}}, .rows = {{"a \"b\",\nc"}}};
  EXPECT_EQ(Render({table}, Format::kCsv, Jakarta()), "note\n\"a \"\"b\"\",\nc\"\n");
  EXPECT_EQ(JsonString("a\"\\\n"), "\"a\\\"\\\\\\u000a\"");
}

}  // namespace
}  // namespace blangko::cli
