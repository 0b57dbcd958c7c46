// The agent with an encoder: what becomes of card and blank, whatever the chip does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "printer/agent/fake_station.h"
#include "services/refusal/told.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using scheduler::v1::OutcomeReport;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using ChipState = EncodeProgress::State;

class PlantedBug {
 public:
  explicit PlantedBug(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~PlantedBug() { unsetenv("BLANGKO_PLANT"); }
};

class AgentEncoderTest : public testing::Test {
 protected:
  void SetUp() override { station_.has_encoder = true; }
  void TearDown() override { EXPECT_THAT(station_.server.mistakes, IsEmpty()); }

  void Given(int records) {
    station_.GivenRecords(records);
    ASSERT_OK(station_.Open());
  }
  absl::Status PrintAll() {
    return station_.RunUntil([&] { return station_.server.AllPrinted(); });
  }
  absl::Status RunUntilTold(const AttemptKey& card) {
    return station_.RunUntil([&] { return station_.server.told.contains(card); });
  }
  void Turns(int count) {
    for (int i = 0; i < count; ++i) {
      const auto pause = station_.agent().RunOnce();
      ASSERT_OK(pause);
      station_.clock.Advance(*pause);
    }
  }
  const OutcomeReport& Told(const std::string& record, uint32_t attempt = 1) {
    return station_.server.told[{record, attempt}];
  }
  std::vector<std::string> Reasons() {
    const auto& reasons = station_.server.beats.back().printers(0).reasons();
    return {reasons.begin(), reasons.end()};
  }
  // The server tells the list, two ranges a page.
  void Block(std::vector<int> blanks) {
    station_.server.on_beat = [blanks](const printers::v1::HeartbeatRequest& request,
                                       printers::v1::HeartbeatResponse& response) {
      if (request.blocked_version() == 7) return;
      printers::v1::BlockedBlanks& page = *response.mutable_blocked_blanks();
      page.set_version(7);
      page.set_from_start(request.blocked_asked_version() != 7);
      page.set_last(true);
      for (const int blank : blanks) {
        const std::string uid = FakeEncoder::UidOf(blank);
        if (!page.from_start() && uid <= request.blocked_after()) continue;
        if (page.ranges_size() == 2) page.set_last(false);
        if (page.ranges_size() == 2) return;
        page.add_ranges()->set_first(uid);
        page.mutable_ranges()->rbegin()->set_last(uid);
      }
    };
  }

  FakeStation station_{7};
};

TEST_F(AgentEncoderTest, EveryOutcomeNamesTheChipOfItsBlank) {
  Given(3);
  ASSERT_OK(PrintAll());
  for (const std::string record : {"r1", "r2", "r3"}) {
    EXPECT_EQ(Told(record).blank_uid(), station_.device.chips.at({record, 1}));
  }
}

TEST_F(AgentEncoderTest, AChipThatFailsSpoilsItsBlankAndSendsNoPicture) {
  station_.encoder.ends = ChipState::kFailed;
  Given(1);
  ASSERT_OK(PrintAll());
  EXPECT_EQ(Told("r1").outcome(), scheduler::v1::OUTCOME_SPOILED);
  EXPECT_EQ(Told("r1").reason(), "GAGAL_ENCODE");
  EXPECT_EQ(Told("r1").blank_uid(), FakeEncoder::UidOf(1));
  EXPECT_THAT(station_.device.order, testing::ElementsAre(AttemptKey{"r1", 2}));
  EXPECT_EQ(Told("r1", 2).blank_uid(), FakeEncoder::UidOf(2));
}

TEST_F(AgentEncoderTest, AfterTheJobNeitherUntouchedNorUnknownGivesTheBlankBack) {
  for (const ChipState end : {ChipState::kUntouched, ChipState::kUnknown}) {
    FakeStation station{9};
    station.has_encoder = true;
    station.encoder.ends = end;
    station.GivenRecords(1);
    ASSERT_OK(station.Open());
    ASSERT_OK(station.RunUntil([&] { return station.server.told.contains({"r1", 1}); }));
    const OutcomeReport& told = station.server.told[{"r1", 1}];
    EXPECT_EQ(told.outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
    EXPECT_EQ(told.reason(), end == ChipState::kUnknown ? "ENCODER_NO_END" : "NOT_STARTED");
    EXPECT_EQ(told.blank_uid(), FakeEncoder::UidOf(1));
    EXPECT_TRUE(station.journal().state().IsBlocked("p1"));
    EXPECT_THAT(station.device.order, IsEmpty());
    EXPECT_EQ(station.device.forgotten, 1) << "the printer holds no job any more";
  }
}

TEST_F(AgentEncoderTest, ABlankThatWasUsedIsSetAsideAndTheNextOneAskedFor) {
  station_.encoder.next_blank = 1;
  Given(1);
  ASSERT_OK(PrintAll());
  station_.server.Enqueue("r2");
  Turns(40);
  EXPECT_THAT(Reasons(), Not(Contains("blank-refused"))) << "the same blank may still lie there";
  station_.encoder.next_blank.reset();
  ASSERT_OK(station_.Open());  // a new process does not know the blank that lies there
  ASSERT_OK(station_.RunUntil([&] { return !station_.blanks().set_aside().empty(); }));
  Turns(40);
  EXPECT_THAT(Reasons(), Contains("blank-refused"));
  EXPECT_EQ(station_.device.order.size(), 1U) << "no card is begun";
  EXPECT_FALSE(station_.server.told.contains({"r2", 1})) << "nor given back so soon";
  ASSERT_TRUE(station_.agent().View().refused_blank.has_value());
  EXPECT_EQ(station_.agent().View().refused_blank->uid, FakeEncoder::UidOf(1));
  EXPECT_EQ(station_.agent().View().refused_blank->why, "UID_USED");
  station_.encoder.TakeOut();
  ASSERT_OK(PrintAll());
  EXPECT_FALSE(station_.agent().View().refused_blank.has_value()) << "another blank was taken";
  EXPECT_EQ(Told("r2").blank_uid(), FakeEncoder::UidOf(2));
}

TEST_F(AgentEncoderTest, ABlockedBlankIsRefusedAlsoFromALaterPage) {
  Block({1, 3, 5});
  Given(0);
  Turns(10);
  station_.GivenRecords(2);
  ASSERT_OK(station_.RunUntil([&] { return !station_.blanks().set_aside().empty(); }));
  EXPECT_THAT(station_.blanks().set_aside(), testing::ElementsAre(FakeEncoder::UidOf(1)));
  station_.encoder.next_blank = 5;
  station_.encoder.TakeOut();
  ASSERT_OK(station_.RunUntil([&] { return station_.blanks().set_aside().size() == 2; }));
  EXPECT_THAT(station_.device.order, IsEmpty());
  station_.encoder.next_blank.reset();
  station_.encoder.TakeOut();
  ASSERT_OK(PrintAll());
}

TEST_F(AgentEncoderTest, AChipThatIsKnownOnlyAfterwardsIsCheckedBeforeThePicture) {
  Block({1});
  station_.encoder.reads_before = false;
  Given(1);
  ASSERT_OK(RunUntilTold({"r1", 1}));
  EXPECT_EQ(Told("r1").outcome(), scheduler::v1::OUTCOME_UNCERTAIN);
  EXPECT_EQ(Told("r1").reason(), "UID_BLOCKED");
  EXPECT_THAT(station_.device.order, IsEmpty());
}

TEST_F(AgentEncoderTest, WithoutABlankJobsWaitAndGoBackAfterAWhile) {
  Given(1);
  station_.encoder.empty = true;
  Turns(30);
  EXPECT_THAT(Reasons(), Contains("blank-needed"));
  EXPECT_FALSE(station_.server.told.contains({"r1", 1}));
  station_.clock.Advance(kBlankPatience);
  ASSERT_OK(RunUntilTold({"r1", 1}));
  EXPECT_EQ(Told("r1").outcome(), scheduler::v1::OUTCOME_RELEASED);
  EXPECT_EQ(Told("r1").reason(), "NO_BLANK");
  EXPECT_EQ(Told("r1").blank_uid(), "");
  station_.encoder.empty = false;
  ASSERT_OK(PrintAll());
}

TEST_F(AgentEncoderTest, AnEncoderThatIsDownTakesNoJobs) {
  station_.encoder.is_down = true;
  Given(1);
  Turns(30);
  EXPECT_THAT(Reasons(), Contains("encoder-down"));
  EXPECT_EQ(station_.server.record("r1").attempt, 0U);
  station_.encoder.is_down = false;
  ASSERT_OK(PrintAll());
}

TEST_F(AgentEncoderTest, FindsAStationThatPrintsOnAUsedBlank) {
  const PlantedBug bug("used-uid-unnoticed");
  station_.encoder.next_blank = 1;
  Given(1);
  ASSERT_OK(PrintAll());
  station_.server.Enqueue("r2");
  ASSERT_OK(station_.Open());
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.chips.at({"r1", 1}), station_.device.chips.at({"r2", 1}));
}

TEST_F(AgentEncoderTest, FindsAStationThatPrintsOnABlockedBlank) {
  const PlantedBug bug("blocked-uid-printed");
  Block({1});
  Given(0);
  Turns(10);
  station_.GivenRecords(1);
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.chips.at({"r1", 1}), FakeEncoder::UidOf(1));
}

}  // namespace
}  // namespace blangko::printer
