#include "printer/parts/count_teller.h"

#include "base/planted.h"
#include "google/protobuf/util/time_util.h"

namespace blangko::printer {
namespace {

printers::v1::DayCount ToWire(const ToldCount& told) {
  const station::v1::DayCount& count = told.count();
  printers::v1::DayCount wire;
  wire.set_seq(told.seq());
  wire.set_closing(count.day_end());
  *wire.mutable_count_time() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(told.time_micros());
  *wire.mutable_open_time() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(told.begin_micros());
  wire.set_blanks(count.blanks());
  wire.set_spoiled(count.spoiled());
  wire.set_envelopes(count.envelopes());
  wire.set_compared(count.day_end() || count.compared());
  wire.set_expected_blanks(count.expected_blanks());
  wire.set_expected_spoiled(count.expected_spoiled());
  wire.set_expected_envelopes(count.expected_envelopes());
  wire.set_by(count.by());
  wire.set_second(count.second());
  wire.set_cause(count.cause());
  return wire;
}

}  // namespace

bool CountTeller::HasMore() const {
  const std::vector<ToldCount>& counts = journal_.state().day_counts();
  return held_.has_value() && !counts.empty() && counts.back().seq() > *held_;
}

void CountTeller::Ask(printers::v1::HeartbeatRequest& request) {
  if (!HasMore() || Planted("day-count-kept-at-station")) return;
  for (const ToldCount& told : journal_.state().day_counts()) {
    if (told.seq() <= *held_) continue;
    if (request.day_counts_size() == kCountsPerBeatMax) return;
    *request.add_day_counts() = ToWire(told);
  }
}

// Only an answer that says something new is worth another heartbeat at once.
absl::StatusOr<bool> CountTeller::Take(const printers::v1::HeartbeatResponse& response) {
  const std::optional<uint64_t> before = held_;
  held_ = response.has_day_count_seq() ? std::optional(response.day_count_seq()) : std::nullopt;
  return held_ != before && HasMore();
}

}  // namespace blangko::printer
