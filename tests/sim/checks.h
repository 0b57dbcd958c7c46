// Checks holds the code under test against the invariants, by means of its own: full scans, the physical world, and
// what was acknowledged.
//
// Violations are told to the node; the first one counts. Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "blangko/rows/v1/records.pb.h"
#include "tests/sim/physical_world.h"
#include "tests/sim/sim_node.h"

namespace blangko::sim {

class Checks {
 public:
  Checks(SimNode& node, const PhysicalWorld& world) : node_(node), world_(world) {}

  // What the simulation knows of a record: its place by the default policy, whatever the store says.
  void Know(const std::string& record_id, bool first_card, int64_t recorded_micros);
  void KnowStation(const std::string& id, std::vector<std::string> sites) {
    sites_of_[id] = std::move(sites);
  }

  // ---- while it runs --------------------------------------------------------------------------------------------
  // Remembers whether the request was served before: then its jobs are no fresh grants.
  void BeforeCall(const std::string& request_id);
  // INV-11: nobody who stands before a new grant, and could have had a blank, was left behind.
  void Granted(const std::string& station,
               const google::protobuf::RepeatedPtrField<scheduler::v1::Job>& jobs);
  // INV-8: the store says that this station may print this attempt, at this moment.
  void MayPrint(const std::string& station, const scheduler::v1::Job& job);
  void Booked(const std::string& station, uint64_t seq) { booked_.insert({station, seq}); }

  // ---- at any moment --------------------------------------------------------------------------------------------
  // INV-1, 2, 3, 5 (ledger), 6 (one live card), 7 (attempts), 10 (facts), 12 (reservations), 13 (nothing lost), 18.
  void All();

  // ---- when all is quiet ----------------------------------------------------------------------------------------
  // INV-22: the ledger is what is there.
  void Physical();

  // All records, by id. Full scan.
  std::map<std::string, rows::v1::Record> Records();

 private:
  struct Known {
    bool first_card;
    int64_t recorded_micros;
  };
  using Place = std::tuple<int, int64_t, int64_t, std::string>;
  Place PlaceOf(const rows::v1::Record& record) const;
  std::map<std::string, std::map<rows::v1::Account, int64_t>> Balances();
  void Reservations(const std::map<std::string, rows::v1::Record>& records);
  void Attempts(const std::map<std::string, rows::v1::Record>& records);
  void Facts();

  SimNode& node_;
  const PhysicalWorld& world_;
  std::map<std::string, Known> known_;
  std::map<std::string, std::vector<std::string>> sites_of_;
  std::set<std::pair<std::string, uint64_t>> booked_;
  std::map<std::string, int> attempts_;  // most seen, by record
  bool served_before_ = false;
};

}  // namespace blangko::sim
