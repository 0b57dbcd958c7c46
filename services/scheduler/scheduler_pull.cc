// Pull and Start: reservation first, permission later; and what all takers share.
#include <utility>

#include "base/status_macros.h"
#include "services/access/once.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/look.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/pull_check.h"
#include "services/scheduler/reply_news.h"
#include "services/scheduler/scheduler.h"
#include "services/scheduler/starter.h"
#include "services/scheduler/station_desk.h"
#include "services/scheduler/validate_scheduler.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

constexpr char kPull[] = "scheduler.pull";
constexpr char kStart[] = "scheduler.start";

}  // namespace

absl::StatusOr<v1::PullJobsResponse> Scheduler::Pull(const access::Act& act,
                                                     const v1::PullJobsRequest& request) {
  RETURN_IF_ERROR(ValidatePull(request));
  WaitList::Place place = waiters_.Enter(WaitOf(request.wait()));
  Look look;
  do {
    ASSIGN_OR_RETURN(look, LookOnce(act, {request.station_id(), request.printer_id(), GrantMode::kReserve}));
    if (!look.found) continue;
    ASSIGN_OR_RETURN(v1::PullJobsResponse response, PullOnce(act, request));
    if (!response.jobs().empty()) return response;
    look.reason = response.empty_reason();
  } while (place.Wait());
  RETURN_IF_ERROR(RefuseEmpty(look.reason, look.station, look.needed_version));
  v1::PullJobsResponse empty;
  empty.set_empty_reason(place.admitted() ? look.reason : kTooManyWaiting);
  *empty.mutable_next_poll_after() = NextPollAfter(act.request_id, !place.admitted());
  return empty;
}

absl::StatusOr<Look> Scheduler::LookOnce(const access::Act& act, const LookFor& wanted) {
  return storage::ViewFor<Look>(
      store_, [&](storage::Snapshot& snapshot) { return LookAt(snapshot, &heads_, act, wanted); });
}

absl::StatusOr<v1::PullJobsResponse> Scheduler::PullOnce(const access::Act& act,
                                                         const v1::PullJobsRequest& request) {
  ASSIGN_OR_RETURN(v1::PullJobsResponse response,
                   storage::UpdateFor<v1::PullJobsResponse>(
                       store_, kPull, [&](storage::Txn& txn) { return PullIn(txn, act, request); }));
  RETURN_IF_ERROR(store_.View(
      [&](storage::Snapshot& snapshot) { return AddPeople(snapshot, *response.mutable_jobs()); }));
  return response;
}

absl::StatusOr<v1::PullJobsResponse> Scheduler::PullIn(storage::Txn& txn, const access::Act& act,
                                                       const v1::PullJobsRequest& request) {
  MeteredTxn meter(txn, store_.limits());
  ASSIGN_OR_RETURN(StationDesk desk, StationDesk::Open(meter, act, request.station_id()));
  PolicyCache policies(meter, act.now);
  Work work{meter, &heads_, act, policies};
  v1::PullJobsResponse response;
  ASSIGN_OR_RETURN(const bool served, WasServed(meter, act));
  if (!served) {
    ASSIGN_OR_RETURN(printers::PrinterRow * printer, desk.Printer(request.printer_id()));
    ASSIGN_OR_RETURN(const int32_t room,
                     CheckMayTake(desk.station(), *printer, GrantMode::kReserve, kJobsMax, desk.day()));
    const int32_t most = std::min(request.max_jobs(), room);
    ASSIGN_OR_RETURN(Taken taken, Granter(work, meter, desk, *printer, most).Take(GrantMode::kReserve));
    response.mutable_jobs()->Assign(taken.jobs.begin(), taken.jobs.end());
    response.set_empty_reason(taken.empty_reason);
    if (taken.jobs.empty()) return response;  // nothing was done: no row, so that a later look can still take
  }
  return access::Once<v1::PullJobsResponse>(
      meter, act, kPull, [&]() -> absl::StatusOr<v1::PullJobsResponse> { return response; });
}

absl::StatusOr<v1::StartJobsResponse> Scheduler::Start(const access::Act& act,
                                                       const v1::StartJobsRequest& request) {
  RETURN_IF_ERROR(ValidateStart(request));
  return storage::UpdateFor<v1::StartJobsResponse>(
      store_, kStart, [&](storage::Txn& txn) -> absl::StatusOr<v1::StartJobsResponse> {
        ASSIGN_OR_RETURN(StationDesk desk, StationDesk::Open(txn, act, request.station_id()));
        PolicyCache policies(txn, act.now);
        Work work{txn, &heads_, act, policies};
        const auto start = [&]() -> absl::StatusOr<v1::StartJobsResponse> {
          Starter starter(work, desk);
          ASSIGN_OR_RETURN(v1::StartJobsResponse response, starter.Start(request));
          desk.Save();
          return response;
        };
        return access::Once<v1::StartJobsResponse>(txn, act, kStart, start);
      });
}

}  // namespace blangko::scheduler
