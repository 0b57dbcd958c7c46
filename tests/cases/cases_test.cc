#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "tests/cases/generator.h"

namespace blangko::cases {
namespace {

CaseSpec Spec(const std::string& name) { return *FindCase(name); }

// The recorded minutes of what may be printed, oldest first.
std::vector<absl::CivilMinute> ReadyMinutes(const std::vector<CaseRow>& rows) {
  std::vector<absl::CivilMinute> minutes;
  for (const CaseRow& row : rows) {
    if (row.IsPrintReady()) minutes.push_back(row.recorded);
  }
  std::sort(minutes.begin(), minutes.end());
  return minutes;
}

TEST(Pelalawan, HasTheNumbersOfTheSituation) {
  const std::vector<CaseRow> rows = MakeRows(Spec("pelalawan"));
  EXPECT_EQ(rows.size(), 17113u);
  const std::vector<absl::CivilMinute> ready = ReadyMinutes(rows);
  ASSERT_EQ(ready.size(), 15213u);
  EXPECT_EQ(absl::CivilDay(ready.front()), absl::CivilDay(2016, 9, 1));
  EXPECT_EQ(absl::CivilDay(ready.back()), absl::CivilDay(2017, 5, 31));
}

// Scenario tests and the demo rely on it: the 8,000th and the 8,001st are told apart by their own times.
TEST(Pelalawan, TheLastServedIsOlderThanTheFirstNotServed) {
  const std::vector<absl::CivilMinute> ready = ReadyMinutes(MakeRows(Spec("pelalawan")));
  EXPECT_LT(ready[7999], ready[8000]);
}

TEST(Pelalawan, NotReadyRecordsAreOnEveryStepAndSomeAreOlderThanAllReadyOnes) {
  std::map<std::string, int> steps;
  int year_older = 0;
  for (const CaseRow& row : MakeRows(Spec("pelalawan"))) {
    if (row.IsPrintReady()) continue;
    ++steps[row.upstream_status];
    year_older += row.recorded < absl::CivilMinute(2016, 6, 1) ? 1 : 0;
  }
  EXPECT_EQ(steps.size(), 9u);
  EXPECT_EQ(year_older, 380);
}

TEST(Pelalawan, DaysAndDistrictsAreUneven) {
  std::map<absl::CivilDay, int> days;
  std::map<std::string, int> districts;
  for (const CaseRow& row : MakeRows(Spec("pelalawan"))) {
    ++days[absl::CivilDay(row.recorded)];
    ++districts[row.area.substr(0, 8)];
    EXPECT_NE(absl::GetWeekday(absl::CivilDay(row.recorded)), absl::Weekday::sunday);
  }
  EXPECT_EQ(districts.size(), 12u);
  auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [quiet, crowded] = std::minmax_element(districts.begin(), districts.end(), by_count);
  EXPECT_GT(crowded->second, 3 * quiet->second);
  const auto [few, many] = std::minmax_element(days.begin(), days.end(), by_count);
  EXPECT_GT(many->second, 3 * few->second);
}

TEST(People, NiksAreUniqueAndStructurallyValidAndNobodysOwn) {
  std::set<std::string> niks;
  for (const CaseRow& row : MakeRows(Spec("pelalawan"))) {
    ASSERT_EQ(row.nik.size(), 16u);
    EXPECT_TRUE(niks.insert(row.nik).second);
    const int day = std::stoi(row.nik.substr(6, 2));
    EXPECT_EQ(day, row.birth_date.day() + (row.sex == "P" ? 40 : 0));
    EXPECT_EQ(std::stoi(row.nik.substr(8, 2)), row.birth_date.month());
    EXPECT_GE(std::stoi(row.nik.substr(12)), 9001);
    EXPECT_THAT(row.name, testing::StartsWith("SPESIMEN "));
  }
}

TEST(Generator, TheSameSeedGivesTheSameFile) {
  for (const std::string& name : CaseNames()) {
    const std::vector<CaseRow> first = MakeRows(Scaled(Spec(name), 200));
    const std::vector<CaseRow> second = MakeRows(Scaled(Spec(name), 200));
    ASSERT_EQ(first.size(), 200u) << name;
    for (size_t i = 0; i < first.size(); ++i) ASSERT_EQ(CsvLine(first[i]), CsvLine(second[i])) << name;
  }
}

TEST(CaseRow, IsOneLineWithTheColumnsOfTheHeader) {
  CaseRow row = MakeRows(Scaled(Spec("losari"), 1)).front();
  row.recorded = absl::CivilMinute(2011, 11, 14, 12, 5);
  const std::string line = CsvLine(row);
  EXPECT_EQ(std::count(line.begin(), line.end(), ','),
            std::count(CsvHeader().begin(), CsvHeader().end(), ','));
  EXPECT_THAT(line, testing::HasSubstr(",2011-11-14 12:05,"));
  EXPECT_EQ(RecordedTime(row), absl::FromCivil(absl::CivilMinute(2011, 11, 14, 5, 5), absl::UTCTimeZone()));
}

TEST(Regions, AreReadFromTheTables) {
  const std::string folder = testing::TempDir();
  std::ofstream(folder + "/regencies.csv")
      << "code,province_code,name\n14.05,14,KABUPATEN CONTOH\n14.051,14,LAIN\n";
  std::ofstream(folder + "/districts.csv")
      << "code,regency_code,name\n14.05.02,14.05,Dua\n14.06.01,14.06,Lain\n";
  std::ofstream(folder + "/villages.csv")
      << "code,district_code,name\n14.05.02.2001,14.05.02,\"Satu, Lama\"\n";
  const auto regency = ReadRegency(folder, "14.05");
  ASSERT_TRUE(regency.ok()) << regency.status();
  EXPECT_EQ(regency->name, "KABUPATEN CONTOH");
  ASSERT_EQ(regency->districts.size(), 1u);
  EXPECT_EQ(regency->districts[0].villages[0].name, "Satu, Lama");
  EXPECT_EQ(ReadRegency(folder, "99.99").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(FindCase("unknown").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace blangko::cases
