#include "services/cli/cells.h"

#include "blangko/records/v1/records.pb.h"
#include "services/cli/errors.h"
#include "services/cli/table.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"

namespace blangko::cli {
namespace {

using testing::HasSubstr;

TEST(Cells, EnumsLoseTheirPrefixBothWays) {
  EXPECT_EQ(EnumCell(records::v1::RECORD_STATE_NOT_READY), "NOT_READY");
  EXPECT_EQ(EnumCell(records::v1::RECORD_STATE_UNSPECIFIED), "");
  EXPECT_EQ(EnumCell(static_cast<records::v1::RecordState>(77)), "77");
  EXPECT_THAT(ParseEnum<records::v1::RecordState>("--state", "not-ready"),
              IsOkAndHolds(records::v1::RECORD_STATE_NOT_READY));
  EXPECT_THAT(
      ParseEnum<records::v1::RecordState>("--state", "nix"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("choose one of NOT_READY, READY, HELD")));
  EXPECT_FALSE(ParseEnum<records::v1::RecordState>("--state", "unspecified").ok());
}

TEST(Cells, ACardIsNamedInOneWordOrTwo) {
  ASSERT_OK_AND_ASSIGN(const CardName one, ParseCard("R-1/2", 0));
  EXPECT_EQ(one.record_id, "R-1");
  EXPECT_EQ(one.attempt, 2u);
  ASSERT_OK_AND_ASSIGN(const CardName two, ParseCard("R/1", 3));
  EXPECT_EQ(two.record_id, "R/1") << "an id may have a slash of its own";
  EXPECT_EQ(two.attempt, 3u);
  for (const char* wrong : {"R-1", "R-1/", "R-1/x"}) {
    EXPECT_THAT(ParseCard(wrong, 0).status(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(wrong)));
  }
}

TEST(Cells, TimesAreReadInTheOfficesZone) {
  absl::TimeZone jakarta;
  ASSERT_TRUE(absl::LoadTimeZone("Asia/Jakarta", &jakarta));
  ASSERT_OK_AND_ASSIGN(const auto day, ParseTime("2017-05-31", jakarta));
  EXPECT_EQ(TimeCell(day), "2017-05-30T17:00:00Z");
  ASSERT_OK_AND_ASSIGN(const auto exact, ParseTime("2017-05-31T14:02:00Z", jakarta));
  EXPECT_EQ(TimeCell(exact), "2017-05-31T14:02:00Z");
  EXPECT_FALSE(ParseTime("31/05/2017", jakarta).ok());
  EXPECT_EQ(TimeCell({}), "");
}

TEST(Cells, LotsAreNameAndCount) {
  ASSERT_OK_AND_ASSIGN(const auto lots, ParseLots("--lot", {"LOT-1:8000", "a:b:2"}));
  ASSERT_EQ(lots.size(), 2u);
  EXPECT_EQ(lots[0].lot, "LOT-1");
  EXPECT_EQ(lots[0].count, 8000);
  EXPECT_EQ(lots[1].lot, "a:b");
  for (const char* wrong : {"LOT-1", ":5", "LOT-1:-5", "LOT-1:x"}) {
    EXPECT_THAT(ParseLots("--lot", {wrong}), StatusIs(absl::StatusCode::kInvalidArgument)) << wrong;
  }
}

TEST(Errors, ExitCodesTellRefusedUsageAndUnreachableApart) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCodeOf(Refuse(Reason::kNoBlanks)), 1);
  EXPECT_EQ(ExitCodeOf(BadField("x", "1", "2")), 1);
  EXPECT_EQ(ExitCodeOf(UsageError("x", "x")), 2);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("x")), 3);
  EXPECT_EQ(ExitCodeOf(absl::DeadlineExceededError("x")), 3);
}

TEST(Errors, SilenceIsSaidInPlainWords) {
  const auto told = [](const absl::Status& status) {
    return RenderError(NameServer(status, "10.0.0.1:7", absl::Seconds(30)), Format::kTable);
  };
  EXPECT_EQ(told(absl::UnavailableError("connections to all backends failing; ipv4:10.0.0.1:7")),
            "blangko: Tidak ada server di 10.0.0.1:7; apakah blangkod berjalan di sana?\n");
  EXPECT_THAT(told(absl::DeadlineExceededError("Deadline Exceeded")),
              HasSubstr("10.0.0.1:7 tidak menjawab dalam 30 detik"));
  EXPECT_THAT(told(absl::CancelledError("CANCELLED")), HasSubstr("sedang berhenti"));
  EXPECT_THAT(told(absl::UnimplementedError("")), HasSubstr("tidak melayani perintah ini"));
  EXPECT_EQ(NameServer(Refuse(Reason::kStoreUnavailable), "10.0.0.1:7", absl::Seconds(1)),
            Refuse(Reason::kStoreUnavailable));
  EXPECT_EQ(ExitCodeOf(NameServer(absl::CancelledError(""), "x", absl::Seconds(1))), kUnreachableExit);
}

TEST(Errors, ANikThatWasTypedIsNotRepeated) {
  const absl::Status mistake =
      UsageError("--at: \"1405020101909001\" bukan hari", "--at: got \"1405020101909001\", want a day");
  EXPECT_EQ(RenderError(mistake, Format::kTable), "blangko: --at: \"************9001\" bukan hari\n");
  EXPECT_EQ(RenderError(mistake, Format::kTable, Language::kEnglish),
            "blangko: --at: got \"************9001\", want a day\n");
}

TEST(Errors, PeopleGetOneSentenceAndItsReason) {
  const absl::Status refused = Refuse(Reason::kNoBlanks, {{"site", "14.05"}});
  EXPECT_EQ(RenderError(refused, Format::kTable),
            "blangko: Tidak ada blangko tersedia di 14.05. [NO_BLANKS]\n");
  EXPECT_EQ(RenderError(refused, Format::kTable, Language::kEnglish),
            "blangko: There is no free blank at 14.05. [NO_BLANKS]\n");
  EXPECT_EQ(
      RenderError(refused, Format::kJson),
      "{\"error\": {\"code\": \"FAILED_PRECONDITION\", \"reason\": \"NO_BLANKS\", \"message\": \"There is no free "
      "blank at 14.05.\", \"message_id\": \"Tidak ada blangko tersedia di 14.05.\"}}\n");
}

TEST(Errors, AMistakeIsSaidInTheLanguageOfTheScreen) {
  const absl::Status mistake = UsageError("salah", "wrong");
  EXPECT_EQ(RenderError(mistake, Format::kTable), "blangko: salah\n");
  EXPECT_EQ(RenderError(mistake, Format::kCsv, Language::kEnglish), "blangko: wrong\n");
}

TEST(Words, ChoicesAreTakenHoweverTheyAreWritten) {
  for (const char* word : {"FAMILY", "family", "Family"}) {
    EXPECT_THAT(ParseWord("--collector", word, {"OWNER", "FAMILY"}), IsOkAndHolds("FAMILY")) << word;
  }
  EXPECT_THAT(ParseWord("--x", "data-change", {"DATA_CHANGE"}), IsOkAndHolds("DATA_CHANGE"));
  const absl::Status unknown = ParseWord("--collector", "pak RT", {"OWNER", "FAMILY"}).status();
  EXPECT_EQ(RenderError(unknown, Format::kTable),
            "blangko: --collector: \"pak RT\" tidak dikenal; pilih salah satu: OWNER, FAMILY\n");
  EXPECT_EQ(ExitCodeOf(unknown), kUsageExit);
}

}  // namespace
}  // namespace blangko::cli
