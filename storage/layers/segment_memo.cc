#include "storage/layers/segment_memo.h"

#include <iterator>
#include <utility>

namespace blangko::storage {
namespace {

constexpr size_t kSpansMax = 20'000;  // some 3 MB

}  // namespace

SegmentMemo::Day* SegmentMemo::Known(std::string_view digest) {
  const auto found = by_digest_.find(digest);
  if (found == by_digest_.end()) return nullptr;
  newest_.splice(newest_.begin(), newest_, found->second);
  return &newest_.front();
}

SegmentMemo::Day* SegmentMemo::Renamed(std::string_view before, std::string_view after) {
  Day* day = Known(before);
  if (day == nullptr || by_digest_.contains(after)) return nullptr;
  by_digest_.erase(by_digest_.find(before));
  day->digest = std::string(after);
  by_digest_.emplace(day->digest, newest_.begin());
  return day;
}

void SegmentMemo::Trim() {
  while (spans_ > kSpansMax && newest_.size() > 1) {
    spans_ -= newest_.back().spans.size();
    by_digest_.erase(newest_.back().digest);
    newest_.pop_back();
  }
  if (spans_ <= kSpansMax) return;
  newest_.front().spans.clear();  // one day that is larger than all that is remembered: it is learned again
  spans_ = 0;
}

std::optional<std::string> SegmentMemo::Find(std::string_view digest, std::string_view place) {
  const std::lock_guard lock(mutex_);
  const Day* day = Known(digest);
  if (day == nullptr) return std::nullopt;
  const auto after = day->spans.upper_bound(place);
  if (after == day->spans.begin()) return std::nullopt;
  const auto& [begin, end] = *std::prev(after);
  return place < end ? std::optional<std::string>(begin) : std::nullopt;
}

void SegmentMemo::Learn(std::string_view digest, const SegmentSpan& span) {
  const std::lock_guard lock(mutex_);
  if (Known(digest) == nullptr) {
    newest_.push_front({std::string(digest), {}});
    by_digest_.emplace(std::string(digest), newest_.begin());
  }
  spans_ += newest_.front().spans.emplace(span.begin, span.end).second ? 1U : 0U;
  Trim();
}

void SegmentMemo::Cut(std::string_view before, std::string_view after, std::string_view begin,
                      const std::string& cut) {
  const std::lock_guard lock(mutex_);
  Day* day = Renamed(before, after);
  if (day == nullptr) return;
  const auto whole = day->spans.find(begin);
  if (whole == day->spans.end()) return;
  spans_ += day->spans.emplace(cut, std::exchange(whole->second, cut)).second ? 1U : 0U;
  Trim();
}

void SegmentMemo::Drop(std::string_view before, std::string_view after, std::string_view begin) {
  const std::lock_guard lock(mutex_);
  Day* day = Renamed(before, after);
  if (day == nullptr) return;
  auto gone = day->spans.find(begin);
  if (gone == day->spans.end()) gone = day->spans.lower_bound(begin);
  const bool ends_there = gone != day->spans.begin() && std::prev(gone)->second == begin;
  if (ends_there) {
    day->spans.erase(std::prev(gone));
    --spans_;
  }
  const auto own = day->spans.find(begin);
  if (own == day->spans.end()) return;
  day->spans.erase(own);
  --spans_;
}

SegmentMemo& SegmentsRemembered() {
  static SegmentMemo memo;
  return memo;
}

}  // namespace blangko::storage
