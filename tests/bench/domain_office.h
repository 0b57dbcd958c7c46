// DomainOffice: the domain library alone, over any store: a regency with blanks and one station, and the steps of a job.
// No RPC, no process of its own: for counts and timings of the library.
//
// Failure: the first refusal is kept in status(), and every step after it does nothing. Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/rng.h"
#include "services/access/actor.h"
#include "services/records/records.h"
#include "services/scheduler/grant_return.h"
#include "services/scheduler/placement.h"
#include "services/scheduler/scheduler.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"
#include "tests/bench/applicants.h"

namespace blangko::bench {

class DomainOffice {
 public:
  using Jobs = std::vector<scheduler::v1::Job>;
  // A request with the act that carries it: made before a step is timed.
  template <typename Request>
  struct Asked {
    Request request;
    access::Act act;
  };
  using Create = Asked<records::v1::CreateRecordRequest>;
  using Exchange = Asked<scheduler::v1::ExchangeJobsRequest>;

  explicit DomainOffice(storage::Store& store);

  Create NextApplicant();
  // Reports `done` as printed and asks for `jobs` more.
  Exchange NextExchange(const Jobs& done, int jobs);

  void Enqueue(const Create& applicant);
  void Enqueue(int64_t applicants);
  Jobs Pull();
  void Start(const Jobs& jobs);
  void Report(const Jobs& jobs);
  Jobs Run(const Exchange& exchange);

  const absl::Status& status() const { return status_; }

 private:
  void Furnish();
  template <typename Request>
  Asked<Request> Ask(Request request, access::Role role);
  void AddOutcomes(const Jobs& done,
                   google::protobuf::RepeatedPtrField<scheduler::v1::OutcomeReport>& reports);

  storage::Store& store_;
  const ManualClock clock_;
  SeededRng rng_{17};
  IdSource ids_{clock_, rng_};
  storage::HeadHint heads_;
  scheduler::Placement placement_;
  scheduler::GrantReturn grants_;
  scheduler::Scheduler scheduler_{store_, heads_, clock_};
  records::Records records_{store_, placement_, grants_, &heads_};
  Applicants applicants_;
  uint64_t seq_ = 0;
  absl::Status status_;
};

}  // namespace blangko::bench
