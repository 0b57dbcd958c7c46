// Pekanbaru, August 2013: rolling power cuts over twelve sub-districts, each with a print station and blanks of its own.
#include <map>

#include "tests/scenarios/scenario.h"

namespace blangko::scenarios {
namespace {

constexpr int64_t kBlanksEach = 50;

class Pekanbaru : public Scenario {
 protected:
  void SetUp() override {
    spec_ = *cases::FindCase("pekanbaru");
    Begin(spec_, absl::CivilMinute(2013, 8, 19, 8, 0), true);
    rows_ = cases::MakeRows(spec_);
    ImportRows(rows_);
    ReceiveBlanks(spec_.blanks);
    for (const cases::District& district :
         cases::MadeUpRegency(spec_.regency, spec_.made_up_districts, 1).districts) {
      ASSERT_OK(office().Transfer(regency(), district.code, "LOT-1", kBlanksEach));
      stations_[district.code] = &AddStation("kec-" + district.code.substr(6), {district.code});
    }
  }

  Ids PrintAt(const std::string& site) {
    const auto printed = stations_.at(site)->PrintUpTo(1000);
    EXPECT_TRUE(printed.ok()) << printed.status();
    return printed.ok() ? *printed : Ids();
  }

  CaseSpec spec_;
  std::vector<CaseRow> rows_;
  std::map<std::string, support::StationClient*> stations_;
};

TEST_F(Pekanbaru, OneSiteIsDownTheOthersGoOnAndNobodyLosesAPlace) {
  ASSERT_EQ(stations_.size(), 12u);
  const std::string sukajadi = regency() + ".01";
  const Ids waiting = ReadyIds(sukajadi);
  ASSERT_GT(waiting.size(), 10u);
  for (const auto& [site, station] : stations_) {
    if (site == sukajadi) continue;
    const Ids line = ReadyIds(site);
    const size_t want = std::min<size_t>(line.size(), kBlanksEach);
    EXPECT_EQ(PrintAt(site), Ids(line.begin(), line.begin() + static_cast<ptrdiff_t>(want))) << site;
  }
  EXPECT_EQ(ReadyIds(sukajadi), waiting);
  EXPECT_EQ(Available(sukajadi), kBlanksEach);
  Set(absl::CivilMinute(2013, 8, 20, 8, 0));
  EXPECT_EQ(PrintAt(sukajadi), waiting) << "fewer than its blanks: all of them, in their order";
  ExpectExactEquation();
}

TEST_F(Pekanbaru, TheMainServerDownStopsAllTwelveAndNothingIsLost) {
  std::map<std::string, Ids> lines;
  for (const auto& [site, station] : stations_) lines[site] = ReadyIds(site);
  RestartServer();
  for (const auto& [site, line] : lines) {
    EXPECT_EQ(ReadyIds(site), line) << site;
    EXPECT_EQ(Available(site), kBlanksEach) << site;
  }
  ExpectExactEquation();
}

TEST_F(Pekanbaru, AStationGetsNothingOfAnotherSite) {
  const std::string first = regency() + ".01";
  PrintAt(first);
  EXPECT_EQ(Available(regency() + ".02"), kBlanksEach);
  for (const std::string& id : PrintAt(first)) ADD_FAILURE() << id << " has no blank left at " << first;
}

}  // namespace
}  // namespace blangko::scenarios
