// Scenario: one node over an embedded RocksDB, inside the test, with the staff's client and print stations that speak
// to it through the public API. Time stands still until the test moves it.
//
// Failure: a test that cannot be set up fails at once (SetUp helpers are called through ASSERT_OK).
// Threads: one test, one thread; the node has its own.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/rng.h"
#include "tests/cases/generator.h"
#include "tests/support/office_client.h"
#include "tests/support/station_client.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace blangko::node {
class Node;
}

namespace blangko::scenarios {

using cases::CaseRow;
using cases::CaseSpec;
using Ids = std::vector<std::string>;

class Scenario : public testing::Test {
 public:
  Scenario();
  ~Scenario() override;

 protected:
  // Starts the node at that time, with the regency of the case and its districts. With `district_sites` each district
  // prints with blanks of its own, otherwise the regency does.
  void Begin(const CaseSpec& spec, absl::CivilMinute now, bool district_sites = false);
  // The same store in a new node: what a restart of the server is to its clients.
  void RestartServer();
  void Set(absl::CivilMinute now);

  // Registers a station for these sites; it beats once.
  support::StationClient& AddStation(const std::string& id, const std::vector<std::string>& sites);
  // The lot "LOT-1" with that many blanks at the regency.
  void ReceiveBlanks(int64_t count);
  void ImportRows(const std::vector<CaseRow>& rows);

  support::OfficeClient& office() { return *office_; }
  const std::string& regency() const { return regency_; }
  int64_t Available(std::string_view at);
  Ids ReadyIds(std::string_view site);
  void ExpectExactEquation();

 private:
  void StartNode();

  TempDir dir_;
  ManualClock clock_;
  SystemRng rng_;
  std::string regency_;
  std::unique_ptr<node::Node> node_;
  std::unique_ptr<support::OfficeClient> office_;
  std::vector<std::unique_ptr<support::StationClient>> stations_;
  int documents_ = 0;
};

// The print-ready rows, oldest capture first; rows of one minute keep the order of the file.
std::vector<CaseRow> OldestFirst(const std::vector<CaseRow>& rows);
Ids IdsOf(const std::vector<CaseRow>& rows);
// True when the captures of these records never go back in time.
bool InOrderOfCapture(const Ids& ids, const std::vector<CaseRow>& rows);

}  // namespace blangko::scenarios
