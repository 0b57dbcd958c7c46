#include "tests/bench/tap_counts.h"

#include "google/rpc/error_details.pb.h"
#include "services/refusal/refusal.h"

namespace blangko::bench {
namespace {

constexpr absl::Duration kTransportRetry = absl::Seconds(1);

absl::Duration DelayIn(const google::rpc::Status& details) {
  for (const auto& detail : details.details()) {
    google::rpc::RetryInfo retry;
    if (!detail.UnpackTo(&retry)) continue;
    return absl::Seconds(retry.retry_delay().seconds()) + absl::Nanoseconds(retry.retry_delay().nanos());
  }
  return kTransportRetry;
}

}  // namespace

const char* NameOf(Asked asked) {
  static constexpr std::array<const char*, kAskedKinds> kNames = {"outcomes", "jobs", "people", "pages"};
  return kNames[static_cast<size_t>(asked)];
}

void TapCounts::Came(Caller caller, bool served) {
  ++came_[static_cast<size_t>(caller)];
  if (!served) ++turned_away_[static_cast<size_t>(caller)];
}

void TapCounts::Answered(Asked asked, int64_t done, double micros, bool in_time) {
  if (asked == Asked::kOutcomes) outcome_us_.push_back(micros);
  if (!in_time) return;
  ++answered_[static_cast<size_t>(asked)];
  done_ += done;
}

int64_t TapCounts::answered(Caller caller) const {
  switch (caller) {
    case Caller::kStation: return answered(Asked::kOutcomes) + answered(Asked::kJobs);
    case Caller::kDesk: return answered(Asked::kPeople);
    case Caller::kReader: return answered(Asked::kPages);
  }
  return 0;
}

Tally TapCounts::OutcomeTally(double seconds) const {
  return {.jobs = done_, .seconds = seconds, .latencies_us = outcome_us_};
}

std::optional<absl::Duration> RetryAfter(const absl::Status& status) {
  if (!absl::IsResourceExhausted(status)) return std::nullopt;
  const auto details = DetailsOf(status);
  if (!details.has_value()) return kTransportRetry;
  if (ReasonOf(status) != "OVERLOADED") return std::nullopt;
  return DelayIn(*details);
}

int64_t Arrivals::Due(double seconds) {
  const auto all = static_cast<int64_t>(seconds * per_second_);
  const int64_t due = all - came_;
  came_ = all;
  return due;
}

}  // namespace blangko::bench
