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
  EXPECT_THAT(ParseEnum<records::v1::RecordState>("--state", "nix"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("READY, HELD")));
  EXPECT_FALSE(ParseEnum<records::v1::RecordState>("--state", "unspecified").ok());
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
  EXPECT_EQ(ExitCodeOf(UsageError("x")), 2);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("x")), 3);
  EXPECT_EQ(ExitCodeOf(absl::DeadlineExceededError("x")), 3);
}

TEST(Errors, SilenceNamesTheServer) {
  EXPECT_THAT(NameServer(absl::UnavailableError("x"), "10.0.0.1:7"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("10.0.0.1:7")));
  EXPECT_EQ(NameServer(Refuse(Reason::kStoreUnavailable), "10.0.0.1:7"), Refuse(Reason::kStoreUnavailable));
}

TEST(Errors, ANikThatWasTypedIsNotRepeated) {
  EXPECT_EQ(RenderError(UsageError("--at: got \"1405020101909001\", want a day"), Format::kTable),
            "blangko: --at: got \"************9001\", want a day\n");
}

TEST(Errors, PeopleGetReasonAndBothSentences) {
  EXPECT_EQ(RenderError(Refuse(Reason::kNoBlanks, {{"site", "14.05"}}), Format::kTable),
            "blangko: NO_BLANKS: There is no free blank at 14.05.\n"
            "         Tidak ada blangko tersedia di 14.05.\n");
  EXPECT_EQ(
      RenderError(Refuse(Reason::kNoBlanks, {{"site", "14.05"}}), Format::kJson),
      "{\"error\": {\"code\": \"FAILED_PRECONDITION\", \"reason\": \"NO_BLANKS\", \"message\": \"There is no free "
      "blank at 14.05.\", \"message_id\": \"Tidak ada blangko tersedia di 14.05.\"}}\n");
}

}  // namespace
}  // namespace blangko::cli
