// SimNode is the server of the simulation: the real domain code over a memory store, behind calls that fail by seed.
//
// A call may be carried out and its reply lost, be carried out twice, or be cut by a crash that keeps a prefix of what
// was not yet acknowledged. After a crash everything but the store is made anew.
// Failure: UNAVAILABLE = outcome unknown, the caller repeats the same request. A difference between two answers to the
// same request, or an error without a reason, is a violation. Threads: one.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"
#include "services/access/actor.h"
#include "services/access/fingerprint.h"
#include "services/desk/desk.h"
#include "services/printers/printers.h"
#include "services/records/records.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/grant_return.h"
#include "services/scheduler/placement.h"
#include "services/scheduler/reclaimer.h"
#include "services/scheduler/scheduler.h"
#include "services/stock/stock.h"
#include "storage/layers/head_hint.h"
#include "storage/memory/memory_store.h"

namespace blangko::sim {

// Domain code of one life of the process.
struct Process {
  Process(storage::Store& store, const Clock& clock, Rng& rng)
      : records(store, placement, grants, &heads),
        stock(store),
        printers(store, rng),
        scheduler(store, heads, clock),
        reclaimer(store, heads),
        desk(store) {}

  storage::HeadHint heads;
  scheduler::Placement placement;
  scheduler::GrantReturn grants;
  records::Records records;
  stock::Stock stock;
  printers::Printers printers;
  scheduler::Scheduler scheduler;
  scheduler::Reclaimer reclaimer;
  desk::Desk desk;
};

class SimNode {
 public:
  SimNode(uint64_t seed, Rng& rng);

  Process& process() { return *process_; }
  storage::MemoryStore& store() { return store_; }
  ManualClock& clock() { return clock_; }
  IdSource& ids() { return ids_; }

  // From now on no fault is made.
  void Heal() { healthy_ = true; }
  int crashes() const { return crashes_; }
  int lost_replies() const { return lost_replies_; }
  int repeats() const { return repeats_; }

  // One call with the faults of the seed. `make` answers for the given act.
  template <typename Response>
  absl::StatusOr<Response> Call(const access::Act& act,
                                const std::function<absl::StatusOr<Response>(const access::Act&)>& make);

  // A request of staff or the system, repeated until its outcome is known.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(
      Request request, const std::string& identity,
      const std::function<absl::StatusOr<Response>(const access::Act&, const Request&)>& use);

  access::Act ActOf(const access::Actor& actor, const google::protobuf::Message& request,
                    const std::string& request_id) const;

  // The first rule that was broken; empty = none.
  const std::string& violation() const { return violation_; }
  void Violate(const std::string& what) {
    if (violation_.empty()) violation_ = what;
  }

 private:
  enum class Fault { kNone, kLostReply, kRepeat, kCrash };
  Fault Draw();
  void Crash();

  Rng& rng_;
  ManualClock clock_;
  IdSource ids_;
  storage::MemoryStore store_;
  std::unique_ptr<Process> process_;
  bool healthy_ = false;
  int crashes_ = 0;
  int lost_replies_ = 0;
  int repeats_ = 0;
  std::string violation_;
};

template <typename Response>
absl::StatusOr<Response> SimNode::Call(
    const access::Act& act, const std::function<absl::StatusOr<Response>(const access::Act&)>& make) {
  const Fault fault = Draw();
  if (fault == Fault::kCrash) store_.FailSyncs();
  absl::StatusOr<Response> response = make(act);
  if (fault == Fault::kRepeat && response.ok()) {
    ++repeats_;
    const absl::StatusOr<Response> again = make(act);
    const bool same = again.ok() && again->SerializeAsString() == response->SerializeAsString();
    if (!same) Violate("INV-14: a repeated request was answered otherwise");
  }
  if (fault == Fault::kCrash) Crash();
  if (fault == Fault::kLostReply && response.ok()) {
    ++lost_replies_;
    return absl::UnavailableError("the reply was lost");
  }
  const bool unknown = response.status().code() == absl::StatusCode::kUnavailable;
  if (!response.ok() && !unknown && ReasonOf(response.status()).empty()) {
    Violate("an error without a reason: " + std::string(response.status().ToString()));
  }
  return response;
}

template <typename Response, typename Request>
absl::StatusOr<Response> SimNode::Ask(
    Request request, const std::string& identity,
    const std::function<absl::StatusOr<Response>(const access::Act&, const Request&)>& use) {
  request.set_request_id(ids_.Next());
  const access::Actor actor{identity, access::Role::kAdministrator, ""};
  const access::Act act = ActOf(actor, request, request.request_id());
  while (true) {
    absl::StatusOr<Response> response =
        Call<Response>(act, [&](const access::Act& given) { return use(given, request); });
    if (response.status().code() != absl::StatusCode::kUnavailable) return response;
  }
}

}  // namespace blangko::sim
