// blangko export over a store in files.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_split.h"
#include "services/cli/commands_fixture.h"
#include "services/refusal/refusal.h"
#include "services/refusal/told.h"

namespace blangko::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class ExportCommandsTest : public CommandsTest {
 protected:
  void SetUp() override {
    node::Config config;
    config.set_listen("127.0.0.1:0");
    config.set_store("rocks:" + dir_.File("data"));
    config.set_metrics_listen("off");
    ASSERT_OK_AND_ASSIGN(node_, node::Node::Start(node::WithDefaults(config), clock_, rng_));
    SetUpOffice();
    SetUpStation();
  }

  std::string Read(const std::string& name) const {
    std::ifstream file(dir_.File(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string Say(const std::string& line) {
    Run(line);
    return SentenceOf(status_, Language::kEnglish);
  }

  const std::string file_ = dir_.File("all.ndjson");
  const std::string everything_ = "export everything --to " + file_;
};

TEST_F(ExportCommandsTest, WritesAFileThatIsWholeAndClosesTheExport) {
  EXPECT_THAT(RunOk(everything_), HasSubstr("dibaca ulang dan utuh"));
  const std::string text = Read("all.ndjson");
  EXPECT_THAT(text,
              HasSubstr("\"table\":\"personal\",\"key\":[\"R-1\"],\"row\":{\"nik\":\"1405021708951001\""));
  EXPECT_THAT(text, HasSubstr("\"table\":\"log\""));
  EXPECT_THAT(text, Not(HasSubstr("unreadable")));
  struct stat about {};
  ASSERT_EQ(stat(file_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  EXPECT_FALSE(fs::exists(file_ + ".part"));
  EXPECT_EQ(Cell("export check " + file_, "lines"),
            absl::StrCat(std::count(text.begin(), text.end(), '\n') - 1));
  EXPECT_THAT(RunOk("export list --output csv"), Not(HasSubstr("account")));
  EXPECT_TRUE(fs::is_empty(dir_.File("data/checkpoints")));
}

TEST_F(ExportCommandsTest, AFileThatWasChangedOrCutIsNotWhole) {
  RunOk(everything_);
  const std::string text = Read("all.ndjson");
  const auto check = [&](const std::string& changed) {
    Write("changed", changed);
    return Say("export check " + dir_.File("changed"));
  };
  std::string other = text;
  other.replace(other.find("SPESIMEN"), 1, "X");
  EXPECT_THAT(check(other), HasSubstr("not those that the server sent"));
  EXPECT_THAT(check(text.substr(0, text.size() - 1)), HasSubstr("its last line is missing"));
  EXPECT_THAT(check(text.substr(0, text.rfind("{\"end\""))), HasSubstr("its last line is missing"));
  const size_t second = text.find('\n') + 1;
  EXPECT_THAT(check(text.substr(0, second) + text.substr(text.find('\n', second) + 1)),
              HasSubstr("not those"));
  EXPECT_THAT(check("{}\n"), HasSubstr("no file of an export"));
  EXPECT_THAT(check(""), HasSubstr("no file of an export"));
}

TEST_F(ExportCommandsTest, NothingIsOverwritten) {
  Write("all.ndjson", "mine");
  EXPECT_THAT(Say(everything_), HasSubstr("exists; name a new file"));
  fs::remove(file_);
  Write("all.ndjson.part", "mine");
  EXPECT_THAT(Say(everything_), HasSubstr("go on with --resume, or remove it"));
  EXPECT_EQ(Read("all.ndjson.part"), "mine");
  fs::remove(file_ + ".part");
  EXPECT_THAT(Say(everything_ + " --resume"), HasSubstr("there is no"));
}

TEST_F(ExportCommandsTest, ResumesOnlyWhatIsOfThatExport) {
  Write("all.ndjson.part", "{\"export\":{\"x\":1}}\n");
  EXPECT_THAT(Say(everything_ + " --resume"), HasSubstr("is no file of an export"));
  Write("all.ndjson.part", "{\"export\":{\"export_id\":\"019caae0-0000-7000-8000-000000000000\"}}\n");
  Run(everything_ + " --resume");
  EXPECT_EQ(ReasonOf(status_), "UNKNOWN_EXPORT");
  // A part without a whole line is one that has not begun.
  Write("all.ndjson.part", "{\"expo");
  RunOk(everything_ + " --resume");
  RunOk("export check " + file_);
}

TEST_F(ExportCommandsTest, AnEngineWithoutFilesRefusesAndLeavesNothing) {
  node_.reset();
  CommandsTest::SetUp();
  Run(everything_);
  EXPECT_EQ(ReasonOf(status_), "EXPORT_NEEDS_FILES");
  EXPECT_FALSE(fs::exists(file_ + ".part"));
  Run("export close 019caae0-0000-7000-8000-000000000000");
  EXPECT_EQ(ReasonOf(status_), "UNKNOWN_EXPORT");
}

}  // namespace
}  // namespace blangko::cli
