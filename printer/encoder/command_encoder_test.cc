#include "printer/encoder/command_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/chip_uid.h"
#include "printer/encoder/encode_answer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wait.h"

namespace blangko::printer {
namespace {

using State = EncodeProgress::State;
using absl::StatusCode;

constexpr char kDone[] = R"({"result":"done","uid":"04:a2:11:5b:9c:70:80"})";
const AttemptKey kCard{"r1", 2};

TEST(ChipUid, IsWrittenInOneWay) {
  EXPECT_THAT(ParseChipUid("04:a2-11 5b9C7080"), IsOkAndHolds("04A2115B9C7080"));
  EXPECT_THAT(ParseChipUid("9a0b0c0d"), IsOkAndHolds("9A0B0C0D"));
  EXPECT_THAT(ChipUidOf(std::string(10, '\x11')), IsOkAndHolds(std::string(20, '1')));
  for (const char* wrong : {"", "04", "04A2115B9C708", "04A2115B9C7080FF", "zzzzzzzz", "080B0C0D"}) {
    EXPECT_THAT(ParseChipUid(wrong), StatusIs(StatusCode::kInvalidArgument)) << wrong;
  }
}

struct AnswerCase {
  const char* name;
  int exit_status;
  std::string output;
  State want;
  const char* detail;  // the UID, else the reason
};

std::vector<AnswerCase> AnswerCases() {
  return {
      {"done", 0, std::string(kDone) + "\n", State::kDone, "04A2115B9C7080"},
      {"done without line end", 0, kDone, State::kDone, "04A2115B9C7080"},
      {"done without a UID", 0, R"({"result":"done"})", State::kDone, ""},
      {"fields of tomorrow", 0, R"({"result":"done","voltage":5})", State::kDone, ""},
      {"failed", 0, R"({"result":"failed","reason":"AUTH_REFUSED"})", State::kFailed, "AUTH_REFUSED"},
      {"a reason that may name a person", 0, R"({"result":"failed","reason":"Budi Santoso"})", State::kFailed,
       "ENCODER_FAILED"},
      {"untouched", 0, R"({"result":"untouched","reason":"NO_BLANK"})", State::kUntouched, "NO_BLANK"},
      {"unknown", 0, R"({"result":"unknown"})", State::kUnknown, "ENCODER_UNKNOWN"},
      {"a result of tomorrow", 0, R"({"result":"perhaps"})", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"no result", 0, "{}", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"nothing", 0, "", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"half a line", 0, R"({"result":"do)", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"a list", 0, R"([{"result":"done"}])", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"words", 0, "OK\n", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"two lines", 0, absl::StrCat(kDone, "\n", kDone, "\n"), State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"no UTF-8", 0, "{\"result\":\"done\xff\"}", State::kUnknown, "ENCODER_ANSWER_UNREADABLE"},
      {"a wrong UID", 0, R"({"result":"done","uid":"04"})", State::kUnknown, "UID_UNREADABLE"},
      {"done, but it died", 1, kDone, State::kUnknown, "ENCODER_DIED"},
      {"failed, but it died", 139, R"({"result":"failed"})", State::kUnknown, "ENCODER_DIED"},
      {"untouched, but it died", 1, R"({"result":"untouched"})", State::kUnknown, "ENCODER_DIED"},
  };
}

TEST(EncodeAnswer, IsCertainOnlyWhenItSaysSo) {
  for (const AnswerCase& one : AnswerCases()) {
    const EncodeProgress progress = JudgeAnswer(one.exit_status, one.output);
    EXPECT_EQ(progress.state, one.want) << one.name;
    EXPECT_EQ(one.want == State::kDone ? progress.uid : progress.reason, one.detail) << one.name;
  }
}

// A blank that may carry somebody's data would go back on the pile.
TEST(EncodeAnswer, APlantedBugIsSeen) {
  ASSERT_EQ(setenv("BLANGKO_PLANT", "lost-answer-is-failure", 1), 0);
  EXPECT_EQ(JudgeAnswer(1, "").state, State::kFailed) << "the bug is not planted";
  ASSERT_EQ(unsetenv("BLANGKO_PLANT"), 0);
  EXPECT_EQ(JudgeAnswer(1, "").state, State::kUnknown);
}

class CommandEncoderTest : public testing::Test {
 protected:
  // A shell script as the encoder program.
  void Given(const std::string& script, absl::Duration limit = absl::Seconds(20)) {
    const std::string path = folder_.File("encoder");
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    encoder_.emplace(CommandEncoderConfig{.program = path, .printer_id = "p1", .limit = limit}, steady_);
  }
  EncodeProgress Encode() {
    encoder_->Begin(kCard);
    EncodeProgress progress;
    EXPECT_TRUE(support::WaitUntil(
        [&] {
          progress = encoder_->Poll();
          return progress.state != State::kBusy;
        },
        absl::Seconds(30)));
    return progress;
  }
  std::string Read(const std::string& name) {
    std::stringstream text;
    text << std::ifstream(folder_.File(name)).rdbuf();
    return text.str();
  }

  const TempDir folder_;
  const SteadyClock steady_{};
  std::optional<CommandEncoder> encoder_;
};

TEST_F(CommandEncoderTest, TellsTheIdsAndTakesTheUid) {
  Given(absl::StrCat("cat >", folder_.File("told"), "\nprintf '%s\\n' '", kDone, "'"));
  EXPECT_EQ(encoder_->LookAtBlank().state, BlankView::State::kReady);
  const EncodeProgress progress = Encode();
  EXPECT_EQ(progress.state, State::kDone);
  EXPECT_EQ(progress.uid, "04A2115B9C7080");
  EXPECT_EQ(Read("told"), "{\"record\":\"r1\",\"attempt\":2,\"printer\":\"p1\"}\n");
}

TEST_F(CommandEncoderTest, AProgramThatDoesNotReadIsNoTrouble) {
  Given("exec <&-; echo '{\"result\":\"failed\",\"reason\":\"NO_SAM\"}'");
  EXPECT_EQ(Encode().reason, "NO_SAM");
}

TEST_F(CommandEncoderTest, AProgramThatCannotBeStartedHasTouchedNothing) {
  Given("exit 0");
  std::ofstream(folder_.File("encoder")) << "#!/no/such/shell\n";
  const EncodeProgress progress = Encode();
  EXPECT_EQ(progress.state, State::kUntouched);
  EXPECT_EQ(progress.reason, "ENCODER_NOT_STARTED");
  std::filesystem::remove(folder_.File("encoder"));
  EXPECT_EQ(encoder_->LookAtBlank().state, BlankView::State::kDown);
}

TEST_F(CommandEncoderTest, AProgramWithoutEndIsKilledWithItsChildrenAndNobodyKnows) {
  Given(absl::StrCat("sleep 1000 & echo $! >", folder_.File("pid"), "\nwait"), absl::Milliseconds(300));
  const EncodeProgress progress = Encode();
  EXPECT_EQ(progress.state, State::kUnknown);
  EXPECT_EQ(progress.reason, "ENCODER_NO_END");
  EXPECT_TRUE(support::WaitUntil([&] { return encoder_->LookAtBlank().state == BlankView::State::kReady; },
                                 absl::Seconds(20)))
      << "the next card waits for its end, and no longer";
  int pid = 0;
  ASSERT_TRUE(absl::SimpleAtoi(Read("pid"), &pid)) << Read("pid");
  const auto ended = [&] {  // gone, or nobody has waited for it yet
    std::ifstream state(absl::StrCat("/proc/", pid, "/stat"));
    std::string text;
    return !std::getline(state, text) || text.find(") Z ") != std::string::npos;
  };
  EXPECT_TRUE(support::WaitUntil(ended, absl::Seconds(20)));
}

TEST_F(CommandEncoderTest, AFloodOfWordsEndsIt) {
  Given("while :; do echo 0123456789012345678901234567890123456789; done");
  const EncodeProgress progress = Encode();
  EXPECT_EQ(progress.state, State::kUnknown);
  EXPECT_EQ(progress.reason, "ENCODER_ANSWER_UNREADABLE");
}

TEST_F(CommandEncoderTest, AProgramThatDiesIsInDoubt) {
  Given(absl::StrCat("echo '", kDone, "'; kill -9 $$"));
  EXPECT_EQ(Encode().reason, "ENCODER_DIED");
}

TEST_F(CommandEncoderTest, DoesNotWaitForWhatTheProgramLeavesBehind) {
  Given(absl::StrCat("sleep 1000 & echo $! >", folder_.File("pid"), "\necho '", kDone, "'"));
  EXPECT_EQ(Encode().state, State::kDone);
  int pid = 0;
  ASSERT_TRUE(absl::SimpleAtoi(Read("pid"), &pid));
  kill(pid, SIGKILL);
}

}  // namespace
}  // namespace blangko::printer
