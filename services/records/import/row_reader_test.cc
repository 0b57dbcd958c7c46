#include "services/records/import/row_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/records/import/builtin_profiles.h"
#include "services/records/import/compile_profile.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"

namespace blangko::records {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const Profile& Blangko() {
  static const Profile kProfile = *CompileProfile(*FindBuiltinProfile("blangko"));
  return kProfile;
}

ListShape Shape() { return {&Blangko(), {Field::kNik, Field::kName}}; }

// "nik|name|address", or "!REASON" for a row with a problem.
std::string TextOf(const SourceRow& row) {
  if (!row.problems.empty()) return "!" + row.problems.front().reason;
  return At(row.cells, Field::kNik) + "|" + At(row.cells, Field::kName) + "|" +
         At(row.cells, Field::kAddress);
}

struct Got {
  std::vector<std::string> rows;
  std::vector<int64_t> ends;
  std::vector<int64_t> lines;
  std::vector<int64_t> end_lines;
  std::string header;
};

// Feeds `text` in pieces of `piece` bytes.
Got ReadAll(RowReader& reader, std::string_view text, size_t piece = 1) {
  Got got;
  const auto sink = [&](const SourceRow& row) {
    got.rows.push_back(TextOf(row));
    got.ends.push_back(row.end_offset);
    got.lines.push_back(row.line);
    got.end_lines.push_back(row.end_line);
    return absl::OkStatus();
  };
  for (size_t at = 0; at < text.size(); at += piece) EXPECT_OK(reader.Feed(text.substr(at, piece), sink));
  EXPECT_OK(reader.Finish(sink));
  got.header = reader.header();
  return got;
}

Got ReadCsv(std::string_view text, size_t piece = 1) {
  return ReadAll(*NewCsvReader(Shape(), {}), text, piece);
}

TEST(CsvReader, CommaAndSemicolon) {
  EXPECT_THAT(ReadCsv("nik,name,address\n1,A,X\n2,B,Y\n").rows, ElementsAre("1|A|X", "2|B|Y"));
  EXPECT_THAT(ReadCsv("nik;name;address\n1;A;Jl. X, 5\n").rows, ElementsAre("1|A|Jl. X, 5"));
}

TEST(CsvReader, BomCarriageReturnsBlankLinesAndNoLastLineFeed) {
  EXPECT_THAT(ReadCsv("\xEF\xBB\xBFNIK;Name\r\n\r\n1;A\r\n;\r\n2;B").rows, ElementsAre("1|A|", "2|B|"));
}

TEST(CsvReader, QuotesSeparatorsAndLineFeedsInside) {
  EXPECT_THAT(ReadCsv("nik,name,address\n1,\"A, \"\"B\"\"\",\"Jl. X\r\nRT 5\"\n2,C,Y\n").rows,
              ElementsAre("1|A, \"B\"|Jl. X\r\nRT 5", "2|C|Y"));
}

TEST(CsvReader, AQuoteThatIsNeverClosedCostsItsOwnRowAlone) {
  std::string text = "nik,name,address\n1,\"A,X\n";
  for (int i = 0; i < 100; ++i) text += "2,B,Y\n";
  const Got got = ReadCsv(text, 17);
  ASSERT_THAT(got.rows, SizeIs(101));
  EXPECT_EQ(got.rows.front(), "!COLUMN_COUNT");
  EXPECT_EQ(got.rows.back(), "2|B|Y");
}

TEST(CsvReader, AQuoteInTheMiddleOfANameIsAQuote) {
  EXPECT_THAT(ReadCsv("nik,name\n1,O\"BRIEN\n2,B\n").rows, ElementsAre("1|O\"BRIEN|", "2|B|"));
}

TEST(CsvReader, WrongNumbersOfColumns) {
  EXPECT_THAT(ReadCsv("nik,name\n1\n2,B,C\n3,D,,\n4,E\n").rows,
              ElementsAre("!COLUMN_COUNT", "!COLUMN_COUNT", "3|D|", "4|E|"));
}

TEST(CsvReader, EndsAreWhereTheNextRowBegins) {
  const std::string text = "nik,name\n1,A\n2,\"B\nB\"\n3,C";
  const Got whole = ReadCsv(text);
  ASSERT_THAT(whole.ends, SizeIs(3));
  EXPECT_EQ(whole.ends.back(), static_cast<int64_t>(text.size()));
  for (size_t i = 0; i < whole.ends.size(); ++i) {
    const auto reader = NewCsvReader(Shape(), {whole.header, whole.ends[i], whole.end_lines[i]});
    const Got rest = ReadAll(*reader, std::string_view(text).substr(static_cast<size_t>(whole.ends[i])));
    EXPECT_EQ(rest.rows,
              std::vector<std::string>(whole.rows.begin() + static_cast<long>(i) + 1, whole.rows.end()));
    EXPECT_EQ(rest.lines,
              std::vector<int64_t>(whole.lines.begin() + static_cast<long>(i) + 1, whole.lines.end()));
  }
}

TEST(CsvReader, RowsKnowTheirLineInTheFile) {
  EXPECT_THAT(ReadCsv("nik,name,address\n1,A,\"Jl. X\nRT 5\"\n\n2,B,Y\n3,\"C\nD\nE\",Z\n").lines,
              ElementsAre(2, 5, 6));
  EXPECT_THAT(ReadCsv("\n\nnik,name\n1,A\n").lines, ElementsAre(4));
}

TEST(CsvReader, AWrongNumberOfColumnsNamesTheFirst) {
  std::vector<RowError> problems;
  const auto sink = [&](const SourceRow& row) {
    problems.push_back(row.problems.at(0));
    return absl::OkStatus();
  };
  const auto reader = NewCsvReader(Shape(), {});
  ASSERT_OK(reader->Feed("nik,name,catatan,address\n1,A\n2,B,C,D,E\n", sink));
  ASSERT_THAT(problems, SizeIs(2));
  EXPECT_EQ(problems[0].field, "catatan");
  EXPECT_EQ(problems[0].got, "2 columns");
  EXPECT_EQ(problems[0].want, "4 columns, quotes closed; catatan is the first that is missing");
  EXPECT_EQ(problems[1].field, "column 5");
  EXPECT_EQ(problems[1].got, "5 columns");
  EXPECT_EQ(problems[1].want, "4 columns, quotes closed; column 5 is the first too many");
}

TEST(CsvReader, UnknownColumnsAreToldAndThoseThatMayBePersonalAreNot) {
  const auto reader = NewCsvReader(Shape(), {});
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  ASSERT_OK(reader->Feed("nik;Name;CATATAN;1405021708950001;;foto\n", sink));
  EXPECT_THAT(reader->ignored(), ElementsAre("CATATAN", "column 4", "foto"));
  EXPECT_EQ(reader->HeadingOf(Field::kName), "Name");
  EXPECT_EQ(reader->HeadingOf(Field::kAddress), "");
}

TEST(CsvReader, AllMissingColumnsAreNamedAtOnceInBothLanguages) {
  ListShape shape{&Blangko(), {Field::kNik, Field::kName, Field::kUpstream}, true};
  const auto reader = NewCsvReader(shape, {});
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  const absl::Status refused = reader->Feed("SITI;1405021708950001;x\n", sink);
  EXPECT_EQ(ReasonOf(refused), "IMPORT_FORMAT");
  EXPECT_THAT(
      std::string(refused.message()),
      HasSubstr("columns nik, name, area and upstream_status are missing; the first line has 3 columns "
                "separated by ; (profile blangko)"));
  EXPECT_THAT(IndonesianOf(refused), HasSubstr("kolom nik, name, area dan upstream_status tidak ada"));
  EXPECT_THAT(refused.ToString(), Not(HasSubstr("SITI")));
}

TEST(CsvReader, AnAreaMayComeInPartsOrByDefault) {
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  const Profile siak = *CompileProfile(*FindBuiltinProfile("siak"));
  const ListShape in_parts{&siak, {Field::kNik}, true};
  EXPECT_OK(NewCsvReader(in_parts, {})->Feed("nik,no_prop,no_kab\n", sink));
  EXPECT_EQ(ReasonOf(NewCsvReader(in_parts, {})->Feed("nik,no_prop\n", sink)), "IMPORT_FORMAT");
  Profile with_default = Blangko();
  with_default.rules.at(static_cast<size_t>(Field::kArea)).default_value = "14.05";
  EXPECT_OK(NewCsvReader({&with_default, {Field::kNik}, true}, {})->Feed("nik\n", sink));
}

TEST(CsvReader, TheProfileMayNameItsDelimiter) {
  Profile piped = Blangko();
  piped.separator = '|';
  const ListShape shape{&piped, {Field::kNik, Field::kName}};
  EXPECT_THAT(ReadAll(*NewCsvReader(shape, {}), "nik|name|address\n1|A|Jl. X, 5; RT 2\n").rows,
              ElementsAre("1|A|Jl. X, 5; RT 2"));
}

TEST(CsvReader, ALineWithoutEndIsCutAndTheNextOneRead) {
  const std::string text = "nik,name\n1," + std::string(3 * kRowBytesMax, 'x') + "\n2,B\n";
  EXPECT_THAT(ReadCsv(text, 1000).rows, ElementsAre("!ROW_TOO_LONG", "2|B|"));
}

TEST(CsvReader, RefusesAFileWithoutTheNeededColumns) {
  const auto reader = NewCsvReader(Shape(), {});
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  const absl::Status refused = reader->Feed("nama,alamat\n", sink);
  EXPECT_EQ(ReasonOf(refused), "IMPORT_FORMAT");
  EXPECT_EQ(ReasonOf(NewCsvReader(Shape(), {})->Finish(sink)), "IMPORT_FORMAT");
}

TEST(CsvReader, RefusesAFileThatWouldBeReadAsAHeaderAlone) {
  const auto reader = NewCsvReader(Shape(), {});
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  ASSERT_OK(reader->Feed("nik,name,address\r1,A,X\r2,B,Y\r", sink));
  EXPECT_EQ(ReasonOf(reader->Finish(sink)), "IMPORT_FORMAT");
}

TEST(CsvReader, RefusesAColumnThatIsThereTwice) {
  const auto reader = NewCsvReader(Shape(), {});
  const auto sink = [](const SourceRow&) { return absl::OkStatus(); };
  EXPECT_EQ(ReasonOf(reader->Feed("nik,name,NIK\n1,A,2\n", sink)), "IMPORT_FORMAT");
  EXPECT_THAT(ReadCsv("nik,name,note,note\n1,A,X,Y\n").rows, ElementsAre("1|A|"));
}

TEST(NdjsonReader, UnknownKeysAreToldOnceInOneOrder) {
  const auto reader = NewNdjsonReader(Shape(), {});
  const Got got =
      ReadAll(*reader, "\n{\"nik\":\"1\",\"foto\":1,\"catatan\":2}\n{\"nik\":\"2\",\"foto\":1}\n");
  EXPECT_THAT(reader->ignored(), ElementsAre("catatan", "foto"));
  EXPECT_THAT(got.lines, ElementsAre(2, 3));
}

TEST(NdjsonReader, OneObjectALine) {
  const auto reader = NewNdjsonReader(Shape(), {});
  const Got got =
      ReadAll(*reader,
              "{\"nik\":\"1\",\"name\":\"A\",\"x\":1}\n\nnot json\n"
              "{\"nik\": 1405021708950001, \"name\":\"B\"}\r\n{\"nik\": 9405021708950001, \"name\":\"C\"}");
  EXPECT_THAT(got.rows, ElementsAre("1|A|", "!JSON_INVALID", "1405021708950001|B|", "9.405022e+15|C|"));
}

}  // namespace
}  // namespace blangko::records
