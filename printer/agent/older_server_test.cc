// A server that holds less than it acknowledged: a restored one, or an old copy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "printer/agent/agent.h"
#include "printer/agent/fake_station.h"
#include "services/refusal/refusal.h"
#include "tests/support/status_matchers.h"

namespace blangko::printer {
namespace {

using testing::IsEmpty;
using State = FakeServer::State;

class OlderServerTest : public testing::Test {
 protected:
  void TearDown() override { EXPECT_THAT(station_.server.mistakes, IsEmpty()); }

  void Given(int records) {
    station_.GivenRecords(records);
    ASSERT_OK(station_.Open());
  }
  absl::Status PrintAll() {
    return station_.RunUntil([&] { return station_.server.AllPrinted(); });
  }
  // Three cards are done and acknowledged; then the server holds one of these facts, and has work. What it was told.
  uint64_t MeetOldServer() {
    Given(3);
    EXPECT_OK(PrintAll());
    EXPECT_OK(station_.RunUntil([&] { return station_.journal().state().unbooked().empty(); }));
    uint64_t told = 0;
    station_.server.on_beat = [&told](const printers::v1::HeartbeatRequest& request,
                                      printers::v1::HeartbeatResponse& response) {
      told = request.acknowledged_seq();
      response.set_last_seq(1);
    };
    station_.clock.Advance(station_.config.heartbeat_every);
    EXPECT_OK(station_.agent().RunOnce());
    station_.server.Enqueue("r4");
    const size_t beats = station_.server.beats.size();
    EXPECT_OK(station_.RunUntil([&] { return station_.server.beats.size() > beats + 2; }));
    station_.server.on_beat = nullptr;
    return told;
  }

  FakeStation station_{7};
};

TEST_F(OlderServerTest, ReportsAgainWhatARestoredServerHasLost) {
  Given(3);
  ASSERT_OK(PrintAll());
  ASSERT_OK(station_.RunUntil([&] { return station_.journal().state().unbooked().empty(); }));
  station_.server.LoseFactsAfter(1);
  for (const char* id : {"r2", "r3"}) station_.server.record(id).state = State::kStarted;
  station_.clock.Advance(station_.config.heartbeat_every);
  ASSERT_OK(PrintAll());
  EXPECT_EQ(station_.device.order.size(), 3U) << "reported again, not printed again";
}

// What an old copy of the server grants may be printed already.
TEST_F(OlderServerTest, BeginsNoCardForAServerThatIsOlderThanWhatItAcknowledged) {
  const uint64_t told = MeetOldServer();
  EXPECT_EQ(told, 3U) << "the server hears what it acknowledged";
  EXPECT_EQ(station_.device.order.size(), 3U);
  EXPECT_THAT(station_.agent().View().hindered_by, testing::Contains("server-went-back"));
  ASSERT_OK(station_.RunUntil([&] { return station_.device.order.size() == 4; }));
}

TEST_F(OlderServerTest, CatchesOldServerPrintedFor) {
  setenv("BLANGKO_PLANT", "old-server-printed-for", 1);
  MeetOldServer();
  unsetenv("BLANGKO_PLANT");
  EXPECT_EQ(station_.device.order.size(), 4U);
}

TEST_F(OlderServerTest, AServerThatAwaitsTheJournalAnswersAndSaysSo) {
  station_.server.refusal = RefuseForNow(Reason::kJournalAwaited, absl::Seconds(30), {{"station", "s1"}});
  Given(1);
  ASSERT_OK(station_.RunUntil([&] { return !station_.agent().View().refusal.ok(); }));
  EXPECT_TRUE(station_.agent().View().link_up);
  EXPECT_EQ(ReasonOf(station_.agent().View().refusal), "JOURNAL_AWAITED");
  station_.server.refusal = absl::OkStatus();
  ASSERT_OK(PrintAll());
}

}  // namespace
}  // namespace blangko::printer
