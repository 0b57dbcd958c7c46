// Exchange reports outcomes to the server and takes new jobs: one call at a time, repeated unchanged until
// answered.
//
// Before a call leaves, the journal and the call itself are durable. A reply is written into the journal (permits,
// facts booked) before anybody acts on it. A fact that the server refuses is kept and tried again later; it holds
// up no other.
// Failure: only of the disk; the server's answers are part of the result. Threads: one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/ids.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"
#include "printer/agent/job_source.h"
#include "printer/journal/call_slot.h"
#include "printer/journal/journal.h"

namespace blangko::printer {

inline constexpr int kOutcomesPerCallMax = 50;
inline constexpr int kJobsPerCallMax = 50;
inline constexpr size_t kHeldPerCallMax = 50;
inline constexpr absl::Duration kRefusedFactPause = absl::Minutes(5);

// A fact that the server does not take.
struct RefusedFact {
  uint64_t fact_seq = 0;
  AttemptKey card;
  std::string why;           // the server's reason
  bool never_begun = false;  // a permission that was given back
};

// What became of a call.
struct CallResult {
  enum class Kind { kAnswered, kNoAnswer, kRefused };
  Kind kind = Kind::kAnswered;
  absl::Status error;                            // of kNoAnswer and kRefused
  scheduler::v1::ExchangeJobsResponse response;  // of kAnswered
};

class Exchange {
 public:
  struct Parties {
    Journal& journal;
    CallSlot& slot;
    JobSource& source;
    IdSource& ids;
    const Clock& clock;
  };
  Exchange(std::string station_id, std::string printer_id, Parties parties)
      : station_id_(std::move(station_id)), printer_id_(std::move(printer_id)), p_(parties) {}

  // Finds the call that a process before this one left unanswered. Call once, first.
  absl::Status Load();

  // True while a call waits for its answer; the next Call is then that one again, whatever the arguments.
  bool pending() const { return pending_.has_value(); }
  // Facts that a call now would report.
  int reportable() const;
  // True when cards wait for a look of which the server was not told.
  bool HasNewLooks() const;

  // `held`: cards here that the server is asked about; at most kHeldPerCallMax.
  absl::StatusOr<CallResult> Call(int max_jobs, absl::Duration wait,
                                  const std::vector<AttemptKey>& held = {});
  // Facts that the server has refused and that are not reported otherwise meanwhile, oldest first.
  std::vector<RefusedFact> refused() const;
  // After the last call of a process that stops: nothing is left to repeat.
  absl::Status Forget() { return p_.slot.Clear(); }
  // The server has lost facts after `fact_seq`: report them again.
  void ReportAgainAfter(uint64_t fact_seq);

 private:
  scheduler::v1::ExchangeJobsRequest NewCall(int max_jobs, absl::Duration wait,
                                             const std::vector<AttemptKey>& held);
  std::map<uint64_t, Entry> Reportable() const;
  absl::Status Accept(const scheduler::v1::ExchangeJobsResponse& response);
  absl::Status AcceptResults(const scheduler::v1::ExchangeJobsResponse& response);
  absl::Status AcceptJob(const scheduler::v1::Job& job);
  void Refused(const absl::Status& error);
  void PutOff(uint64_t fact_seq, std::string_view why);

  const std::string station_id_;
  const std::string printer_id_;
  Parties p_;
  std::optional<scheduler::v1::ExchangeJobsRequest> pending_;
  struct Later {
    absl::Time when;
    std::string why;
  };
  std::map<uint64_t, Later> put_off_;            // refused facts and when to try them again
  std::map<uint64_t, Entry> again_;              // booked once, lost by the server
  std::set<AttemptKey> looks_told_;              // what the last answered call said
  int outcomes_per_call_ = kOutcomesPerCallMax;  // 1 after a refusal, to find the fact that is refused
};

}  // namespace blangko::printer
