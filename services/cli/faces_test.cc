// What scripts and readers of English get of every command: valid CSV and JSON in one piece, and no Indonesian heading.
#include <set>

#include "absl/strings/str_split.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "services/cli/commands_fixture.h"
#include "services/cli/dictionary.h"
#include "services/cli/errors.h"
#include "services/cli/help_words.h"
#include "services/screen/help_language.h"

namespace blangko::cli {
namespace {

using testing::IsEmpty;

constexpr const char* kLooks[] = {
    "backlog",
    "backlog --flow",
    "status",
    "balance",
    "equation",
    "policy show",
    "policy show --office 14.05",
    "stations list",
    "stations show dinas-1",
    "incidents list",
    "incidents list --all --kind uid_used",
    "printers list",
    "records list",
    "records show R-1",
    "records show R-1 --personal",
    "records explain R-1",
    "records explain R-3",
    "records rank R-2",
    "jobs list",
    "proposals list",
    "proposals list --all",
    "movements --office 14.05",
    "shipments list",
    "loans list --all",
    "loans notices --all",
    "cases list",
    "losses list",
    "compare days",
    "compare outside",
    "supplies kinds",
    "supplies list",
    "supplies outlook --office 14.05",
    "stock at --office 14.05 --date 2017-01-01",
    "lots list",
    "blanks show 04A1B2C3D4E5F6",
    "blanks blocked",
    "blanks incidents",
    "packs list --office 14.05",
    "offices list",
    "records list --state printed",
    "imports list",
    "imports profiles list",
    "import --columns",
    "accounts list",
    "whoami",
    "clock show",
    "opening show --office 14.05",
    "drawers list",
    "drawers show --station dinas-1",
    "drawers history --station dinas-1",
    "watch --count 2 --interval 0.1",
};

class FacesTest : public CommandsTest {
 protected:
  void SetUp() override {
    CommandsTest::SetUp();
    SetUpOffice();
    SetUpStation();
    RunOk("opening spoils --office 14.05 --lot L1:1 --cause CACAT");
    RunOk("records hold R-3 --note \"surat, \'asli\'; menyusul\" --until 2099-01-01");
  }
};

TEST_F(FacesTest, CsvIsOneTableWithARowLengthOfItsOwn) {
  for (const char* look : kLooks) {
    SCOPED_TRACE(look);
    ASSERT_OK_AND_ASSIGN(const auto rows, ParseCsv(RunOk(std::string(look) + " --output csv")));
    ASSERT_FALSE(rows.empty());
    const std::set<std::string> names(rows[0].begin(), rows[0].end());
    EXPECT_EQ(names.size(), rows[0].size()) << "a column twice";
    for (const CsvRow& row : rows) EXPECT_EQ(row.size(), rows[0].size());
  }
}

TEST_F(FacesTest, CsvAndJsonCarryCodesNotWords) {
  EXPECT_EQ(Cell("records show R-1", "state"), "GRANTED");
  EXPECT_EQ(Cell("records show R-1", "section"), "record");
  EXPECT_EQ(Cell("stations list", "condition"), "CONNECTED");
  EXPECT_EQ(Cell("records explain R-3", "waits_for"), "HOLD");
  EXPECT_EQ(Cell("records explain R-3", "hold_note"), "surat, \'asli\'; menyusul");
  EXPECT_THAT(RunOk("records show R-1 --output json"), testing::HasSubstr("\"state\": \"GRANTED\""));
}

TEST_F(FacesTest, JsonIsOneDocument) {
  for (const std::string look : kLooks) {
    if (look.starts_with("watch")) continue;  // an object a line
    google::protobuf::Value value;
    const auto read = google::protobuf::util::JsonStringToMessage(RunOk(look + " --output json"), &value);
    EXPECT_TRUE(read.ok()) << look << ": " << read.message();
  }
}

// The titles of a grid stand above a line of dashes, those of a sheet at the beginning of its lines.
std::set<std::string> TitlesOf(const std::string& face) {
  std::set<std::string> titles;
  const std::vector<std::string> lines = absl::StrSplit(face, '\n');
  const auto is_rule = [](const std::string& line) {
    return !line.empty() && line.find_first_not_of("- ") == std::string::npos;
  };
  bool in_grid = false;
  for (size_t i = 0; i + 1 < lines.size(); ++i) {
    if (is_rule(lines[i]) || lines[i].empty()) {
      in_grid = is_rule(lines[i]);
      continue;
    }
    if (is_rule(lines[i + 1])) {
      for (const auto title : absl::StrSplit(lines[i], "  ", absl::SkipWhitespace())) {
        titles.insert(std::string(absl::StripAsciiWhitespace(title)));
      }
    } else if (!in_grid && lines[i].find("  ") != std::string::npos) {
      titles.insert(lines[i].substr(0, lines[i].find("  ")));
    }
  }
  return titles;
}

TEST_F(FacesTest, EveryTitleHasItsEnglish) {
  std::set<std::string> english;
  for (const Entry& entry : AllEntries()) english.insert(std::string(entry.english));
  for (const Word& word : AllWords()) english.insert(std::string(word.english));
  for (const std::string look : kLooks) {
    if (look.starts_with("watch") || look == "equation") continue;  // sentences
    for (const std::string& title : TitlesOf(RunOk(look + " --lang en"))) {
      EXPECT_TRUE(english.contains(title)) << look << ": " << title;
    }
  }
}

// A code of the API, as READY or NOT_READY, that people see instead of its word.
std::vector<std::string> RawCodesIn(const std::string& face) {
  std::set<std::string> codes;
  for (const Word& word : AllWords()) {
    const std::string code(word.code.substr(word.code.find(':') + 1));
    const bool is_upper =
        code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == std::string::npos;
    const bool typed = code == "RIBBON";  // also the name of a kind of supplies, which people type
    if (is_upper && !typed && word.indonesian != "TIDAK TERDENGAR") codes.insert(code);
  }
  std::vector<std::string> found;
  for (const auto token : absl::StrSplit(face, absl::ByAnyChar(" \n,()"), absl::SkipEmpty())) {
    if (codes.contains(std::string(token))) found.emplace_back(token);
  }
  return found;
}

TEST_F(FacesTest, PeopleSeeNoCodes) {
  Write("bad.csv",
        absl::StrCat(kHeader, Row(7, "1.4E+15"), "R-8,1405021708951008,,1995-08-17,,PRR,2017-01-01\n"));
  Write("no.csv", "nama\nSITI\n");
  const std::string import = absl::StrCat("import ", dir_.File("bad.csv"), " --office 14.05");
  Run(absl::StrCat("import ", dir_.File("no.csv"), " --office 14.05"));
  for (const std::string language : {"id", "en"}) {
    EXPECT_THAT(RawCodesIn(Run(absl::StrCat(import, " --lang ", language))), IsEmpty());
    for (const std::string look : kLooks) {
      if (look == "import --columns") continue;  // says which codes may stand in a list
      const std::string face = RunOk(absl::StrCat(look, " --lang ", language));
      EXPECT_THAT(RawCodesIn(face), IsEmpty()) << look << " " << language << "\n" << face;
    }
  }
}

TEST_F(FacesTest, AnImportIsToldInOneLanguage) {
  Write("bad.csv", absl::StrCat(kHeader, Row(7, "12345")));
  Write("no.csv", "nama\nSITI\n");
  const std::string import = absl::StrCat("import ", dir_.File("bad.csv"), " --office 14.05");
  EXPECT_THAT(Run(import), testing::HasSubstr("16 angka"));
  EXPECT_THAT(Run(import + " --lang en"), testing::HasSubstr("16 digits"));
  Run(absl::StrCat("import ", dir_.File("no.csv"), " --office 14.05"));
  EXPECT_EQ(ExitCodeOf(status_), kRefusedExit);
  EXPECT_EQ(Cell("imports list", "import_state"), "REFUSED");
  EXPECT_THAT(RunOk("imports list"), testing::HasSubstr("Berkas tidak dapat dibaca"));
  EXPECT_THAT(RunOk("imports list --lang en"), testing::HasSubstr("The file cannot be read"));
}

TEST(Help, EveryDescriptionHasItsIndonesian) {
  CLI::App app("", "blangko");
  Menu menu(app);
  AddAllCommands(menu);
  EXPECT_THAT(screen::Untranslated(app, HelpWords()), IsEmpty());
}

TEST(Help, IndonesianTakesThePlaceOfEnglish) {
  CLI::App app("", "blangko");
  Menu menu(app);
  AddAllCommands(menu);
  screen::SpeakIndonesian(app, HelpWords());
  const std::string help = app.get_subcommand("records")->help();
  EXPECT_THAT(help, testing::HasSubstr("Pemakaian: records [PILIHAN] PERINTAH"));
  EXPECT_THAT(help, testing::HasSubstr("Urutannya dan apa yang ditunggunya"));
  EXPECT_THAT(help, testing::Not(testing::HasSubstr("Options")));
}

}  // namespace
}  // namespace blangko::cli
