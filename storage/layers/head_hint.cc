#include "storage/layers/head_hint.h"

#include <tuple>

namespace blangko::storage {
namespace {

auto Rank(const LinePlace& place) { return std::tie(place.key, place.ready, place.record_id); }

// A place before `place` with next to nothing in between.
LinePlace JustBefore(const LinePlace& place) { return {place.key, place.ready - absl::Microseconds(1), ""}; }

}  // namespace

HeadHint::Start HeadHint::Get(const LineId& line) const {
  const std::lock_guard lock(mutex_);
  const auto found = heads_.find(LineKey(line.site, line.state, line.class_id, line.generation));
  if (found == heads_.end()) return {};
  return {found->second.after, found->second.version};
}

void HeadHint::Lower(const LineId& line, const LinePlace& place) {
  const std::lock_guard lock(mutex_);
  Head& head = heads_[LineKey(line.site, line.state, line.class_id, line.generation)];
  ++head.version;
  if (head.after.has_value() && Rank(*head.after) >= Rank(place)) head.after = JustBefore(place);
}

void HeadHint::Raise(const LineId& line, const LinePlace& place, uint64_t version) {
  const std::lock_guard lock(mutex_);
  Head& head = heads_[LineKey(line.site, line.state, line.class_id, line.generation)];
  if (head.version != version) return;
  if (!head.after.has_value() || Rank(*head.after) < Rank(place)) head.after = place;
}

}  // namespace blangko::storage
