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

TEST(Table, ATextThatASpreadsheetWouldRunIsOnlyShown) {
  const Table table{.key = "rows",
                    .title = "",
                    .columns = {{"note", "Catatan"}, {"count", "Jumlah", Kind::kCount}},
                    .rows = {{"=1+1", "-5"},
                             {"+62811", "0"},
                             {"-3.5", "0"},
                             {"-x", "0"},
                             {"@a", "0"},
                             {"\ta", "0"},
                             {"a=b", "0"}}};
  EXPECT_EQ(Render({table}, Format::kCsv, Jakarta()),
            "note,count\n'=1+1,-5\n+62811,0\n-3.5,0\n'-x,0\n'@a,0\n'\ta,0\na=b,0\n");
  EXPECT_NE(Render({table}, Format::kJson, Jakarta()).find("\"=1+1\""), std::string::npos);
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

TEST(Table, PeopleSeeWordsAndScriptsCodes) {
  const Table table{.key = "x",
                    .title = "Riwayat",
                    .columns = {{"state", "Status", Kind::kCode},
                                {"reasons", "Sebab", Kind::kCodes},
                                {"age", "Terakhir terdengar", Kind::kAge},
                                {"blank", "Blangko", Kind::kCodes}},
                    .rows = {{"READY", "media-empty paused", "75", "available -> reserved"}}};
  EXPECT_EQ(
      Render({table}, Format::kTable, Jakarta()),
      "Riwayat\n"
      "Status      Sebab                                                Terakhir terdengar  Blangko\n"
      "----------  ---------------------------------------------------  ------------------  ------------------\n"
      "Siap cetak  wadah blangko kosong, dijeda: perlu dilihat petugas          1 mnt lalu  Tersedia → Dipesan\n");
  EXPECT_EQ(
      Render({table}, Format::kTable, Jakarta(), Language::kEnglish),
      "History\n"
      "State           Reason                                             Last heard  Blanks\n"
      "--------------  -------------------------------------------------  ----------  --------------------\n"
      "Ready to print  no blanks in the tray, paused: somebody must look   1 min ago  Available → Reserved\n");
  EXPECT_EQ(Render({table}, Format::kCsv, Jakarta()),
            "state,reasons,age,blank\nREADY,media-empty paused,75,available -> reserved\n");
}

TEST(Table, ColumnsThatAreNotUsedAreForScripts) {
  const Table table{.key = "x",
                    .title = "",
                    .columns = {{"a", "A"},
                                {"b", "B", Kind::kCount, Shown::kWhenUsed},
                                {"c", "C", Kind::kText, Shown::kNever}},
                    .rows = {{"1", "0", "x"}}};
  EXPECT_EQ(Render({table}, Format::kTable, Jakarta()), "A\n-\n1\n");
  EXPECT_EQ(Render({table}, Format::kCsv, Jakarta()), "a,b,c\n1,0,x\n");
}

TEST(Table, SeveralTablesAreOneInCsv) {
  Table total{.key = "total",
              .title = "",
              .columns = {{"count", "Jumlah", Kind::kCount}, {"note", "Catatan"}},
              .rows = {{"15220", "a,b"}},
              .single = true};
  EXPECT_EQ(Render({Backlog(), total}, Format::kCsv, Jakarta()),
            "section,site,count,since,note\n"
            "rows,14.05,15213,2016-09-30T18:30:00Z,\n"
            "rows,14.05.07,7,,\n"
            "total,,15220,,\"a,b\"\n");
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

TEST(Table, EachLanguageGroupsItsOwnWay) {
  EXPECT_EQ(Grouped(1234567, Language::kEnglish), "1,234,567");
  const Column decimal{"x", "X", Kind::kDecimal};
  EXPECT_EQ(ForPeople("111600.0", decimal, Jakarta(), Language::kIndonesian), "111.600,0");
  EXPECT_EQ(ForPeople("111600.0", decimal, Jakarta(), Language::kEnglish), "111,600.0");
  EXPECT_EQ(ForPeople("", decimal, Jakarta(), Language::kIndonesian), "");
}

TEST(Table, AgesAreSaidInTheLargestUnit) {
  EXPECT_EQ(Ago(0, Language::kIndonesian), "0 dtk lalu");
  EXPECT_EQ(Ago(12, Language::kIndonesian), "12 dtk lalu");
  EXPECT_EQ(Ago(3 * 3600 + 5, Language::kIndonesian), "3 jam lalu");
  EXPECT_EQ(Ago(200'000, Language::kEnglish), "2 days ago");
  EXPECT_EQ(Ago(-1, Language::kIndonesian), "belum pernah");
}

TEST(Table, CellsCannotBreakCsvOrJson) {
  const Table table{.key = "x", .title = "", .columns = {{"note", "Catatan"}}, .rows = {{"a \"b\",\nc"}}};
  EXPECT_EQ(Render({table}, Format::kCsv, Jakarta()), "note\n\"a \"\"b\"\",\nc\"\n");
  EXPECT_EQ(JsonString("a\"\\\n"), "\"a\\\"\\\\\\u000a\"");
}

}  // namespace
}  // namespace blangko::cli
