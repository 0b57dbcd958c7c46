// World: the product side: a store in memory with a province, two regencies, two sub-districts, print stations and named
// persons, and every use case that moves blanks.
//
// Regency 14.06 has no part in the histories: persons of its area are those who are out of scope.
// Failure: a test that cannot make its world fails. Threads: one test.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/ids.h"
#include "base/password_hash.h"
#include "base/rng.h"
#include "services/access/fingerprint.h"
#include "services/access/proposals.h"
#include "services/comparison/comparisons.h"
#include "services/counts/count_executor.h"
#include "services/counts/counts.h"
#include "services/destruction/destruction_executor.h"
#include "services/destruction/destructions.h"
#include "services/movements/case_book.h"
#include "services/movements/case_executor.h"
#include "services/movements/loss_executor.h"
#include "services/movements/movements.h"
#include "services/movements/reversal_executor.h"
#include "services/movements/write_off_executor.h"
#include "services/scheduler/placement.h"
#include "services/scheduler/scheduler.h"
#include "services/stock/stock.h"
#include "storage/memory/memory_store.h"
#include "tests/support/test_clock.h"

namespace blangko::proof {

inline constexpr char kPin[] = "482913";
inline constexpr char kPrinter[] = "p1";
inline const std::array<std::string, 4> kOffices = {"14", "14.05", "14.05.02", "14.05.06"};
// Offices that print, each with a station of its own name.
inline const std::array<std::string, 2> kPrintSites = {"14.05", "14.05.02"};

inline std::string StationOf(const std::string& site) { return "station-" + site; }

class World {
 public:
  explicit World(uint64_t seed);

  template <typename Request>
  access::Act ActOf(const access::Actor& actor, const Request& request) {
    return {actor, clock.Now(), ids.Next(), access::Fingerprint(request)};
  }
  access::Act StationAct(const std::string& site) {
    return {{"station:" + StationOf(site), access::Role::kStation, "14"}, clock.Now(), ids.Next(), ""};
  }
  // The actor as a person of regency 14.06.
  static access::Actor OutOfScope(access::Actor actor) {
    actor.scope = "14.06";
    return actor;
  }

  absl::Status AddLot(const std::string& lot);
  // A record that waits to be printed; ids in the order of the line.
  absl::Status AddOrder(const std::string& id, const std::string& site, int day);

  TestClock clock;
  SeededRng rng;
  IdSource ids{clock, rng};
  storage::MemoryStore store;
  storage::HeadHint heads;
  scheduler::Placement placement;

  movements::CaseBook case_book;
  movements::CaseExecutor case_steps;
  movements::LossExecutor losses;
  movements::WriteOffExecutor write_offs;
  movements::ReversalExecutor reversals;
  counts::CountExecutor settlements;
  destruction::DestructionExecutor destroyed;

  access::Pins pins{store, kCheapPassword};
  access::Executors executors;
  access::ProposalBook book{executors};
  access::Proposals proposals{store, pins, book};
  stock::Stock stock{store, nullptr, &case_book};
  movements::Movements movements{store, pins, book};
  counts::Counts counts{store, pins, book};
  destruction::Destructions destructions{store, pins, book};
  scheduler::Scheduler scheduler{store, heads, clock};
  comparison::Comparisons comparisons{store, heads};

  access::Actor siti;   // operator
  access::Actor budi;   // supervisor, who proposes
  access::Actor ratna;  // administrator, who approves
  access::Actor dewi;   // administrator, who approves what Ratna proposes

 private:
  access::Actor Person(const std::string& name, access::v1::Role role);
  void AddOffices();
  void AddStation(const std::string& site);
};

}  // namespace blangko::proof
