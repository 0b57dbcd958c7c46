// Exchange and Report: outcomes first, then the next jobs with permission, before the reply.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/access/once.h"
#include "services/printers/health.h"
#include "services/refusal/refusal.h"
#include "services/scheduler/granter.h"
#include "services/scheduler/limits.h"
#include "services/scheduler/look.h"
#include "services/scheduler/metered_txn.h"
#include "services/scheduler/outcome_book.h"
#include "services/scheduler/pull_check.h"
#include "services/scheduler/reply_news.h"
#include "services/scheduler/report_batch.h"
#include "services/scheduler/scheduler.h"
#include "services/scheduler/station_desk.h"
#include "services/scheduler/validate_scheduler.h"
#include "services/scheduler/waiting_cards.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::scheduler {
namespace {

constexpr char kExchange[] = "scheduler.exchange";

bool GivesWork(const Results& results) {
  return std::any_of(results.begin(), results.end(), [](const v1::OutcomeResult& result) {
    return result.state() == records::v1::RECORD_STATE_READY;
  });
}

// Waiting helps only when the printer could take a job.
bool IsWorthWaiting(const v1::ExchangeJobsResponse& response) {
  if (response.empty_reason() == kNoRecords) return true;
  constexpr Reason kPassing[] = {Reason::kNoBlanks,        Reason::kLotNotAllowed, Reason::kApplicationTooOld,
                                 Reason::kCapUsedUp,       Reason::kReserveKept,   Reason::kShareKept,
                                 Reason::kSupplyForOthers, Reason::kNobodyPresent};
  return std::any_of(std::begin(kPassing), std::end(kPassing),
                     [&](Reason reason) { return response.empty_reason() == TextOf(reason).name; });
}

// Takes jobs into `response`, or says there why not. A refusal is returned as it is.
absl::Status TakeJobs(Work& work, const MeteredTxn& meter, StationDesk& desk,
                      const v1::ExchangeJobsRequest& request, v1::ExchangeJobsResponse& response) {
  ASSIGN_OR_RETURN(printers::PrinterRow * printer, desk.Printer(request.printer_id()));
  ASSIGN_OR_RETURN(const rows::v1::Policy* policy, work.policies.Of(desk.station().office()));
  ASSIGN_OR_RETURN(const int32_t room, CheckMayTake(desk.station(), *printer, GrantMode::kPermit,
                                                    policy->window_batch(), desk.day()));
  const int32_t most = std::min(request.max_jobs(), room);
  ASSIGN_OR_RETURN(Taken taken, Granter(work, meter, desk, *printer, most).Take(GrantMode::kPermit));
  response.mutable_jobs()->Assign(taken.jobs.begin(), taken.jobs.end());
  response.set_empty_reason(taken.empty_reason);
  return absl::OkStatus();
}

// What waits for a look at this printer; a printer that nobody has heard of yet has nothing.
absl::Status NoteLooks(storage::Txn& txn, StationDesk& desk, const v1::ExchangeJobsRequest& request,
                       absl::Time now) {
  const absl::StatusOr<printers::PrinterRow*> printer = desk.Printer(request.printer_id());
  if (!printer.ok()) return ReasonOf(printer.status()).empty() ? printer.status() : absl::OkStatus();
  return NoteWaiting(txn, **printer, request.looks(), now);
}

// A person speaks for a station only when it cannot speak itself: otherwise both might speak of one card.
absl::Status CheckStationCannot(const access::Act& act, const v1::ReportOutcomesRequest& request,
                                const printers::StationRow& station) {
  if (act.actor.role == access::Role::kStation || request.station_cannot()) return absl::OkStatus();
  if (printers::IsSilent(station, act.now) || Planted("report-beside-living-station"))
    return absl::OkStatus();
  const auto age = printers::HeartbeatAge(station, act.now).value_or(absl::ZeroDuration());
  return Refuse(Reason::kStationAlive,
                {{"station", station.station_id()}, {"seconds", absl::StrCat(absl::ToInt64Seconds(age))}});
}

}  // namespace

absl::StatusOr<v1::ExchangeJobsResponse> Scheduler::Exchange(const access::Act& act,
                                                             const v1::ExchangeJobsRequest& request) {
  RETURN_IF_ERROR(ValidateExchange(request));
  const Reports all(request.outcomes().data(), static_cast<size_t>(request.outcomes_size()));
  const Reports before = all.first(all.size() - std::min<size_t>(all.size(), kOutcomesWithGrants));
  const absl::Time newest = NewestDeviceTime(request.outcomes());
  ASSIGN_OR_RETURN(Results results, BookApart(store_, heads_, act, request.station_id(), before, newest));
  WaitList::Place place = waiters_.Enter(WaitOf(request.wait()));
  v1::ExchangeJobsResponse response;
  const bool only_asks = all.empty() && (request.max_jobs() > 0 || request.looks().empty());
  if (only_asks) {
    response.set_empty_reason(kNoRecords);
  } else {
    ASSIGN_OR_RETURN(response, ExchangeAsFits(act, request, all.subspan(before.size())));
  }
  if (GivesWork(results)) waiters_.Notify();
  if (request.max_jobs() > 0) RETURN_IF_ERROR(WaitForJobs(act, request, place, response));
  results.MergeFrom(response.results());
  response.mutable_results()->Swap(&results);
  RETURN_IF_ERROR(
      store_.View([&](storage::Snapshot& snapshot) { return AddNews(snapshot, act, request, response); }));
  return response;
}

// Outcomes and the next jobs in one commit; where that is too much for one, the outcomes in commits before it.
absl::StatusOr<v1::ExchangeJobsResponse> Scheduler::ExchangeAsFits(const access::Act& act,
                                                                   const v1::ExchangeJobsRequest& request,
                                                                   Reports reports) {
  auto exchanged = ExchangeOnce(act, request, reports);
  if (reports.empty() || !IsOverBudget(exchanged.status())) return exchanged;
  ASSIGN_OR_RETURN(Results results, BookApart(store_, heads_, act, request.station_id(), reports,
                                              NewestDeviceTime(request.outcomes())));
  ASSIGN_OR_RETURN(v1::ExchangeJobsResponse response, ExchangeOnce(act, request, {}));
  response.mutable_results()->Swap(&results);
  return response;
}

// Looks, and takes when there is something, until there are jobs or the time is over.
absl::Status Scheduler::WaitForJobs(const access::Act& act, const v1::ExchangeJobsRequest& request,
                                    WaitList::Place& place, v1::ExchangeJobsResponse& response) {
  Look look;
  while (response.jobs().empty() && IsWorthWaiting(response)) {
    const bool first = response.results().empty() && look.station.station_id().empty();
    if (!first && !place.Wait()) break;
    absl::StatusOr<Look> seen =
        LookOnce(act, {request.station_id(), request.printer_id(), GrantMode::kPermit, &request.looks()});
    if (!seen.ok() && (request.outcomes().empty() || ReasonOf(seen.status()).empty())) return seen.status();
    if (!seen.ok()) {
      response.set_empty_reason(ReasonOf(seen.status()));
      break;
    }
    look = *std::move(seen);
    if (!look.found) {
      response.set_empty_reason(look.reason);
      continue;
    }
    ASSIGN_OR_RETURN(v1::ExchangeJobsResponse taken, ExchangeOnce(act, request, {}));
    response.mutable_jobs()->Swap(taken.mutable_jobs());
    response.set_empty_reason(taken.empty_reason());
  }
  if (!response.jobs().empty()) return absl::OkStatus();
  if (request.outcomes().empty())
    RETURN_IF_ERROR(RefuseEmpty(response.empty_reason(), look.station, look.needed_version));
  if (!place.admitted()) response.set_empty_reason(kTooManyWaiting);
  *response.mutable_next_poll_after() = NextPollAfter(act.request_id, !place.admitted());
  return absl::OkStatus();
}

absl::StatusOr<v1::ExchangeJobsResponse> Scheduler::ExchangeOnce(const access::Act& act,
                                                                 const v1::ExchangeJobsRequest& request,
                                                                 Reports reports) {
  ASSIGN_OR_RETURN(v1::ExchangeJobsResponse response,
                   storage::UpdateFor<v1::ExchangeJobsResponse>(store_, kExchange, [&](storage::Txn& txn) {
                     return ExchangeIn(txn, act, request, reports);
                   }));
  if (GivesWork(response.results())) waiters_.Notify();
  return response;
}

absl::StatusOr<v1::ExchangeJobsResponse> Scheduler::ExchangeIn(storage::Txn& txn, const access::Act& act,
                                                               const v1::ExchangeJobsRequest& request,
                                                               Reports reports) {
  MeteredTxn meter(txn, store_.limits());
  ASSIGN_OR_RETURN(StationDesk desk, StationDesk::Open(meter, act, request.station_id()));
  PolicyCache policies(meter, act.now);
  Work work{meter, &heads_, act, policies};
  v1::ExchangeJobsResponse response;
  const absl::Time newest = NewestDeviceTime(request.outcomes());
  RETURN_IF_ERROR(BookTogether(meter, work, desk, reports, newest, *response.mutable_results()));
  RETURN_IF_ERROR(NoteLooks(meter, desk, request, act.now));
  ASSIGN_OR_RETURN(const bool served, WasServed(meter, act));
  if (request.max_jobs() > 0 && !served) {
    const absl::Status taken = TakeJobs(work, meter, desk, request, response);
    // A refusal must not undo outcomes that were booked, now or in a commit before this one.
    if (!taken.ok() && (request.outcomes().empty() || ReasonOf(taken).empty())) return taken;
    if (!taken.ok()) response.set_empty_reason(ReasonOf(taken));
  }
  desk.Save();
  if (response.jobs().empty() && !served) return response;  // facts are rows of their own: no request row
  const auto jobs = [&]() -> absl::StatusOr<v1::ExchangeJobsResponse> {
    v1::ExchangeJobsResponse kept = response;
    kept.clear_results();
    return kept;
  };
  ASSIGN_OR_RETURN(v1::ExchangeJobsResponse kept,
                   access::Once<v1::ExchangeJobsResponse>(meter, act, kExchange, jobs));
  kept.mutable_results()->Swap(response.mutable_results());
  return kept;
}

absl::StatusOr<v1::ReportOutcomesResponse> Scheduler::Report(const access::Act& act,
                                                             const v1::ReportOutcomesRequest& request) {
  RETURN_IF_ERROR(ValidateReportOutcomes(request));
  // Who may not act for the station is refused as a whole, not item by item.
  RETURN_IF_ERROR(store_.View([&](storage::Snapshot& snapshot) -> absl::Status {
    ASSIGN_OR_RETURN(const printers::StationRow station,
                     StationFor(snapshot, act.actor, request.station_id()));
    return CheckStationCannot(act, request, station);
  }));
  const Reports reports(request.outcomes().data(), static_cast<size_t>(request.outcomes_size()));
  ASSIGN_OR_RETURN(Results results, BookApart(store_, heads_, act, request.station_id(), reports,
                                              NewestDeviceTime(request.outcomes())));
  v1::ReportOutcomesResponse response;
  response.mutable_results()->Swap(&results);
  if (GivesWork(response.results())) waiters_.Notify();
  return response;
}

}  // namespace blangko::scheduler
