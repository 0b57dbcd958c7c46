#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "printer/power/fake_upsd.h"
#include "printer/power/nut_client.h"
#include "printer/power/power_rule.h"
#include "printer/power/power_watch.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using State = PowerReading::State;
using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

PowerReading Saying(State state) {
  PowerReading reading;
  reading.state = state;
  return reading;
}

std::string ListOf(const std::string& status) {
  return absl::StrCat("BEGIN LIST VAR ups\nVAR ups ups.status \"", status,
                      "\"\nVAR ups battery.charge \"87.6\"\nVAR ups battery.runtime \"1260\"\n",
                      "VAR other ups.status \"OB\"\nEND LIST VAR ups\n");
}

TEST(UpsAddress, IsNutsOwnForm) {
  const UpsAddress full = ParseUpsAddress("kecamatan@10.0.0.2:34930").value();
  EXPECT_EQ(absl::StrCat(full.name, " ", full.host, " ", full.port), "kecamatan 10.0.0.2 34930");
  const UpsAddress shortest = ParseUpsAddress("ups").value();
  EXPECT_EQ(absl::StrCat(shortest.name, " ", shortest.host, " ", shortest.port), "ups 127.0.0.1 3493");
  for (const char* wrong :
       {"", "@host", "a b", "ups@", "ups@host:", "ups@host:0", "ups@host:70000", "ups\nx"}) {
    EXPECT_THAT(ParseUpsAddress(wrong), StatusIs(StatusCode::kInvalidArgument)) << wrong;
  }
}

TEST(NutProtocol, ReadsQuotedWords) {
  EXPECT_THAT(WordsOf(R"(VAR u ups.mfr "A \"B\" \\ C" "")"),
              ElementsAre("VAR", "u", "ups.mfr", R"(A "B" \ C)", ""));
  EXPECT_THAT(WordsOf("ERR  DATA-STALE\r"), ElementsAre("ERR", "DATA-STALE"));
  EXPECT_THAT(WordsOf("\"never closed"), ElementsAre("never closed"));
}

TEST(NutProtocol, KnowsWhenAListIsWhole) {
  EXPECT_FALSE(IsWholeList(""));
  EXPECT_FALSE(IsWholeList("BEGIN LIST VAR ups\nVAR ups a \"b\"\n"));
  EXPECT_FALSE(IsWholeList("BEGIN LIST VAR ups\nEND LIST VAR u"));
  EXPECT_FALSE(IsWholeList("ERR DATA"));
  EXPECT_TRUE(IsWholeList("ERR DATA-STALE\n"));
  EXPECT_TRUE(IsWholeList(ListOf("OL")));
  EXPECT_TRUE(IsWholeList("HTTP/1.1 400\n")) << "no more of it is wanted";
}

TEST(NutProtocol, SaysWhatUpsdSaid) {
  EXPECT_THAT(ParseVariables("ERR DATA-STALE\n", "ups"),
              StatusIs(StatusCode::kUnavailable, HasSubstr("DATA-STALE")));
  EXPECT_THAT(ParseVariables("ERR UNKNOWN-UPS\n", "ups"), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(ParseVariables("HTTP/1.1 400\n", "ups"), StatusIs(StatusCode::kInternal));
  EXPECT_THAT(ParseVariables("BEGIN LIST VAR ups\n", "ups"), StatusIs(StatusCode::kInternal));
  EXPECT_THAT(ParseUpsNames("BEGIN LIST UPS\nUPS a \"x y\"\nUPS b \"\"\nEND LIST UPS\n"),
              IsOkAndHolds(ElementsAre("a", "b")));
}

struct StatusCase {
  const char* status;
  State want;
};

TEST(NutProtocol, UnderstandsTheStatusOfAUps) {
  const std::vector<StatusCase> cases = {
      {"OL", State::kOnLine},        {"OL CHRG", State::kOnLine},
      {"OL LB RB", State::kOnLine},  {"OB DISCHRG", State::kOnBattery},
      {"OB LB", State::kLowBattery}, {"FSD OL", State::kLowBattery},
      {"OL OB", State::kOnBattery},  {"OFF", State::kUnknown},
      {"", State::kUnknown},         {"BYPASS", State::kUnknown},
      {"OLOB", State::kUnknown},     {"ol", State::kUnknown},
  };
  for (const StatusCase& one : cases) {
    const PowerReading reading = ReadingOf(ParseVariables(ListOf(one.status), "ups").value());
    EXPECT_EQ(reading.state, one.want) << one.status;
    EXPECT_EQ(reading.why.empty(), one.want != State::kUnknown) << one.status;
  }
}

TEST(NutProtocol, TakesOnlyNumbersThatCanBe) {
  const PowerReading good = ReadingOf({{"battery.charge", "87.6"}, {"battery.runtime", "1260"}});
  EXPECT_EQ(good.battery_percent, 87);
  EXPECT_EQ(good.runtime_seconds, 1260);
  const PowerReading bad = ReadingOf({{"battery.charge", "870"}, {"battery.runtime", "-1e30"}});
  EXPECT_EQ(bad.battery_percent, -1);
  EXPECT_EQ(bad.runtime_seconds, -1);
}

TEST(NutClient, AsksAndReads) {
  std::string asked;
  const FakeUpsd upsd([&](const std::string& line) {
    asked = line;
    return ListOf("OB DISCHRG");
  });
  const PowerReading reading = NutClient({"ups", "127.0.0.1", upsd.port()}).Ask().value();
  EXPECT_EQ(reading.state, State::kOnBattery);
  EXPECT_EQ(reading.battery_percent, 87);
  EXPECT_EQ(asked, "LIST VAR ups\n");
}

TEST(NutClient, NamesTheUpsesThatThereAre) {
  const FakeUpsd upsd([](const std::string& line) {
    return line == "LIST UPS\n" ? "BEGIN LIST UPS\nUPS kantor \"a\"\nUPS rumah \"b\"\nEND LIST UPS\n"
                                : "ERR UNKNOWN-UPS\n";
  });
  EXPECT_THAT(NutClient({"ups", "127.0.0.1", upsd.port()}).Ask(),
              StatusIs(StatusCode::kNotFound, HasSubstr("got ups, want one of: kantor, rumah")));
}

TEST(NutClient, GivesUpOnSilenceGarbageAndEndlessAnswers) {
  const FakeUpsd silent([](const std::string&) { return ""; });
  EXPECT_THAT(NutClient({"ups", "127.0.0.1", silent.port()}, absl::Milliseconds(50)).Ask(),
              StatusIs(StatusCode::kUnavailable, HasSubstr("no answer in time")));
  const FakeUpsd other([](const std::string&) { return "HTTP/1.1 400 Bad Request\r\n\r\n"; });
  EXPECT_THAT(NutClient({"ups", "127.0.0.1", other.port()}).Ask(), StatusIs(StatusCode::kInternal));
  const FakeUpsd endless(
      [](const std::string&) { return "BEGIN LIST VAR ups\n" + std::string(200'000, 'x'); });
  EXPECT_THAT(NutClient({"ups", "127.0.0.1", endless.port()}).Ask(),
              StatusIs(StatusCode::kInternal, HasSubstr("no end")));
}

TEST(NutClient, SaysThatNobodyListens) {
  int port = 0;
  {
    port = FakeUpsd([](const std::string&) { return ""; }).port();
  }
  EXPECT_THAT(NutClient({"ups", "127.0.0.1", port}).Ask(),
              StatusIs(StatusCode::kUnavailable, HasSubstr("refused")));
}

class PowerRuleTest : public testing::Test {
 protected:
  void After(absl::Duration time, State state) {
    now_ += time;
    rule_.Take(Saying(state), now_);
  }

  absl::Time now_ = absl::UnixEpoch();
  PowerRule rule_{PowerPolicy{}};
};

TEST_F(PowerRuleTest, NoCardBeginsOnBatteryOrBeforeMainsIsStable) {
  After(absl::ZeroDuration(), State::kOnLine);
  EXPECT_TRUE(rule_.MayBegin());
  After(absl::Seconds(2), State::kOnBattery);
  EXPECT_FALSE(rule_.MayBegin());
  After(absl::Hours(2), State::kLowBattery);
  After(absl::Seconds(2), State::kOnLine);
  EXPECT_FALSE(rule_.MayBegin());
  After(absl::Seconds(14), State::kOnLine);
  EXPECT_FALSE(rule_.MayBegin()) << "mains is back for 14 s only";
  EXPECT_EQ(rule_.away_since(), absl::UnixEpoch() + absl::Seconds(2));
  After(absl::Seconds(1), State::kOnLine);
  EXPECT_TRUE(rule_.MayBegin());
}

TEST_F(PowerRuleTest, ABreakBeginsTheWaitAnew) {
  After(absl::ZeroDuration(), State::kOnBattery);
  After(absl::Seconds(10), State::kOnLine);
  After(absl::Seconds(10), State::kOnBattery);
  After(absl::Seconds(10), State::kOnLine);
  After(absl::Seconds(10), State::kOnLine);
  EXPECT_FALSE(rule_.MayBegin());
}

TEST_F(PowerRuleTest, NobodyKnowingIsForThePolicyToDecide) {
  PowerRule strict{PowerPolicy{.print_when_unknown = false}};
  EXPECT_FALSE(strict.MayBegin()) << "nothing was read yet";
  strict.Take(Saying(State::kUnknown), now_);
  EXPECT_FALSE(strict.MayBegin());
  strict.Take(Saying(State::kOnLine), now_);
  EXPECT_TRUE(strict.MayBegin());
  After(absl::ZeroDuration(), State::kUnknown);
  EXPECT_TRUE(rule_.MayBegin());
}

// upsd or its driver often dies with the power.
TEST_F(PowerRuleTest, NobodyKnowingRightAfterABatteryStillIsOne) {
  After(absl::ZeroDuration(), State::kOnBattery);
  After(absl::Minutes(9), State::kUnknown);
  EXPECT_FALSE(rule_.MayBegin());
  After(absl::Minutes(1), State::kUnknown);
  EXPECT_TRUE(rule_.MayBegin());
}

TEST_F(PowerRuleTest, APlantedBugIsSeen) {
  ASSERT_EQ(setenv("BLANGKO_PLANT", "battery-ignored", 1), 0);
  After(absl::ZeroDuration(), State::kOnBattery);
  EXPECT_TRUE(rule_.MayBegin()) << "the bug is not planted";
  ASSERT_EQ(unsetenv("BLANGKO_PLANT"), 0);
  After(absl::ZeroDuration(), State::kOnBattery);
  EXPECT_FALSE(rule_.MayBegin());
}

TEST(PowerWatch, BelievesAReadingForTenSeconds) {
  ManualClock steady(absl::UnixEpoch());
  absl::StatusOr<PowerReading> answer = Saying(State::kOnBattery);
  PowerWatch watch([&] { return answer; }, steady);
  EXPECT_EQ(watch.Read().state, State::kUnknown);
  watch.RunOnce();
  EXPECT_EQ(watch.Read().state, State::kOnBattery);
  answer = absl::UnavailableError("upsd: DATA-STALE");
  steady.Advance(absl::Seconds(10));
  watch.RunOnce();
  EXPECT_EQ(watch.Read().state, State::kOnBattery);
  steady.Advance(absl::Seconds(1));
  EXPECT_EQ(watch.Read().state, State::kUnknown);
  EXPECT_EQ(watch.Read().why, "upsd: DATA-STALE");
}

}  // namespace
}  // namespace blangko::printer
