// What people read when they typed something wrong, and what scripts get as an exit code.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/refusal/refusal.h"
#include "services/screen/exits.h"
#include "services/screen/help_language.h"

namespace blangko::screen {
namespace {

using testing::HasSubstr;

TEST(Help, AMistakeIsOneLineAndNamesNoNik) {
  EXPECT_EQ(ParseErrorText("blangko", "--limit: Value x not in range 1 to 1000000", Language::kIndonesian),
            "blangko: --limit: \"x\" bukan angka dari 1 sampai 1000000. Bantuan: --help\n");
  EXPECT_EQ(ParseErrorText("blangko", "The following argument was not expected: 1405020101909001",
                           Language::kIndonesian),
            "blangko: Tidak dikenal: ************9001. Bantuan: --help\n");
  EXPECT_EQ(ParseErrorText("blangko", "record is required", Language::kEnglish),
            "blangko: record is required. Help: --help\n");
}

TEST(Help, NumbersAreWrittenAsPeopleWriteThem) {
  EXPECT_EQ(ParseErrorText("blangko", "--timeout: Value 0 not in range 0.100000 to 3600.000000",
                           Language::kIndonesian),
            "blangko: --timeout: \"0\" bukan angka dari 0.1 sampai 3600. Bantuan: --help\n");
  const std::string endless =
      "--cards: Value -1 not in range 0.000000 to " + std::string(309, '1') + ".000000";
  EXPECT_EQ(ParseErrorText("blangko", endless, Language::kEnglish),
            "blangko: --cards: Value -1 not 0 or more. Help: --help\n");
  EXPECT_EQ(ParseErrorText("blangko", endless, Language::kIndonesian),
            "blangko: --cards: \"-1\" bukan angka 0 atau lebih. Bantuan: --help\n");
}

TEST(Help, AWordThatIsNoCommandIsNamed) {
  CLI::App app("A program", "blangko");
  app.require_subcommand(1);
  app.add_subcommand("status", "How things are");
  try {
    app.parse("stat", false);
    FAIL() << "it was taken";
  } catch (const CLI::ParseError& error) {
    EXPECT_EQ(MistakeText(app, error, Language::kIndonesian),
              "blangko: Tidak ada perintah stat. Bantuan: --help\n");
  }
}

TEST(Exits, TellWhatMayBeGivenAgain) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCodeOf(UsageError("salah", "wrong")), kUsageExit);
  EXPECT_EQ(ExitCodeOf(BadField("a", "b", "c")), kRefusedExit);
  EXPECT_EQ(ExitCodeOf(absl::NotFoundError("none")), kRefusedExit);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("away")), kUnreachableExit);
}

TEST(Exits, ASilentServerIsNamedInBothLanguages) {
  const absl::Status named =
      NameServer(absl::UnavailableError("connect: 111"), "127.0.0.1:1", absl::Seconds(5));
  EXPECT_EQ(SentenceOf(named, Language::kEnglish),
            "No server answers at 127.0.0.1:1; is blangkod running there?");
  EXPECT_THAT(SentenceOf(named, Language::kIndonesian), HasSubstr("Tidak ada server di 127.0.0.1:1"));
  const absl::Status refusal = Refuse(Reason::kNoBlanks, {{"site", "14.05"}});
  EXPECT_EQ(NameServer(refusal, "127.0.0.1:1", absl::Seconds(5)), refusal);
}

}  // namespace
}  // namespace blangko::screen
