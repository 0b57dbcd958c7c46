#include "tests/bench/tap.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "grpc/support/time.h"
#include "grpcpp/completion_queue.h"

namespace blangko::bench {
namespace {

// Looks at the clock at least so often; arrivals come in bunches of this time.
constexpr absl::Duration kTick = absl::Milliseconds(1);

class Tap {
 public:
  Tap(std::span<TapClient* const> clients, const TapPlan& plan) : plan_(plan), begin_(clock_.Now()) {
    for (const double per_second : plan.per_second) arrivals_.emplace_back(per_second);
    for (TapClient* client : clients) idle_[At(client->caller())].push_back(client);
  }

  absl::StatusOr<TapRun> Run() {
    while (open() && status_.ok()) {
      Look();
      SendAgain();
      for (size_t caller = 0; caller < kCallers; ++caller) LetIn(static_cast<Caller>(caller));
      TakeAnswers(kTick);
    }
    const double seconds = Seconds();
    while (in_flight_ > 0) TakeAnswers(absl::Seconds(1));
    queue_.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue_.Next(&tag, &ok)) continue;
    if (!status_.ok()) return status_;
    return TapRun{.counts = std::move(counts_), .seconds = seconds};
  }

 private:
  static size_t At(Caller caller) { return static_cast<size_t>(caller); }
  double Seconds() const { return absl::ToDoubleSeconds(clock_.Now() - begin_); }
  bool open() const { return clock_.Now() - begin_ < plan_.lasts; }

  void Look() {
    if (!plan_.every_second || clock_.Now() < look_) return;
    plan_.every_second();
    look_ = clock_.Now() + absl::Seconds(1);
  }

  void SendAgain() {
    while (!refused_.empty() && refused_.begin()->first <= clock_.Now()) {
      Begin(*refused_.extract(refused_.begin()).mapped());
    }
  }

  void LetIn(Caller caller) {
    auto& idle = idle_[At(caller)];
    Arrivals& arrivals = arrivals_[At(caller)];
    const auto free = static_cast<int64_t>(idle.size());
    const int64_t came = arrivals.whenever_free() ? free : arrivals.Due(Seconds());
    for (int64_t i = 0; i < came; ++i) {
      counts_.Came(caller, !idle.empty());
      if (idle.empty()) continue;
      TapClient* client = idle.back();
      idle.pop_back();
      Begin(*client);
    }
  }

  void Begin(TapClient& client) {
    client.Begin(queue_);
    ++in_flight_;
    since_[&client] = clock_.Now();
  }

  // Those that are there, or the first within `wait`; when clients call as soon as they are free, one at a time.
  void TakeAnswers(absl::Duration wait) {
    void* tag = nullptr;
    bool ok = false;
    const gpr_timespec until = gpr_time_add(
        gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_micros(absl::ToInt64Microseconds(wait), GPR_TIMESPAN));
    if (queue_.AsyncNext(&tag, &ok, until) != grpc::CompletionQueue::GOT_EVENT) return;
    Ended(static_cast<TapClient&>(*static_cast<CallLane*>(tag)));
  }

  void Ended(TapClient& client) {
    --in_flight_;
    const absl::StatusOr<int64_t> done = client.End();
    if (const auto retry = RetryAfter(done.status()); retry.has_value()) {
      counts_.Refused(client.asked());
      refused_.emplace(clock_.Now() + *retry, &client);
      return;
    }
    if (!done.ok()) {
      status_.Update(done.status());
      return;
    }
    const double micros = absl::ToDoubleMicroseconds(clock_.Now() - since_[&client]);
    counts_.Answered(client.asked(), *done, micros, open());
    idle_[At(client.caller())].push_back(&client);
  }

  const TapPlan& plan_;
  const SteadyClock clock_;
  const absl::Time begin_;
  absl::Time look_ = absl::InfinitePast();
  grpc::CompletionQueue queue_;
  std::vector<Arrivals> arrivals_;                      // by Caller
  std::array<std::vector<TapClient*>, kCallers> idle_;  // by Caller
  std::multimap<absl::Time, TapClient*> refused_;       // when each sends again
  std::map<CallLane*, absl::Time> since_;               // when the call of a client was sent
  int64_t in_flight_ = 0;
  absl::Status status_;
  TapCounts counts_;
};

}  // namespace

absl::StatusOr<TapRun> RunTap(std::span<TapClient* const> clients, const TapPlan& plan) {
  return Tap(clients, plan).Run();
}

}  // namespace blangko::bench
