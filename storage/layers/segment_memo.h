// SegmentMemo: where the segments of split days begin and end (line_counts.h), remembered across transactions.
//
// A day's borders are named by a digest chained over every change of them, which the day's row holds: what was read under a
// digest is true wherever that digest is found, in whichever store. Changing borders hands what is known on to the new
// digest; where that change is given up, the old one has to be learned again.
//
// Threads: any.
#pragma once

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace blangko::storage {

// Keys of segments: all places from `begin` up to `end`, without it, are counted in the row at `begin`.
struct SegmentSpan {
  std::string begin;
  std::string end;
};

class SegmentMemo {
 public:
  // The begin of the segment that holds `place`, a key like those of segments.
  std::optional<std::string> Find(std::string_view digest, std::string_view place);
  void Learn(std::string_view digest, const SegmentSpan& span);
  // The segment that begins at `begin` is cut at `cut`.
  void Cut(std::string_view before, std::string_view after, std::string_view begin, const std::string& cut);
  // The row at `begin` is gone: its places belong to the segment before it.
  void Drop(std::string_view before, std::string_view after, std::string_view begin);

 private:
  using Spans = std::map<std::string, std::string, std::less<>>;  // begin -> end
  struct Day {
    std::string digest;
    Spans spans;
  };

  // With mutex_ held.
  Day* Known(std::string_view digest);
  Day* Renamed(std::string_view before, std::string_view after);
  void Trim();

  std::mutex mutex_;
  std::list<Day> newest_;  // the day that was asked for last in front
  std::map<std::string, std::list<Day>::iterator, std::less<>> by_digest_;
  size_t spans_ = 0;
};

// The one of this process.
SegmentMemo& SegmentsRemembered();

}  // namespace blangko::storage
