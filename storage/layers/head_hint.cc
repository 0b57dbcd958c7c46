#include "storage/layers/head_hint.h"

#include <algorithm>
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
  const auto before = [&](const Insert& other) {
    return std::tie(other.key, other.ready) < std::tie(place.key, place.ready);
  };
  while (!head.inserts.empty() && !before(head.inserts.back())) head.inserts.pop_back();
  head.inserts.push_back({head.version, place.key, place.ready});
  if (head.inserts.size() > kInsertsRemembered) {
    head.forgotten = head.inserts.front().version;
    head.inserts.pop_front();
  }
  if (head.after.has_value() && Rank(*head.after) >= Rank(place)) head.after = JustBefore(place);
}

bool HeadHint::Head::NothingCameBefore(const LinePlace& place, uint64_t since) const {
  if (since < forgotten) return false;
  const auto first =
      std::upper_bound(inserts.begin(), inserts.end(), since,
                       [](uint64_t asked, const Insert& insert) { return asked < insert.version; });
  return first == inserts.end() || std::tie(place.key, place.ready) < std::tie(first->key, first->ready);
}

void HeadHint::Raise(const LineId& line, const LinePlace& place, uint64_t version) {
  const std::lock_guard lock(mutex_);
  Head& head = heads_[LineKey(line.site, line.state, line.class_id, line.generation)];
  if (!head.NothingCameBefore(place, version)) return;
  if (!head.after.has_value() || Rank(*head.after) < Rank(place)) head.after = place;
}

}  // namespace blangko::storage
