// SimStation is a print station that keeps the rules: it prints only what it has permission for, each attempt once,
// and reports every outcome until it is booked. Now and then it is a rogue and prints what was only reserved.
//
// Threads: one.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "tests/sim/checks.h"
#include "tests/sim/physical_world.h"
#include "tests/sim/sim_node.h"

namespace blangko::sim {

class SimStation {
 public:
  SimStation(std::string id, SimNode& node, PhysicalWorld& world, Checks& checks, Rng& rng)
      : id_(std::move(id)), node_(node), world_(world), checks_(checks), rng_(rng) {}

  // One thing that a station does.
  void Step();
  // Finishes: repeats what is unanswered, reports what is not booked, prints nothing more.
  void Drain();
  bool Idle() const { return !pending_ && reports_.empty(); }

 private:
  using Job = scheduler::v1::Job;

  void Pull();
  void Start();
  void Exchange(int jobs);
  void Report();
  void Release();
  void PrintOne();
  void PrintRogue();
  void ReportTwice();
  void Impersonate();

  // Sends a request until it is answered; a lost reply leaves it pending for a later step.
  template <typename Request, typename Response>
  void Send(Request request,
            absl::StatusOr<Response> (scheduler::Scheduler::*use)(const access::Act&, const Request&),
            std::function<void(const Response&)> take);
  void AddReport(const Job& job, scheduler::v1::Outcome outcome, scheduler::v1::Evidence evidence);
  void TakeResults(const google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeResult>& results);
  template <typename Request>
  Request Begin() const;

  const std::string id_;
  SimNode& node_;
  PhysicalWorld& world_;
  Checks& checks_;
  Rng& rng_;
  std::deque<Job> granted_;
  std::deque<Job> permitted_;
  std::deque<scheduler::v1::OutcomeReport> reports_;
  std::vector<scheduler::v1::OutcomeReport> booked_;
  std::set<std::pair<std::string, uint32_t>> seen_;  // attempts ever permitted here
  std::function<void()> pending_;
  uint64_t seq_ = 0;
};

}  // namespace blangko::sim
