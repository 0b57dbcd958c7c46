// Scheduler: the use cases that give the limited blanks to the right people. One commit each, unless said otherwise.
//
//   Pull      READY -> GRANTED: a blank is reserved, no right to print yet
//   Start     GRANTED -> STARTED: the right to print, committed before the reply
//   Exchange  books outcomes, then READY -> STARTED for the next ones, in the same commit
//   Report    books outcomes, one commit each, sharing syncs
//   Release   GRANTED -> READY by its holder          Resolve   UNCERTAIN -> PRINTED or SPOILED by a person
//   RejectCard  PRINTED -> READY: the card is bad
//
// No clock frees what a station may print (reclaimer.h moves GRANTED alone). Late outcomes are booked, never refused.
// Failure: refusals as the methods say; UNAVAILABLE means repeat the same request. Threads: any.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/clock.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "services/access/actor.h"
#include "services/records/record_table.h"
#include "services/scheduler/line_merge.h"
#include "services/scheduler/look.h"
#include "services/scheduler/report_batch.h"
#include "services/scheduler/wait_list.h"
#include "storage/layers/head_hint.h"
#include "storage/store.h"

namespace blangko::scheduler {

struct Work;

class Scheduler {
 public:
  // The clock only bounds waits; all times that are stored come with the Act.
  Scheduler(storage::Store& store, storage::HeadHint& heads, const Clock& clock)
      : store_(store), heads_(heads), waiters_(clock) {}

  // Waits up to request.wait for work. Empty: OK with the reason and when to ask again; NO_BLANKS and LOT_NOT_ALLOWED
  // are refusals. PRINTER_DOWN, PRINTER_HELD, STATION_DISABLED, RIBBON_EMPTY, RIBBON_TAKEN, DUTY_LIMIT_REACHED,
  // OUT_OF_SCOPE, UNKNOWN_STATION, UNKNOWN_PRINTER.
  absl::StatusOr<v1::PullJobsResponse> Pull(const access::Act& act, const v1::PullJobsRequest& request);

  // Item by item: STALE_ATTEMPT, NOT_PERMITTED, OUT_OF_SCOPE, ON_WATCH_LIST (then the record is held), WINDOW_FULL,
  // RIBBON_TAKEN, DUTY_LIMIT_REACHED, UNKNOWN_RECORD. The same again by the same holder is the same permission.
  absl::StatusOr<v1::StartJobsResponse> Start(const access::Act& act, const v1::StartJobsRequest& request);

  // With outcomes it is always OK: why there are no jobs then stands in empty_reason. Without, as Pull, and WINDOW_FULL.
  absl::StatusOr<v1::ExchangeJobsResponse> Exchange(const access::Act& act,
                                                    const v1::ExchangeJobsRequest& request);

  // STATION_ALIVE when a person reports for a station that is heard of, unless they say that it cannot.
  absl::StatusOr<v1::ReportOutcomesResponse> Report(const access::Act& act,
                                                    const v1::ReportOutcomesRequest& request);

  // Item by item: STALE_ATTEMPT, NOT_PERMITTED; FORBIDDEN_MOVE for permitted work, which goes back by RELEASED.
  absl::StatusOr<v1::ReleaseJobsResponse> Release(const access::Act& act,
                                                  const v1::ReleaseJobsRequest& request);

  // FORBIDDEN_MOVE unless UNCERTAIN, STALE_ATTEMPT, UID_DIFFERS, UID_NEEDED; TWO_PERSONS_NEEDED for what takes two
  // (doubts.h).
  absl::StatusOr<records::RecordRow> Resolve(const access::Act& act, const v1::ResolveJobRequest& request);

  // FORBIDDEN_MOVE unless PRINTED; STALE_ATTEMPT for an attempt without a printed card, UID_DIFFERS, UID_NEEDED
  // (card_reject.h).
  absl::StatusOr<records::RecordRow> RejectCard(const access::Act& act, const v1::RejectCardRequest& request);

  absl::StatusOr<v1::ExplainRecordResponse> Explain(const access::Act& act,
                                                    const v1::ExplainRecordRequest& request);

  // `after`: key of the last job of the page before, from ListedJobs; empty = from the start.
  struct ListedJobs {
    std::vector<v1::JobSummary> jobs;
    std::string last;  // empty = the end
  };
  absl::StatusOr<ListedJobs> ListJobs(const access::Act& act, const v1::ListJobsRequest& request,
                                      size_t limit, std::string_view after);

  absl::StatusOr<rows::v1::Policy> GetPolicy(const access::Act& act, std::string_view office, absl::Time at);
  // By one person: TWO_PERSONS_NEEDED where the store has two administrators (policies.h). POLICY_INVALID, INVALID_FIELD.
  // It holds from its effective time on, never for the past.
  absl::StatusOr<rows::v1::Policy> SetPolicy(const access::Act& act, const rows::v1::Policy& wanted);

  // Something changed that may give work to those who wait: to be called after commits of other domains.
  void NotifyWork() { waiters_.Notify(); }
  // Ends all waits, for a graceful stop.
  void StopWaiting() { waiters_.Stop(); }
  size_t waiting() const { return waiters_.waiting(); }
  // Of these, those that sleep until there may be work.
  size_t sleeping() const { return waiters_.sleeping(); }

 private:
  absl::StatusOr<Look> LookOnce(const access::Act& act, const LookFor& wanted);
  absl::StatusOr<v1::PullJobsResponse> PullIn(storage::Txn& txn, const access::Act& act,
                                              const v1::PullJobsRequest& request);
  absl::StatusOr<v1::PullJobsResponse> PullOnce(const access::Act& act, const v1::PullJobsRequest& request);

  absl::StatusOr<v1::ExchangeJobsResponse> ExchangeIn(storage::Txn& txn, const access::Act& act,
                                                      const v1::ExchangeJobsRequest& request,
                                                      Reports reports);
  absl::StatusOr<v1::ExchangeJobsResponse> ExchangeOnce(const access::Act& act,
                                                        const v1::ExchangeJobsRequest& request,
                                                        Reports reports);
  absl::StatusOr<v1::ExchangeJobsResponse> ExchangeAsFits(const access::Act& act,
                                                          const v1::ExchangeJobsRequest& request,
                                                          Reports reports);
  absl::Status WaitForJobs(const access::Act& act, const v1::ExchangeJobsRequest& request,
                           WaitList::Place& place, v1::ExchangeJobsResponse& response);

  absl::StatusOr<records::RecordRow> DecideCard(const access::Act& act, std::string_view use_case,
                                                std::string_view record_id,
                                                absl::FunctionRef<absl::Status(Work&)> decide);

  storage::Store& store_;
  storage::HeadHint& heads_;
  WaitList waiters_;
};

}  // namespace blangko::scheduler
