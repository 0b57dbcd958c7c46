#include "storage/overlay.h"

#include <iterator>

#include "base/status_macros.h"

namespace blangko::storage {
namespace {

// Walks the writes inside a range. What a visitor adds or erases ahead of the last row shown is seen, because each
// look first steps back over writes that came in between.
class WriteCursor {
 public:
  WriteCursor(const WriteMap& writes, const KeyRange& range, ScanOrder order)
      : writes_(writes), range_(range), forward_(order == ScanOrder::kForward) {
    at_ = forward_ ? writes_.lower_bound(range_.begin) : Before(writes_.lower_bound(range_.end));
  }

  // The next write that was not passed, or null at the end.
  const WriteMap::value_type* Peek() {
    for (auto nearer = Nearer(); nearer != writes_.end() && IsAhead(nearer->first); nearer = Nearer())
      at_ = nearer;
    while (at_ != writes_.end() && !IsAhead(at_->first)) at_ = forward_ ? std::next(at_) : Before(at_);
    if (at_ == writes_.end()) return nullptr;
    const bool inside = forward_ ? at_->first < range_.end : at_->first >= range_.begin;
    return inside ? &*at_ : nullptr;
  }

  // The row at `key` was shown, or is skipped.
  void Pass(std::string_view key) { passed_ = key; }

  // True when the write at `key` comes before the row at `other` in this order.
  bool ComesBefore(std::string_view key, std::string_view other) const {
    return forward_ ? key < other : key > other;
  }

 private:
  using Iterator = WriteMap::const_iterator;

  bool IsAhead(std::string_view key) const {
    if (passed_.has_value()) return ComesBefore(*passed_, key);
    return forward_ ? key >= range_.begin : key < range_.end;
  }
  Iterator Before(Iterator at) const { return at == writes_.begin() ? writes_.end() : std::prev(at); }
  // The write one step nearer to the start of the scan than at_.
  Iterator Nearer() const {
    if (forward_) return Before(at_);
    return at_ == writes_.end() ? writes_.begin() : std::next(at_);
  }

  const WriteMap& writes_;
  const KeyRange& range_;
  const bool forward_;
  Iterator at_;
  std::optional<std::string> passed_;
};

// Shows one write, unless it is an erasure. False when the visitor has enough. The value is copied because the
// visitor may overwrite it.
bool ShowWrite(WriteCursor& cursor, const WriteMap::value_type& write, Snapshot::Visitor visit) {
  cursor.Pass(write.first);
  if (!write.second.has_value()) return true;
  const std::string value = *write.second;
  return visit(write.first, value);
}

// Shows all writes before `key`, then the write at `key` or else the row below.
bool ShowUpTo(WriteCursor& cursor, std::string_view key, std::string_view value, Snapshot::Visitor visit) {
  const WriteMap::value_type* write = cursor.Peek();
  while (write != nullptr && cursor.ComesBefore(write->first, key)) {
    if (!ShowWrite(cursor, *write, visit)) return false;
    write = cursor.Peek();
  }
  if (write != nullptr && write->first == key) return ShowWrite(cursor, *write, visit);
  cursor.Pass(key);
  return visit(key, value);
}

}  // namespace

std::optional<std::optional<std::string>> FindWrite(const WriteMap& writes, std::string_view key) {
  const auto found = writes.find(key);
  if (found == writes.end()) return std::nullopt;
  return found->second;
}

absl::Status CheckRange(const KeyRange& range) {
  if (range.end.empty()) return absl::InvalidArgumentError("scan without an upper bound");
  return absl::OkStatus();
}

absl::Status ScanOverlay(const WriteMap& writes, Snapshot& below, const KeyRange& range, ScanOrder order,
                         Snapshot::Visitor visit) {
  RETURN_IF_ERROR(CheckRange(range));
  if (range.begin >= range.end) return absl::OkStatus();
  WriteCursor cursor(writes, range, order);
  bool more = true;
  RETURN_IF_ERROR(below.Scan(range, order, [&](std::string_view key, std::string_view value) {
    more = ShowUpTo(cursor, key, value, visit);
    return more;
  }));
  for (const auto* write = cursor.Peek(); more && write != nullptr; write = cursor.Peek()) {
    more = ShowWrite(cursor, *write, visit);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> OverlaySnapshot::Get(std::string_view key) {
  if (auto write = FindWrite(writes_, key)) return *std::move(write);
  return below_.Get(key);
}

absl::Status OverlaySnapshot::Scan(const KeyRange& range, ScanOrder order, Visitor visit) {
  return ScanOverlay(writes_, below_, range, order, visit);
}

}  // namespace blangko::storage
