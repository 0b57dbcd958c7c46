// What people do: policies, doubtful cards, grants given back, lists and explanations.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "google/protobuf/empty.pb.h"
#include "services/access/account_table.h"
#include "services/access/once.h"
#include "services/access/rights.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/card_out.h"
#include "services/scheduler/card_reject.h"
#include "services/scheduler/doubt.h"
#include "services/scheduler/explain.h"
#include "services/scheduler/fence.h"
#include "services/scheduler/grant_counts.h"
#include "services/scheduler/job_list.h"
#include "services/scheduler/late_doubt.h"
#include "services/scheduler/outcome.h"
#include "services/scheduler/policy_change.h"
#include "services/scheduler/policy_table.h"
#include "services/scheduler/scheduler.h"
#include "services/scheduler/starter.h"
#include "services/scheduler/station_desk.h"
#include "services/scheduler/validate_scheduler.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;
using rows::v1::Policy;

constexpr char kRelease[] = "scheduler.release";
constexpr char kReject[] = "scheduler.reject";
constexpr char kResolve[] = "scheduler.resolve";
constexpr char kSetPolicy[] = "scheduler.set_policy";

// GRANTED -> READY by its holder. A grant that went back in this way before is OK again.
absl::Status ReleaseOne(Work& work, const StationDesk& desk, const v1::JobRef& job,
                        const std::string& reason) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(work.txn, job.record_id()));
  const rows::v1::Attempt* newest = records::CurrentAttempt(record);
  const bool released = newest != nullptr && newest->number() == job.attempt() &&
                        newest->outcome() == "RELEASED" &&
                        newest->station_id() == desk.station().station_id();
  if (released) return absl::OkStatus();
  RETURN_IF_ERROR(CheckFence(record, job.attempt(), desk.station()));
  RETURN_IF_ERROR(records::Advance(record.record_id(), record.state(), records::Event::kReclaim).status());
  RecordEdit edit(work, record);
  rows::v1::Attempt& attempt = *NewestAttempt(edit.row());
  RemoveReclaim(work.txn, record, attempt);
  EndAttempt(attempt, work.act.now, {.outcome = "RELEASED", .reason = reason});
  RETURN_IF_ERROR(Uncount(work.txn, attempt));
  RETURN_IF_ERROR(edit.Take(records::Event::kReclaim, {.reason = reason}));
  RETURN_IF_ERROR(FollowReturn(work, edit));
  return edit.Save();
}

absl::StatusOr<v1::ReleaseJobsResponse> ReleaseIn(Work& work, const StationDesk& desk,
                                                  const v1::ReleaseJobsRequest& request) {
  v1::ReleaseJobsResponse response;
  for (const v1::JobRef& job : request.jobs()) {
    const absl::Status released = ReleaseOne(work, desk, job, request.reason());
    if (!released.ok() && ReasonOf(released).empty()) return released;
    v1::ReleaseJobsResponse::Item& item = *response.add_items();
    *item.mutable_job() = job;
    item.set_released(released.ok());
    if (!released.ok()) *item.mutable_error() = ItemErrorOf(released);
  }
  return response;
}

// Who looked decides, alone, that the card is good or spoiled.
absl::Status ResolveIn(Work& work, const v1::ResolveJobRequest& request) {
  ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(work.txn, request.record_id()));
  RETURN_IF_ERROR(access::CheckScope(work.act.actor, record.site()));
  RecordEdit edit(work, record);
  ASSIGN_OR_RETURN(const bool awaits_card, AwaitsItsCard(work.txn, record));
  if (awaits_card || IsLateDoubt(record, request.attempt())) {
    RETURN_IF_ERROR(SettleCard(work, edit, request));
    return edit.Save();
  }
  // The table's arrow from HELD is for such cards alone: a spoil has none.
  RETURN_IF_ERROR(CheckCurrent(record, request.attempt(), records::Event::kResolvedSpoiled));
  RETURN_IF_ERROR(CheckUidAlone(work.act.actor, record.record_id(), *records::CurrentAttempt(record),
                                request.blank_uid()));
  RETURN_IF_ERROR(EndDoubt(work, edit,
                           {request.outcome(), "PERSON", request.reason(), request.blank_uid(),
                            work.act.actor.identity, "", MaskNiks(request.note())}));
  return edit.Save();
}

absl::Status CheckMaySetPolicy(const access::Actor& actor, std::string_view office) {
  RETURN_IF_ERROR(access::CheckRight(actor, access::Verb::kSetPolicy, access::Right::kTwo));
  return access::CheckScope(actor, office);
}

}  // namespace

absl::StatusOr<v1::ReleaseJobsResponse> Scheduler::Release(const access::Act& act,
                                                           const v1::ReleaseJobsRequest& request) {
  RETURN_IF_ERROR(ValidateRelease(request));
  ASSIGN_OR_RETURN(v1::ReleaseJobsResponse response,
                   storage::UpdateFor<v1::ReleaseJobsResponse>(
                       store_, kRelease, [&](storage::Txn& txn) -> absl::StatusOr<v1::ReleaseJobsResponse> {
                         ASSIGN_OR_RETURN(const StationDesk desk,
                                          StationDesk::Open(txn, act, request.station_id()));
                         PolicyCache policies(txn, act.now);
                         Work work{txn, &heads_, act, policies};
                         const auto release = [&] { return ReleaseIn(work, desk, request); };
                         return access::Once<v1::ReleaseJobsResponse>(txn, act, kRelease, release);
                       }));
  waiters_.Notify();
  return response;
}

absl::StatusOr<RecordRow> Scheduler::Resolve(const access::Act& act, const v1::ResolveJobRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateResolve(request));
  if (TakesTwoPersons(request.outcome())) {
    return Refuse(Reason::kTwoPersonsNeeded, {{"what", v1::Outcome_Name(request.outcome()).substr(8)}});
  }
  return DecideCard(act, kResolve, request.record_id(), [&](Work& work) { return ResolveIn(work, request); });
}

absl::StatusOr<RecordRow> Scheduler::RejectCard(const access::Act& act,
                                                const v1::RejectCardRequest& request) {
  RETURN_IF_ERROR(access::CheckStaff(act.actor));
  RETURN_IF_ERROR(ValidateReject(request));
  return DecideCard(act, kReject, request.record_id(), [&](Work& work) { return RejectIn(work, request); });
}

// A repeat changes nothing and gets the record as it is now.
absl::StatusOr<RecordRow> Scheduler::DecideCard(const access::Act& act, std::string_view use_case,
                                                std::string_view record_id,
                                                absl::FunctionRef<absl::Status(Work&)> decide) {
  using Done = google::protobuf::Empty;
  const auto body = [&](storage::Txn& txn) -> absl::Status {
    PolicyCache policies(txn, act.now);
    Work work{txn, &heads_, act, policies};
    const auto effect = [&]() -> absl::StatusOr<Done> {
      RETURN_IF_ERROR(decide(work));
      return Done();
    };
    return access::Once<Done>(txn, act, use_case, effect).status();
  };
  RETURN_IF_ERROR(store_.Update(use_case, body));
  waiters_.Notify();
  return storage::ViewFor<RecordRow>(
      store_, [&](storage::Snapshot& snapshot) { return records::GetRecord(snapshot, record_id); });
}

absl::StatusOr<v1::ExplainRecordResponse> Scheduler::Explain(const access::Act& act,
                                                             const v1::ExplainRecordRequest& request) {
  return storage::ViewFor<v1::ExplainRecordResponse>(
      store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<v1::ExplainRecordResponse> {
        ASSIGN_OR_RETURN(const RecordRow record, records::GetRecord(snapshot, request.record_id()));
        RETURN_IF_ERROR(access::CheckScope(act.actor, record.site()));
        return ExplainIn(snapshot, act, record);
      });
}

absl::StatusOr<Scheduler::ListedJobs> Scheduler::ListJobs(const access::Act& act,
                                                          const v1::ListJobsRequest& request, size_t limit,
                                                          std::string_view after) {
  if (!request.site().empty()) RETURN_IF_ERROR(access::CheckScope(act.actor, request.site()));
  return storage::ViewFor<ListedJobs>(store_, [&](storage::Snapshot& snapshot) -> absl::StatusOr<ListedJobs> {
    JobList list(snapshot, request, limit);
    RETURN_IF_ERROR(list.Run(act.actor.scope, after));
    return ListedJobs{list.TakeJobs(), list.last()};
  });
}

absl::StatusOr<Policy> Scheduler::GetPolicy(const access::Act& act, std::string_view office, absl::Time at) {
  RETURN_IF_ERROR(access::CheckScope(act.actor, office));
  return storage::ViewFor<Policy>(
      store_, [&](storage::Snapshot& snapshot) { return PolicyOf(snapshot, office, at); });
}

absl::StatusOr<Policy> Scheduler::SetPolicy(const access::Act& act, const Policy& wanted) {
  RETURN_IF_ERROR(CheckMaySetPolicy(act.actor, wanted.office()));
  return storage::UpdateFor<Policy>(store_, kSetPolicy, [&](storage::Txn& txn) -> absl::StatusOr<Policy> {
    const auto set = [&]() -> absl::StatusOr<Policy> {
      ASSIGN_OR_RETURN(const bool two, access::TwoPersonsInForce(txn));
      if (two) return Refuse(Reason::kTwoPersonsNeeded, {{"what", "A policy"}});
      return PutInForce(txn, act, wanted);
    };
    return access::Once<Policy>(txn, act, kSetPolicy, set);
  });
}

}  // namespace blangko::scheduler
