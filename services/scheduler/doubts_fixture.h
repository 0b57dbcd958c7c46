// Fixture of the tests about acts of two persons: named persons with cheap PINs, decisions about doubtful cards and lost
// stations, and approvals.
//
// Threads: belongs to one test.
#pragma once

#include <string>
#include <vector>

#include "services/access/proposals.h"
#include "services/printers/health.h"
#include "services/scheduler/decision_executor.h"
#include "services/scheduler/doubts.h"
#include "services/scheduler/scheduler_fixture.h"
#include "services/scheduler/void_executor.h"

namespace blangko::scheduler {

inline constexpr char kPin[] = "482913";

class DoubtsFixture : public SchedulerFixture {
 protected:
  // Logged in, with kPin.
  access::Actor GivenPerson(const std::string& name, access::v1::Role role, const std::string& scope = "") {
    access::AccountRow row;
    auto hash = pins_.Hash(kPin);
    EXPECT_OK(hash);
    row.set_name(name);
    row.set_role(static_cast<uint32_t>(role));
    row.set_scope(scope);
    row.set_state(static_cast<uint32_t>(access::v1::Account::STATE_ACTIVE));
    row.set_pin_hash(hash.value_or(""));
    EXPECT_OK(store_.Update("test.person", [&](storage::Txn& txn) {
      access::PutAccount(txn, row);
      return absl::OkStatus();
    }));
    return access::ActorOf(row);
  }
  v1::ResolveJobRequest DecisionOf(const v1::Job& job, v1::Outcome outcome,
                                   v1::NotPrintedEvidence evidence = v1::NOT_PRINTED_EVIDENCE_UNSPECIFIED) {
    v1::ResolveJobRequest request;
    request.set_record_id(job.record_id());
    request.set_attempt(job.attempt());
    request.set_outcome(outcome);
    request.set_evidence(evidence);
    request.set_reason("pencetak dan wadah diperiksa");
    request.set_pin(kPin);
    return request;
  }
  absl::StatusOr<v1::ResolveJobResponse> TryDecide(const access::Actor& actor,
                                                   v1::ResolveJobRequest request) {
    const access::Act act = Sign(request, {actor, clock_.Now(), ids_.Next(), ""});
    return doubts_.Resolve(act, request);
  }
  // The reason of a refusal, or the number of the proposal; "" when it was decided at once.
  std::string Decide(const access::Actor& actor, const v1::ResolveJobRequest& request) {
    const auto response = TryDecide(actor, request);
    return response.ok() ? response->proposal().proposal_id() : ReasonOf(response.status());
  }
  // Nothing was heard of it since the last moment in which it still counts.
  void GivenSilent(const std::string& station) {
    ChangeStation(
        [&](printers::StationRow& row) {
          const absl::Time heard = clock_.Now() - printers::kSilentAfter - absl::Seconds(1);
          row.set_heartbeat_micros(absl::ToUnixMicros(heard));
        },
        station);
  }
  // Of a station that is not heard of any more.
  std::string Void(const access::Actor& actor, const std::vector<v1::Job>& jobs,
                   const std::string& station = kStation) {
    GivenSilent(station);
    return TryVoid(actor, jobs, station);
  }
  std::string TryVoid(const access::Actor& actor, const std::vector<v1::Job>& jobs,
                      const std::string& station = kStation) {
    v1::VoidAttemptsRequest request;
    request.set_station_id(station);
    request.set_reason("terbakar");
    request.set_pin(kPin);
    for (const v1::Job& job : jobs) *request.add_jobs() = Ref(job);
    const access::Act act = Sign(request, {actor, clock_.Now(), ids_.Next(), ""});
    const auto response = doubts_.Void(act, request);
    return response.ok() ? response->proposal().proposal_id() : ReasonOf(response.status());
  }
  access::v1::Proposal Proposal(const std::string& id) {
    auto proposal = proposals_.Get(Staff().actor, id);
    EXPECT_OK(proposal);
    return proposal.value_or(access::v1::Proposal());
  }
  std::string Fact(const std::string& id, const std::string& name) {
    const access::v1::Proposal proposal = Proposal(id);
    for (const access::v1::ProposalFact& fact : proposal.facts()) {
      if (fact.name() == name) return fact.value();
    }
    return "";
  }
  // "" when it was done.
  std::string Approve(const access::Actor& actor, const std::string& id) {
    access::v1::ApproveProposalRequest request;
    request.set_proposal_id(id);
    request.set_etag(Proposal(id).etag());
    request.set_pin(kPin);
    const access::Act act = Sign(request, {actor, clock_.Now(), ids_.Next(), ""});
    const auto approved = proposals_.Approve(act, request);
    return approved.ok() ? "" : ReasonOf(approved.status());
  }
  printers::StationRow Station(const std::string& id = kStation) {
    auto station = storage::ViewFor<printers::StationRow>(
        store_, [&](storage::Snapshot& snapshot) { return printers::GetStation(snapshot, id); });
    EXPECT_OK(station);
    return station.value_or(printers::StationRow());
  }

  access::Pins pins_{store_, kCheapPassword};
  DecisionExecutor decisions_{heads_};
  VoidExecutor voids_{heads_};
  access::Executors executors_{{access::v1::PROPOSAL_KIND_NOT_PRINTED, &decisions_},
                               {access::v1::PROPOSAL_KIND_CARD_MISSING, &decisions_},
                               {access::v1::PROPOSAL_KIND_VOID, &voids_}};
  access::ProposalBook book_{executors_};
  access::Proposals proposals_{store_, pins_, book_};
  Doubts doubts_{store_, scheduler_, pins_, book_};
};

}  // namespace blangko::scheduler
