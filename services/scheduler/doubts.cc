#include "services/scheduler/doubts.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "services/access/once.h"
#include "services/printers/station_table.h"
#include "services/records/record_view.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/full_count.h"
#include "services/scheduler/late_doubt.h"
#include "services/scheduler/validate_doubts.h"
#include "services/scheduler/void_executor.h"

namespace blangko::scheduler {
namespace {

using access::NewProposal;
using records::RecordRow;

constexpr char kProposeDecision[] = "scheduler.propose_decision";
constexpr char kProposeVoid[] = "scheduler.propose_void";

void AddOffice(std::vector<std::string>& offices, const std::string& office) {
  if (std::find(offices.begin(), offices.end(), office) == offices.end()) offices.push_back(office);
}

rows::v1::ProposedDecision DecisionOf(const v1::ResolveJobRequest& request) {
  rows::v1::ProposedDecision decision;
  decision.set_record_id(request.record_id());
  decision.set_attempt(request.attempt());
  decision.set_evidence(static_cast<uint32_t>(request.evidence()));
  decision.set_blank_uid(request.blank_uid());
  for (const v1::CountedLot& count : request.counts()) {
    rows::v1::ProposedCount& added = *decision.add_counts();
    added.set_lot(count.lot());
    added.set_count(count.blank_count());
  }
  return decision;
}

// Both persons must work where the record is printed and where its blank is from.
absl::StatusOr<NewProposal> Decision(storage::Txn& txn, const v1::ResolveJobRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(txn, request.record_id()));
  NewProposal proposal{.kind = request.outcome() == v1::OUTCOME_NOT_PRINTED
                                   ? access::v1::PROPOSAL_KIND_NOT_PRINTED
                                   : access::v1::PROPOSAL_KIND_CARD_MISSING,
                       .act = {},
                       .subject = absl::StrCat("record:", record.record_id()),
                       .offices = {record.site()},
                       .reason = request.reason()};
  *proposal.act.mutable_decision() = DecisionOf(request);
  const rows::v1::Attempt* attempt = records::FindAttempt(record, request.attempt());
  if (attempt != nullptr) AddOffice(proposal.offices, attempt->site());
  return proposal;
}

absl::Status CheckCount(storage::Snapshot& snapshot, const v1::ResolveJobRequest& request) {
  if (request.evidence() != v1::NOT_PRINTED_EVIDENCE_FULL_COUNT) return absl::OkStatus();
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, request.record_id()));
  RETURN_IF_ERROR(CheckInDoubt(record, request.attempt(), records::Event::kResolvedNotPrinted));
  return CheckFullCount(snapshot, record, request.attempt(), request.counts());
}

absl::StatusOr<NewProposal> LostStation(storage::Txn& txn, const access::Act& act,
                                        const v1::VoidAttemptsRequest& request) {
  ASSIGN_OR_RETURN(const printers::StationRow station, printers::GetStation(txn, request.station_id()));
  RETURN_IF_ERROR(CheckNotAtWork(station, act.now));
  NewProposal proposal{.kind = access::v1::PROPOSAL_KIND_VOID,
                       .act = {},
                       .subject = absl::StrCat("station:", station.station_id()),
                       .offices = {station.office()},
                       .reason = request.reason()};
  rows::v1::ProposedVoid& lost = *proposal.act.mutable_lost_station();
  lost.set_station_id(station.station_id());
  for (const v1::JobRef& job : request.jobs()) {
    ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(txn, job.record_id()));
    AddOffice(proposal.offices, record.site());
    rows::v1::ProposedJob& added = *lost.add_jobs();
    added.set_record_id(job.record_id());
    added.set_attempt(job.attempt());
  }
  return proposal;
}

}  // namespace

// A login alone is never enough for an act of two persons.
absl::Status Doubts::CheckPin(const access::Act& act, std::string_view pin) {
  if (!act.actor.named) return Refuse(Reason::kNamedPersonNeeded, {{"what", "This decision"}});
  return pins_.Check(access::AccountOf(act.actor), pin, act.now).status();
}

absl::StatusOr<v1::ResolveJobResponse> Doubts::Resolve(const access::Act& act,
                                                       const v1::ResolveJobRequest& request) {
  v1::ResolveJobResponse response;
  if (!TakesTwoPersons(request.outcome())) {
    ASSIGN_OR_RETURN(const RecordRow record, scheduler_.Resolve(act, request));
    *response.mutable_record() = records::BasicView(record);
    return response;
  }
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateTwoPersonDecision(request));
  RETURN_IF_ERROR(CheckPin(act, request.pin()));
  const auto body = [&](storage::Txn& txn) -> absl::StatusOr<v1::ResolveJobResponse> {
    RETURN_IF_ERROR(CheckCount(txn, request));
    ASSIGN_OR_RETURN(const NewProposal proposal, Decision(txn, request));
    v1::ResolveJobResponse opened;
    ASSIGN_OR_RETURN(*opened.mutable_proposal(), book_.Open(txn, act, proposal));
    return opened;
  };
  ASSIGN_OR_RETURN(
      response, storage::UpdateFor<v1::ResolveJobResponse>(store_, kProposeDecision, [&](storage::Txn& txn) {
        return access::Once<v1::ResolveJobResponse>(txn, act, kProposeDecision, [&] { return body(txn); });
      }));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book_.Read(store_, response.proposal().proposal_id()));
  return response;
}

absl::StatusOr<v1::VoidAttemptsResponse> Doubts::Void(const access::Act& act,
                                                      const v1::VoidAttemptsRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateVoid(request));
  RETURN_IF_ERROR(CheckPin(act, request.pin()));
  const auto body = [&](storage::Txn& txn) -> absl::StatusOr<v1::VoidAttemptsResponse> {
    ASSIGN_OR_RETURN(const NewProposal proposal, LostStation(txn, act, request));
    v1::VoidAttemptsResponse opened;
    ASSIGN_OR_RETURN(*opened.mutable_proposal(), book_.Open(txn, act, proposal));
    return opened;
  };
  ASSIGN_OR_RETURN(v1::VoidAttemptsResponse response,
                   storage::UpdateFor<v1::VoidAttemptsResponse>(store_, kProposeVoid, [&](storage::Txn& txn) {
                     return access::Once<v1::VoidAttemptsResponse>(txn, act, kProposeVoid,
                                                                   [&] { return body(txn); });
                   }));
  ASSIGN_OR_RETURN(*response.mutable_proposal(), book_.Read(store_, response.proposal().proposal_id()));
  return response;
}

}  // namespace blangko::scheduler
