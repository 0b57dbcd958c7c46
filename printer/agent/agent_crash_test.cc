// Kills the agent at every step it takes towards disk, server and printer, and counts the cards afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "printer/agent/fake_station.h"

namespace blangko::printer {
namespace {

constexpr int kRecords = 5;

struct Setting {
  JournalLimits limits = {};
  bool loses_devices = false;  // the journal is on two, and with the power one of them may go
  bool encodes = false;        // every blank has a chip; in some worlds its UID is known only afterwards
};

// Hardly an entry fits into a segment, and what the server has may go at once.
constexpr JournalLimits kTinySegments = {.segment_bytes = 250, .keep = absl::ZeroDuration()};
constexpr Setting kRotates = {.limits = kTinySegments};
constexpr Setting kLosesDevices = {.limits = {}, .loses_devices = true};
constexpr Setting kEncodes = {.limits = {}, .loses_devices = false, .encodes = true};
constexpr Setting kEncodesAndRotates = {.limits = kTinySegments, .loses_devices = false, .encodes = true};
constexpr Setting kRotatesAndLosesDevices = {.limits = kTinySegments, .loses_devices = true};

// The policy trusts the driver in every second world.
void Prepare(FakeStation& station, uint64_t seed, const Setting& setting) {
  station.server.trusts_driver = seed % 4 < 2;
  station.limits = setting.limits;
  station.has_copy = setting.loses_devices;
  station.has_encoder = setting.encodes;
  station.encoder.reads_before = seed % 2 == 0;
  if (!setting.loses_devices) return;
  station.after_power_cut = [&station] {
    const uint64_t lost = station.rng().Below(3);
    if (lost == 1) station.disk.LoseAll();
    if (lost == 2) station.copy.LoseAll();
  };
}

void KillSoon(FakeStation& station) {
  station.fate.KillAt(station.fate.steps() + 1 + static_cast<int64_t>(station.rng().Below(60)));
}

// Starts the station again and again until every record is printed, killing it so many times more. Empty when all
// is as it must be.
std::string LiveOn(FakeStation& station, int more_kills) {
  for (int life = 0; life < 40 && !station.server.AllPrinted(); ++life) {
    absl::Status end = station.Open();
    const auto stuck = [&] {
      const JournalState& state = station.journal().state();
      return station.server.AllPrinted() || state.IsBlocked("p1") || !state.waiting().empty();
    };
    while (end.ok() && !station.server.AllPrinted()) {
      end = station.RunUntil(stuck);
      if (end.ok()) end = station.LookAtWaiting();
      if (!end.ok()) break;
      const auto reported = [&] { return station.journal().state().unbooked().empty(); };
      end = station.RunUntil(reported);
      if (end.ok()) end = station.LookAndClear();
    }
    if (end.ok()) break;
    if (!station.fate.dead()) return std::string(end.message());
    station.CutPower();
    if (more_kills-- > 0) KillSoon(station);
  }
  return station.server.AllPrinted() ? "" : "it never ends";
}

// Every card that the printer was sent is told with its own chip, and no chip with two cards.
std::string JudgeChips(FakeStation& station) {
  std::set<std::string> seen;
  for (const auto& [card, chip] : station.device.chips) {
    const std::string& told = station.server.told[card].blank_uid();
    if (told != chip) return absl::StrCat("card ", card.record_id, " has chip ", chip, ", told '", told, "'");
    if (!seen.insert(chip).second) return absl::StrCat("chip ", chip, " is in two cards");
  }
  return "";
}

// What a count of the cards and the server's complaints say.
std::string Judge(FakeStation& station) {
  for (const std::string& mistake : station.server.mistakes) return mistake;
  for (const auto& [id, record] : station.server.records()) {
    const int cards = station.device.GoodCards(id);
    if (cards != 1) return absl::StrCat("record ", id, " has ", cards, " cards");
  }
  return JudgeChips(station);
}

// One life that is killed at `step`, and the lives after it.
std::string RunKilledAt(int64_t step, uint64_t seed, const Setting& setting, bool* killed) {
  FakeStation station(seed);
  Prepare(station, seed, setting);
  station.GivenRecords(kRecords);
  station.device.spoil_next["r2"] = 1;
  if (seed % 2 == 0) station.device.looks_needed = 3;
  station.fate.KillAt(step);
  const std::string lives = LiveOn(station, 0);
  *killed = station.fate.steps() >= step;
  return lives.empty() ? Judge(station) : lives;
}

// The first complaint over every step and some ways to lose unsynced bytes.
std::string KillEverywhere(const Setting& setting = {}) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    bool killed = true;
    for (int64_t step = 1; killed; ++step) {
      const std::string complaint = RunKilledAt(step, seed, setting, &killed);
      if (!complaint.empty()) return absl::StrCat("seed ", seed, " step ", step, ": ", complaint);
    }
  }
  return "";
}

// Kills again and again, at distances drawn from the seed.
std::string KillOften(uint64_t seed, const Setting& setting = {}) {
  FakeStation station(seed);
  Prepare(station, seed, setting);
  station.GivenRecords(kRecords);
  KillSoon(station);
  station.server.lose_reply = station.rng().OneIn(2);
  const std::string lives = LiveOn(station, 12);
  if (!lives.empty()) return lives;
  return Judge(station);
}

class PlantedBug {
 public:
  explicit PlantedBug(const char* name) { setenv("BLANGKO_PLANT", name, 1); }
  ~PlantedBug() { unsetenv("BLANGKO_PLANT"); }
};

TEST(AgentCrash, NoKillMakesASecondCardOrLosesOne) { EXPECT_EQ(KillEverywhere(), ""); }

TEST(AgentCrash, RepeatedKillsAndLostRepliesMakeNoSecondCard) {
  for (uint64_t seed = 1; seed <= 300; ++seed) ASSERT_EQ(KillOften(seed), "") << "seed " << seed;
}

TEST(AgentCrash, NoKillInARotationMakesASecondCardOrLosesOne) { EXPECT_EQ(KillEverywhere(kRotates), ""); }

TEST(AgentCrash, RepeatedKillsInRotationsMakeNoSecondCard) {
  for (uint64_t seed = 1; seed <= 100; ++seed) ASSERT_EQ(KillOften(seed, kRotates), "") << "seed " << seed;
}

TEST(AgentCrash, NoLossOfADeviceMakesASecondCardOrLosesOne) {
  EXPECT_EQ(KillEverywhere(kLosesDevices), "");
  EXPECT_EQ(KillEverywhere(kRotatesAndLosesDevices), "");
}

TEST(AgentCrash, RepeatedLossesOfDevicesMakeNoSecondCard) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    ASSERT_EQ(KillOften(seed, kRotatesAndLosesDevices), "") << "seed " << seed;
  }
}

TEST(AgentCrash, NoKillWithAnEncoderMakesASecondCardOrLosesAChip) {
  EXPECT_EQ(KillEverywhere(kEncodes), "");
  EXPECT_EQ(KillEverywhere(kEncodesAndRotates), "");
}

TEST(AgentCrash, RepeatedKillsWithAnEncoderMakeNoSecondCard) {
  for (uint64_t seed = 1; seed <= 200; ++seed) ASSERT_EQ(KillOften(seed, kEncodes), "") << "seed " << seed;
}

TEST(AgentCrash, FindsAnAgentThatWritesDownTheChipAfterThePicture) {
  const PlantedBug bug("encode-entry-after-send");
  EXPECT_THAT(KillEverywhere(kEncodes), testing::HasSubstr("has chip"));
}

TEST(AgentCrash, FindsACopyThatIsNotSynced) {
  const PlantedBug bug("copy-not-synced");
  EXPECT_NE(KillEverywhere(kLosesDevices), "");
}

TEST(AgentCrash, FindsARotationThatForgetsABegunCard) {
  const PlantedBug bug("rotation-drops-open-intent");
  EXPECT_NE(KillEverywhere(kRotates), "");
}

TEST(AgentCrash, FindsAnAgentThatSendsACardAgain) {
  const PlantedBug bug("resend-after-crash");
  EXPECT_THAT(KillEverywhere(), testing::HasSubstr("has 2 cards"));
}

TEST(AgentCrash, FindsAnAgentThatWritesItsJobAfterTheDocument) {
  const PlantedBug bug("job-entry-after-send");
  EXPECT_THAT(KillEverywhere(), testing::HasSubstr("2 cards"));
}

TEST(AgentCrash, FindsAnAgentThatWritesItsIntentAfterTheAct) {
  const PlantedBug bug("intent-after-act");
  EXPECT_THAT(KillEverywhere(), testing::HasSubstr("has 2 cards"));
}

}  // namespace
}  // namespace blangko::printer
